import { SESClient } from '@aws-sdk/client-ses'
import { createSesMailer, sesClientDefaults } from '../../shared/adapters/ses/mailer.ts'
import { taskFunction } from '../../shared/lambda/queue-function.ts'
import { withoutLogging } from '../../shared/lambda/sdk-client.ts'
import { awsPorts } from '../../shared/lambda/services.ts'
import { sendDigest } from '../../shared/pipeline/weekly-digest/send.ts'
import { readConfiguration } from './config.ts'

const { table, mailFrom, mailConfigurationSet } = readConfiguration(process.env)
const ports = awsPorts(table)
const mailer = createSesMailer({
  client: withoutLogging(new SESClient(sesClientDefaults)),
  from: mailFrom,
  configurationSet: mailConfigurationSet,
})

/** Does digest tasks. */
export const handler = taskFunction((message) => sendDigest({ ...ports, mailer }, message))
