/**
 * Names of every environment variable a function may read. The infrastructure sets them and the functions
 * read them through these constants, so that a test can hold the two sides equal.
 */
export const environment = {
  table: 'TABLE_NAME',
  publicUrl: 'PUBLIC_URL',
  mailFrom: 'MAIL_FROM',
  mailConfigurationSet: 'MAIL_CONFIGURATION_SET',
} as const

/** Where people sign in: all of them, or none where only machines have tokens. */
export const signInEnvironment = {
  issuer: 'SIGN_IN_ISSUER',
  clientId: 'SIGN_IN_CLIENT_ID',
  groupsClaim: 'SIGN_IN_GROUPS_CLAIM',
} as const

/**
 * Names the environment variable that holds a task queue's URL.
 * @param queue the queue's name, such as `qualify-bulk`
 * @returns the variable's name, such as `QUEUE_URL_QUALIFY_BULK`
 */
export function queueUrlVariable(queue: string): string {
  return `QUEUE_URL_${queue.toUpperCase().replaceAll('-', '_')}`
}
