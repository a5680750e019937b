import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createHmac,
  hkdfSync,
  randomBytes,
  scrypt,
  timingSafeEqual,
} from 'node:crypto'

/** A random token for whoever holds it: 192 bits, safe in a URL. */
export const newToken = (): string => randomBytes(24).toString('base64url')

/** What is kept of a token: SHA-256, hex. Enough, since tokens are random. */
export const hashToken = (token: string): string => createHash('sha256').update(token).digest('hex')

/** The same token again for the same request, without keeping it anywhere. */
export const deriveToken = (secret: string, ...parts: readonly string[]): string =>
  createHmac('sha256', secret).update(JSON.stringify(parts)).digest('base64url').slice(0, 32)

/** scrypt with N = 2^15: about 60 ms and 32 MB on a small server (OWASP's second choice of 2024). */
const COST = { N: 2 ** 15, r: 8, p: 1, maxmem: 64 * 1024 * 1024 }

const derive = (password: string, salt: Buffer, cost: { N: number; r: number; p: number }) =>
  new Promise<Buffer>((done, failed) =>
    scrypt(password.normalize('NFC'), salt, 32, { ...COST, ...cost }, (error, key) => (error ? failed(error) : done(key))),
  )

/** `scrypt$N$r$p$salt$hash`, base64url. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16)
  const key = await derive(password, salt, COST)
  return ['scrypt', COST.N, COST.r, COST.p, salt.toString('base64url'), key.toString('base64url')].join('$')
}

/** Takes as long for a wrong password as for a right one. */
export async function verifyPassword(password: string, stored: string): Promise<boolean> {
  const [scheme, N, r, p, salt, hash] = stored.split('$')
  if (scheme !== 'scrypt' || !salt || !hash) return false
  const expected = Buffer.from(hash, 'base64url')
  const key = await derive(password, Buffer.from(salt, 'base64url'), { N: Number(N), r: Number(r), p: Number(p) })
  return key.length === expected.length && timingSafeEqual(key, expected)
}

const sealKey = (secret: string) => Buffer.from(hkdfSync('sha256', secret, '', 'sealed at rest', 32))

/** AES-256-GCM under the house's secret, for what must be read again: `iv.tag.text`, base64url. */
export function seal(secret: string, text: string): string {
  const iv = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', sealKey(secret), iv)
  const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
  return [iv, cipher.getAuthTag(), sealed].map((part) => part.toString('base64url')).join('.')
}

/** Throws when it was sealed under another secret or changed. */
export function unseal(secret: string, sealed: string): string {
  const [iv, tag, text] = sealed.split('.').map((part) => Buffer.from(part, 'base64url'))
  if (!iv || !tag || !text) throw new Error('not something that was sealed')
  const decipher = createDecipheriv('aes-256-gcm', sealKey(secret), iv)
  decipher.setAuthTag(tag)
  return Buffer.concat([decipher.update(text), decipher.final()]).toString('utf8')
}
