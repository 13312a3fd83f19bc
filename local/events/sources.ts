import type { Engine } from '../engines/engine.ts'
import type { LocalQueue } from '../engines/queues.ts'
import { StartFailure } from '../failure.ts'
import type { LambdaFunction } from '../lambda/lambda-function.ts'
import type { MappingModel, StackModel } from '../template/model.ts'
import { QueueSource } from './queue-source.ts'
import { StreamReader } from './stream-reader.ts'
import { StreamSource } from './stream-source.ts'

/** What event sources connect, by ARN. */
export interface SourceParts {
  readonly engine: Engine
  readonly queues: ReadonlyMap<string, LocalQueue>
  readonly functions: ReadonlyMap<string, LambdaFunction>
  /** ARNs of the tables' streams, as the engine names them, by table name. */
  readonly streams: ReadonlyMap<string, string>
  readonly now: () => number
  readonly onTrouble: (error: unknown) => void
}

/** Every event source mapping of a stack. */
export interface Sources {
  readonly queues: readonly QueueSource[]
  /** Stream sources by the mapping's logical id. */
  readonly streams: ReadonlyMap<string, StreamSource>
}

/**
 * Connects queues and streams to the functions that the template maps them to.
 * @param model the stack
 * @param parts what there is to connect
 * @throws StartFailure for a mapping from or to anything else
 */
export function connectSources(model: StackModel, parts: SourceParts): Sources {
  const queues: QueueSource[] = []
  const streams = new Map<string, StreamSource>()
  const names = new Map([...parts.functions.values()].map((made) => [made.model.name, made]))
  for (const mapping of model.mappings.filter(({ Enabled }) => Enabled)) {
    const target = names.get(mapping.FunctionName) ?? parts.functions.get(mapping.FunctionName)
    if (target === undefined) throw unsupported(mapping, mapping.FunctionName)
    const queue = parts.queues.get(mapping.EventSourceArn)
    if (queue === undefined) streams.set(mapping.id, streamSource(mapping, target, model, parts))
    else queues.push(new QueueSource(mapping, queue, target, parts.now))
  }
  return { queues, streams }
}

function streamSource(
  mapping: MappingModel,
  target: LambdaFunction,
  model: StackModel,
  parts: SourceParts,
): StreamSource {
  const table = model.tables.find(({ arn }) => mapping.EventSourceArn.startsWith(`${arn}/stream/`))
  const streamArn = table && parts.streams.get(table.name)
  if (streamArn === undefined) throw unsupported(mapping, mapping.EventSourceArn)
  const destination = mapping.DestinationConfig?.OnFailure.Destination
  const deadLetters = destination === undefined ? undefined : parts.queues.get(destination)
  if (destination !== undefined && deadLetters === undefined) throw unsupported(mapping, destination)
  const reader = new StreamReader(parts.engine.client, streamArn, mapping.StartingPosition ?? 'TRIM_HORIZON')
  return new StreamSource({ mapping, reader, bell: parts.engine.bell, target, deadLetters, onTrouble: parts.onTrouble })
}

function unsupported({ id }: MappingModel, what: string): StartFailure {
  return new StartFailure(`The local runtime can't run ${id} (AWS::Lambda::EventSourceMapping): ${what}`)
}
