import { taskFunction } from '../../shared/lambda/queue-function.ts'
import { awsPorts } from '../../shared/lambda/services.ts'
import { attributeDeal } from '../../shared/pipeline/attribute.ts'
import { readConfiguration } from './config.ts'

const ports = awsPorts(readConfiguration(process.env).table)

/** Does attribute tasks. */
export const handler = taskFunction((message) => attributeDeal(ports, message))
