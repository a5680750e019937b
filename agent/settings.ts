import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { z } from 'zod'
import { forcedFate } from './fate'

const credentials = z.object({
  ateliers: z
    .array(
      z.object({
        atelier: z.string(),
        token: z.string().min(16),
        keyId: z.string(),
        /** Ed25519 seed, hex. */
        privateKey: z.string().regex(/^[0-9a-f]{64}$/),
      }),
    )
    .min(1),
})

const environment = z.object({
  /** Origin of the house. */
  ATELIER_API: z.url({ protocol: /^https?$/ }),
  /** File of the owner's with token and key of each atelier that this process speaks for. */
  AGENT_CREDENTIALS: z.string().min(1),
  /** Where the agent keeps its chain and what was not heard yet; beside the credentials unless said otherwise. */
  AGENT_FOLDER: z.string().min(1).optional(),
  /** Seconds of life from acceptance to the finished piece: the twin's time-lapse. */
  AGENT_FINISH_SECONDS: z.coerce.number().min(1).max(86_400).default(270),
  AGENT_INTERVAL: z.coerce.number().int().min(10).max(60_000).default(700),
  /** For tests: what happens to every order (`rework`) or to those of some ateliers (`milan:rework,tokyo:climate`). */
  AGENT_FATE: z.string().optional(),
  /** For tests: ateliers that decline every order, or those with some operation (`milan,tokyo/patinate`). */
  AGENT_DECLINE: z.string().optional(),
})

/** Who may speak for which atelier. Throws what is wrong with the file. */
export const readCredentials = (file: string) => credentials.parse(JSON.parse(readFileSync(file, 'utf8'))).ateliers

/** The agent's own machine's settings; nothing is shared with the house. Throws what is wrong by name. */
export function agentSettings(source: Readonly<Record<string, string | undefined>>) {
  const given = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== undefined && value !== ''))
  const { ATELIER_API, AGENT_CREDENTIALS, AGENT_FOLDER, AGENT_FINISH_SECONDS, AGENT_INTERVAL, ...wishes } =
    environment.parse(given)
  const ateliers = readCredentials(AGENT_CREDENTIALS)
  return {
    origin: ATELIER_API,
    ateliers,
    folder: AGENT_FOLDER ?? join(dirname(AGENT_CREDENTIALS), 'agent'),
    finishSeconds: AGENT_FINISH_SECONDS,
    interval: AGENT_INTERVAL,
    patience: 5_000,
    fateAt: (atelier: string) => forcedFate(wishes.AGENT_FATE, atelier),
    declinesAt: (atelier: string) => declining(wishes.AGENT_DECLINE ?? '', atelier),
  }
}

function declining(wish: string, atelier: string): (operations: readonly string[]) => boolean {
  const own = wish.split(',').flatMap((one) => {
    const [id, operation = ''] = one.trim().split('/')
    return id === atelier ? [operation] : []
  })
  return (operations) => own.some((operation) => operation === '' || operations.includes(operation))
}
