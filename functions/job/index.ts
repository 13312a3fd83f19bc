import { taskFunction } from '../../shared/lambda/queue-function.ts'
import { awsPorts } from '../../shared/lambda/services.ts'
import { takeJobStep } from '../../shared/pipeline/jobs.ts'
import { readConfiguration } from './config.ts'

const ports = awsPorts(readConfiguration(process.env).table)

/** Takes jobs one step further. */
export const handler = taskFunction((message) => takeJobStep(ports, message))
