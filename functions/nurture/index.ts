import { taskFunction } from '../../shared/lambda/queue-function.ts'
import { awsPorts } from '../../shared/lambda/services.ts'
import { takeNurtureStep } from '../../shared/pipeline/nurture.ts'
import { readConfiguration } from './config.ts'

const ports = awsPorts(readConfiguration(process.env).table)

/** Does nurture tasks. */
export const handler = taskFunction((message) => takeNurtureStep(ports, message))
