import { taskFunction } from '../../shared/lambda/queue-function.ts'
import { awsPorts } from '../../shared/lambda/services.ts'
import { countForReports } from '../../shared/pipeline/count-for-reports.ts'
import { readConfiguration } from './config.ts'

const ports = awsPorts(readConfiguration(process.env).table)

/** Does report tasks. */
export const handler = taskFunction((message) => countForReports(ports, message))
