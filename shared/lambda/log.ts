import { Logger } from '@aws-lambda-powertools/logger'

/** Every message Baton logs, with the level it is logged at. Nothing else is logged, and no personal data with it. */
const catalogue = {
  'request.refused': 'info',
  'request.failed': 'error',
  'task.done': 'info',
  'task.stale': 'info',
  'task.retried': 'warn',
  'message.unreadable': 'error',
  'tick.done': 'info',
  'tasks.parked': 'error',
  'relay.sent': 'debug',
  'mail.event': 'info',
} as const

/** Name of a log message. */
export type LogMessage = keyof typeof catalogue

/** What may stand beside a message: ids, kinds, counts. */
export type LogFields = Readonly<Record<string, string | number | boolean | undefined>>

const logger = new Logger({ serviceName: 'baton' })

/**
 * Logs a message of the catalogue.
 * @param message its name
 * @param fields ids, kinds and counts; never names, addresses or texts of people
 */
export function log(message: LogMessage, fields: LogFields): void {
  logger[catalogue[message]](message, { ...fields })
}

/** How many places of a stack trace are logged. */
const placesLogged = 5

/**
 * Says what kind of error it was and where it was thrown, without its message, which may repeat what somebody sent.
 * @param error anything thrown
 */
export function errorFields(error: unknown): LogFields {
  if (!(error instanceof Error)) return { error: typeof error }
  const cause = error.cause instanceof Error ? ` < ${error.cause.name}` : ''
  const places = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line))
  return {
    error: `${error.name}${cause}`,
    at: places
      .slice(0, placesLogged)
      .map((place) => place.trim())
      .join(' '),
  }
}
