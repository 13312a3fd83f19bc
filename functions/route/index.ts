import { taskFunction } from '../../shared/lambda/queue-function.ts'
import { awsPorts } from '../../shared/lambda/services.ts'
import { routeHotLead } from '../../shared/pipeline/route.ts'
import { readConfiguration } from './config.ts'

const ports = awsPorts(readConfiguration(process.env).table)

/** Does route tasks, in turn: leads of one pool share its rotation. */
export const handler = taskFunction((message) => routeHotLead(ports, message), 'in-turn')
