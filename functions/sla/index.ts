import { taskFunction } from '../../shared/lambda/queue-function.ts'
import { awsPorts } from '../../shared/lambda/services.ts'
import { enforceSla } from '../../shared/pipeline/sla.ts'
import { readConfiguration } from './config.ts'

const ports = awsPorts(readConfiguration(process.env).table)

/** Does sla tasks. */
export const handler = taskFunction((message) => enforceSla(ports, message))
