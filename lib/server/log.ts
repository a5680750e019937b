import { type Logger, pino } from 'pino'
import { settings } from './settings'

let logger: Logger | undefined

/** One JSON object a line on stdout. Never give it a token, a mail address or a design. */
export function log(): Logger {
  logger ??= pino({
    level: settings().LOG_LEVEL,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    serializers: { err: discreet },
  })
  return logger
}

/** Names of a fault that say nothing about anybody; an engine's `detail` quotes rows, a provider's `raw` the card's owner. */
const NAMES = ['code', 'type', 'statusCode', 'requestId', 'table', 'constraint', 'routine'] as const

/**
 * An error for people who mend: what it is, where, and what caused it. The query builder puts every value of a failed statement
 * (names, addresses, letters) into its message; only the statement is told.
 */
export function discreet(error: unknown): unknown {
  if (!(error instanceof Error)) return typeof error === 'string' ? error : typeof error
  const known = error as Error & Partial<Record<(typeof NAMES)[number] | 'query', unknown>>
  const message = messageOf(error)
  const calls = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line))
  return {
    name: error.name,
    message,
    ...Object.fromEntries(NAMES.flatMap((name) => (typeof known[name] === 'string' ? [[name, known[name]]] : []))),
    stack: calls.join('\n'),
    ...(error.cause === undefined ? {} : { cause: discreet(error.cause) }),
  }
}

/** The message of an error without what it was about. */
export function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const { query } = error as { query?: unknown }
  if (typeof query !== 'string') return error.message
  const cause = error.cause instanceof Error ? `: ${error.cause.message}` : ''
  return `failed query ${query}${cause}`
}
