import type { HttpAnswer } from '../../shared/lambda/http.ts'

/**
 * Reads what a function answered.
 * @param answer status and JSON text
 */
export function answered({ statusCode, body }: HttpAnswer): {
  readonly status: number | undefined
  readonly body: unknown
} {
  return { status: statusCode, body: body === undefined ? undefined : JSON.parse(body) }
}
