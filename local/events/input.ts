import { StartFailure } from '../failure.ts'
import type { RuleTarget } from '../template/model.ts'

/**
 * Makes what a rule's target receives of an event.
 * @param event the event
 * @param target says what is sent: all of it, a fixed text, or a template with values from the event
 * @returns JSON
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-transform-target-input.html
 */
export function transform(event: unknown, target: RuleTarget): string {
  if (target.Input !== undefined) return target.Input
  if (target.InputTransformer === undefined) return JSON.stringify(event)
  const { InputPathsMap, InputTemplate } = target.InputTransformer
  const values = new Map(Object.entries(InputPathsMap).map(([name, path]) => [name, valueAt(event, path)]))
  const inText = (name: string) => String(values.get(name) ?? '')
  const asJson = (name: string) => JSON.stringify(values.get(name) ?? null)
  // A value inside quotes becomes part of the text; elsewhere it stands for itself.
  return InputTemplate.replaceAll(/"(?:[^"\\]|\\.)*"|<([^<>]+)>/g, (piece, name: string | undefined) =>
    name === undefined ? piece.replaceAll(/<([^<>]+)>/g, (_, inner: string) => inText(inner)) : asJson(name),
  )
}

function valueAt(event: unknown, path: string): unknown {
  if (!/^\$(\.[\w:-]+)*$/.test(path)) throw new StartFailure(`The local runtime doesn't know the event path ${path}`)
  const fields = path.split('.').slice(1)
  return fields.reduce<unknown>(
    (value, field) =>
      typeof value === 'object' && value !== null ? new Map(Object.entries(value)).get(field) : undefined,
    event,
  )
}
