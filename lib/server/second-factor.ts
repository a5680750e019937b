import { changeStaff, insertAudit, replaceRecovery, type StoredStaff, spendRecovery, spendStep } from '@/db/queries/staff'
import { ok, type Result, refuse } from '@/lib/domain/result'
import { database } from './database'
import { countCall, giveBack } from './limits'
import { deriveToken, hashToken, newToken, seal, unseal } from './secrets'
import { type BegunSession, pendingOf, type Visitor, wholeSession } from './session'
import { settings } from './settings'
import { addressOf, plainCode, recoveryCodesOf, secretOf, stepOf } from './totp'

/** A machine that this person signed in on before; its wrong codes are counted by themselves, so that nobody else's hold it up. */
export const DEVICE_COOKIE = 'lot_one_device'
export const DEVICE_DAYS = 180

const deviceSeal = (device: string, staff: string) => deriveToken(settings().LINK_SECRET, 'device', staff, device)

const newDevice = (staff: string): string => {
  const device = newToken()
  return `${device}.${deviceSeal(device, staff)}`
}

function knownDevice(cookie: string | undefined, staff: string): string | undefined {
  const [device, mark] = cookie?.slice(0, 200).split('.') ?? []
  return device && mark === deviceSeal(device, staff) ? device : undefined
}

export interface Enrolment {
  email: string
  /** Base 32, for those who type it. */
  secret: string
  address: string
  recoveryCodes: readonly string[]
}

/** What somebody without a second factor sets up, the same until it is confirmed. Refused: `session.over`, `session.enrolled`. */
export async function enrolment(token: string | undefined, at: Date): Promise<Result<Enrolment>> {
  const pending = await pendingOf(token, at)
  if (!pending) return refuse('session.over')
  if (pending.staff.totpSecret) return refuse('session.enrolled')
  const { LINK_SECRET } = settings()
  const secret = secretOf(LINK_SECRET, pending.session.id)
  const { email } = pending.staff
  return ok({ email, secret, address: addressOf(secret, email), recoveryCodes: recoveryCodesOf(LINK_SECRET, pending.session.id) })
}

export interface SignedIn extends BegunSession {
  /** Value of the device's cookie. */
  device: string
}

/** Keeps the second factor once its first code is right, and signs in. Refused: `session.over`, `session.enrolled`, `session.code`. */
export async function confirmEnrolment(
  token: string | undefined,
  code: string,
  visitor: Visitor,
  at: Date,
): Promise<Result<SignedIn>> {
  const offered = await enrolment(token, at)
  const pending = await pendingOf(token, at)
  if (!offered.ok) return offered
  if (!pending || !token) return refuse('session.over')
  const { staff } = pending
  const step = stepOf(offered.value.secret, plainCode(code), at)
  if (step === undefined) return refuse('session.code')
  await database().transaction(async (transaction) => {
    await changeStaff(transaction, staff.id, { totpSecret: seal(settings().LINK_SECRET, offered.value.secret), totpStep: step })
    await replaceRecovery(
      transaction,
      staff.id,
      offered.value.recoveryCodes.map((one) => hashToken(plainCode(one))),
    )
    await insertAudit(transaction, { actor: `staff:${staff.id}`, action: 'second-factor.enrolled', subject: staff.id })
  })
  return ok({ ...(await wholeSession(token, staff, visitor, at)), device: newDevice(staff.id) })
}

/**
 * The second step: a code of the authenticator or a recovery code; each is good once. Refused: `session.over`, `session.code`,
 * `session.code-used`, `limit.rate`. Only who knows the password can come here, so wrong codes count for the person, but those of a
 * machine that the person has used before count for that machine alone.
 */
export async function confirmCode(
  token: string | undefined,
  code: string,
  visitor: Visitor & { device?: string | undefined },
  at: Date,
): Promise<Result<SignedIn>> {
  const pending = await pendingOf(token, at)
  if (!pending || !token) return refuse('session.over')
  const { staff } = pending
  if (!staff.totpSecret) return refuse('session.over')
  const device = knownDevice(visitor.device, staff.id)
  const counter = device ? `device:${device}` : `code:${staff.id}`
  const counted = await countCall('sign-in', counter)
  if (!counted.ok) return counted
  const right = await spendCode(staff, plainCode(code), at)
  if (!right.ok) return right
  await giveBack('sign-in', counter)
  const kept = device && visitor.device ? visitor.device : newDevice(staff.id)
  return ok({ ...(await wholeSession(token, staff, visitor, at)), device: kept })
}

async function spendCode(staff: StoredStaff, code: string, at: Date): Promise<Result<undefined>> {
  if (/^\d{6}$/.test(code)) {
    const step = stepOf(unseal(settings().LINK_SECRET, staff.totpSecret ?? ''), code, at)
    if (step === undefined) return refuse('session.code')
    return (await spendStep(database(), staff.id, step)) ? ok(undefined) : refuse('session.code-used')
  }
  if (code.length !== 16 || !(await spendRecovery(database(), staff.id, hashToken(code), at))) return refuse('session.code')
  await insertAudit(database(), { actor: `staff:${staff.id}`, action: 'second-factor.recovered', subject: staff.id })
  return ok(undefined)
}
