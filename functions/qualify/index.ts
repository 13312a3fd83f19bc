import { taskFunction } from '../../shared/lambda/queue-function.ts'
import { awsPorts } from '../../shared/lambda/services.ts'
import { qualifySubmission } from '../../shared/pipeline/qualify.ts'
import { readConfiguration } from './config.ts'

const ports = awsPorts(readConfiguration(process.env).table)

/** Does qualify tasks. */
export const handler = taskFunction((message) => qualifySubmission(ports, message))
