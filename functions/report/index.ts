import { batchFunction } from '../../shared/lambda/queue-function.ts'
import { awsPorts } from '../../shared/lambda/services.ts'
import { countTogether } from '../../shared/pipeline/count-for-reports.ts'
import { readConfiguration } from './config.ts'

const ports = awsPorts(readConfiguration(process.env).table)

/** Does report tasks. */
export const handler = batchFunction((messages) => countTogether(ports, messages))
