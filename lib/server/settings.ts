import { z } from 'zod'

/**
 * The one place where the environment is read (by api, web, jobs, migrate and seed). The sandbox and the agent are other people's
 * machines in real life and read their own.
 */
const shape = z.object({
  LOT_ONE_MODE: z.enum(['live', 'demo', 'test']).default('live'),
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }),
  /** Origin that clients see, without a slash at the end. */
  PUBLIC_URL: z.url({ protocol: /^https?$/ }).transform((url) => url.replace(/\/+$/, '')),
  /** Where the front door listens. */
  PORT: z.coerce.number().int().min(0).max(65535).default(3000),
  HOST: z.string().default('127.0.0.1'),
  /** Where Next listens; the front door passes on to it what it does not answer itself. */
  WEB_URL: z.url({ protocol: /^http$/ }).default('http://127.0.0.1:3001'),
  /** Number of proxies in front of us whose X-Forwarded-For we believe. */
  TRUSTED_PROXIES: z.coerce.number().int().min(0).max(5).default(0),
  /** Derives link tokens from idempotency keys. At least 32 characters. */
  LINK_SECRET: z.string().min(32),
  STRIPE_SECRET_KEY: z.string().min(8).default('sk_test_lotone_sandbox'),
  STRIPE_WEBHOOK_SECRET: z.string().min(8),
  /** Origin of the payment sandbox; absent = the real provider. */
  STRIPE_API_BASE: z.url({ protocol: /^http$/ }).optional(),
  /** Absent: mail stays in the outbox, where staff read it. */
  SMTP_URL: z.url({ protocol: /^smtps?$/ }).optional(),
  MAIL_FROM: z.string().default('Lot One <house@lot-one.invalid>'),
  /** Folder of the blob store. */
  BLOB_FOLDER: z.string().min(1).default('var/blobs'),
  /** Atelier seconds per second of life that events may claim; 1 in life. */
  TIME_SCALE_LIMIT: z.coerce.number().min(1).max(1_000_000).default(1),
  /** Zone of the clock that staff read; pages say it beside every time. */
  HOUSE_TIME_ZONE: z
    .string()
    .refine((zone) => Intl.supportedValuesOf('timeZone').includes(zone) || zone === 'UTC', 'is no IANA time zone')
    .default('Europe/Paris'),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent']).default('info'),
  /** Geometry at once, waiting, milliseconds each, and megabytes of JavaScript heap each. */
  DRAFTING_THREADS: z.coerce.number().int().min(1).max(64).default(1),
  DRAFTING_QUEUE: z.coerce.number().int().min(1).max(1000).default(8),
  DRAFTING_MILLISECONDS: z.coerce.number().int().min(100).max(120_000).default(20_000),
  DRAFTING_MEGABYTES: z.coerce.number().int().min(64).max(4096).default(512),
  /** What one anonymous address may ask of geometry per minute. */
  ANONYMOUS_PER_MINUTE: z.coerce.number().int().min(1).max(100_000).default(60),
  /** What one token of the atelier API may ask per minute. */
  ATELIER_PER_MINUTE: z.coerce.number().int().min(1).max(1_000_000).default(1200),
})

export type Settings = z.infer<typeof shape>

/** Every variable that is read, with what holds where it is not given; the table in docs/operating.md says the same (tested). */
export const SETTING_DEFAULTS: ReadonlyMap<keyof Settings, string | undefined> = new Map(
  Object.entries(shape.shape).map(([name, field]) => {
    const given = field instanceof z.ZodDefault ? field.def.defaultValue : undefined
    return [name as keyof Settings, given === undefined ? undefined : String(given)]
  }),
)

/** Settings from an environment. Throws with every fault by name; values are never in the message, since some are secrets. */
export function readSettings(environment: Readonly<Record<string, string | undefined>>): Settings {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== undefined && value !== ''))
  const parsed = shape.safeParse(given)
  if (!parsed.success) {
    const faults = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`)
    throw new Error(`Settings are not usable:\n  ${faults.join('\n  ')}`)
  }
  const faults = faultsOfMode(parsed.data)
  if (faults.length > 0) throw new Error(`Settings do not fit mode "${parsed.data.LOT_ONE_MODE}":\n  ${faults.join('\n  ')}`)
  return parsed.data
}

function faultsOfMode(settings: Settings): string[] {
  const faults: string[] = []
  if (settings.LOT_ONE_MODE === 'live') {
    if (settings.STRIPE_API_BASE) faults.push('STRIPE_API_BASE: live mode refuses the payment sandbox')
    if (!/^(sk|rk)_live_/.test(settings.STRIPE_SECRET_KEY)) faults.push('STRIPE_SECRET_KEY: live mode needs a live key')
    if (!settings.PUBLIC_URL.startsWith('https:')) faults.push('PUBLIC_URL: live mode needs https')
    if (settings.TIME_SCALE_LIMIT !== 1) faults.push('TIME_SCALE_LIMIT: live mode refuses time-lapse')
    if (!settings.SMTP_URL) faults.push('SMTP_URL: live mode needs a mail server')
  } else if (/^(sk|rk)_live_/.test(settings.STRIPE_SECRET_KEY)) {
    faults.push(`STRIPE_SECRET_KEY: ${settings.LOT_ONE_MODE} mode refuses a live payment key`)
  }
  return faults
}

let current: Settings | undefined

/** This process's settings, read at first use. */
export function settings(): Settings {
  current ??= readSettings(process.env)
  return current
}
