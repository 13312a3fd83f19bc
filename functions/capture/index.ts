import { httpFunction } from '../../shared/lambda/http-function.ts'
import { awsPorts } from '../../shared/lambda/services.ts'
import { createCallAnswer } from './calls.ts'
import { readConfiguration } from './config.ts'
import { createFormAnswer } from './forms.ts'
import { createWebhookAnswer } from './webhooks.ts'

const ports = awsPorts(readConfiguration(process.env).table)

/** Takes in web, call-center and webhook leads. */
export const handler = httpFunction<'capture'>({
  submitForm: createFormAnswer(ports),
  recordCall: createCallAnswer(ports),
  receiveWebhook: createWebhookAnswer(ports),
})
