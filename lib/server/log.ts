import { type Logger, pino } from 'pino'
import { settings } from './settings'

let logger: Logger | undefined

/** One JSON object a line on stdout. Never give it a token, a mail address or a design. */
export function log(): Logger {
  logger ??= pino({ level: settings().LOG_LEVEL, base: null, timestamp: pino.stdTimeFunctions.isoTime })
  return logger
}
