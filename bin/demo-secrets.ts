import { generateKeyPairSync, randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import type { Role } from '@/lib/domain/access/permissions'
import { newTotpSecret } from '@/lib/server/totp'

/** What one atelier's edge agent needs to speak for it. */
export interface AgentCredentials {
  atelier: string
  tokenId: string
  token: string
  keyId: string
  /** Ed25519 seed and public key, hex. */
  privateKey: string
  publicKey: string
}

/** Somebody of the demo's house, with everything needed to be them. */
export interface DemoMember {
  email: string
  name: string
  role: Role
  atelier?: string
  password: string
  /** Base 32. */
  totpSecret: string
}

export interface DemoSecrets {
  databasePassword: string
  linkSecret: string
  webhookSecret: string
  staff: readonly DemoMember[]
  agents: readonly AgentCredentials[]
}

const random = (bytes: number) => randomBytes(bytes).toString('base64url')
const hex = (part: string | undefined) => Buffer.from(part ?? '', 'base64url').toString('hex')

/** One of each role, so that a newcomer can see the house with each one's eyes. */
const MEMBERS = [
  { email: 'owner@lot-one.example', name: 'Odile Grandet', role: 'owner' },
  { email: 'desk@lot-one.example', name: 'Gaspard Hugues', role: 'desk' },
  { email: 'quality@lot-one.example', name: 'Elena Ferri', role: 'quality' },
  { email: 'lead.paris@lot-one.example', name: 'Claire Dumas', role: 'lead', atelier: 'paris' },
  { email: 'lead.tokyo@lot-one.example', name: 'Kenji Ito', role: 'lead', atelier: 'tokyo' },
  { email: 'advisor@lot-one.example', name: 'Anaïs Roche', role: 'advisor' },
] as const satisfies readonly Omit<DemoMember, 'password' | 'totpSecret'>[]

const member = (one: Omit<DemoMember, 'password' | 'totpSecret'>): DemoMember => {
  return { ...one, password: readable(), totpSecret: newTotpSecret() }
}

/** The demo's secrets: made once for a data folder, then the same at every start. Only the owner can read the file. */
export function demoSecrets(file: string, ateliers: readonly string[]): DemoSecrets {
  const kept = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as DemoSecrets) : undefined
  const secrets: DemoSecrets = {
    databasePassword: kept?.databasePassword ?? random(18),
    linkSecret: kept?.linkSecret ?? random(32),
    webhookSecret: kept?.webhookSecret ?? `whsec_${random(24)}`,
    staff: MEMBERS.map((one) => kept?.staff?.find(({ email }) => email === one.email) ?? member(one)),
    agents: ateliers.map((id) => kept?.agents.find(({ atelier }) => atelier === id) ?? credentials(id)),
  }
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(`${file}.new`, `${JSON.stringify(secrets, null, 2)}\n`, { mode: 0o600 })
  renameSync(`${file}.new`, file)
  return secrets
}

function credentials(atelier: string): AgentCredentials {
  const { privateKey } = generateKeyPairSync('ed25519')
  const { d, x } = privateKey.export({ format: 'jwk' })
  const suffix = `${atelier}_${randomBytes(4).toString('hex')}`
  return {
    atelier,
    tokenId: `tok_${suffix}`,
    token: `agt_${random(24)}`,
    keyId: `key_${suffix}`,
    privateKey: hex(d),
    publicKey: hex(x),
  }
}

/** Four groups that can be typed from a screen: 20 letters of 32, 100 bits. */
function readable(): string {
  const letters = 'abcdefghjkmnpqrstuvwxyz23456789k'
  const text = [...randomBytes(20)].map((byte) => letters[byte & 31]).join('')
  return text.match(/.{5}/g)?.join('-') ?? text
}
