import { taskFunction } from '../../shared/lambda/queue-function.ts'
import { awsPorts } from '../../shared/lambda/services.ts'
import { recordOutcome } from '../../shared/pipeline/outcome.ts'
import { readConfiguration } from './config.ts'

const ports = awsPorts(readConfiguration(process.env).table)

/** Does outcome tasks. */
export const handler = taskFunction((message) => recordOutcome(ports, message))
