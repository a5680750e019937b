import { type Result, refuse } from '../result'
import { type AtelierProfile, atelierProfile } from './profile'

/** Unknown input → profile, or the first thing that is wrong with it (`profile.invalid` with a JSON pointer). Never throws. */
export function parseProfile(input: unknown): Result<AtelierProfile> {
  const parsed = atelierProfile.safeParse(input, { jitless: true })
  if (parsed.success) return { ok: true, value: parsed.data }
  const issue = parsed.error.issues[0]
  return refuse('profile.invalid', { problem: issue?.message ?? '' }, `/${(issue?.path ?? []).map(String).join('/')}`)
}
