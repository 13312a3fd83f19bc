import { SESClient } from '@aws-sdk/client-ses'
import { createSesMailer, sesClientDefaults } from '../../shared/adapters/ses/mailer.ts'
import { storedLinkSigner } from '../../shared/lambda/link-signer.ts'
import { taskFunction } from '../../shared/lambda/queue-function.ts'
import { withoutLogging } from '../../shared/lambda/sdk-client.ts'
import { awsPorts } from '../../shared/lambda/services.ts'
import { sendMail } from '../../shared/pipeline/mail/send.ts'
import { readConfiguration } from './config.ts'

const { table, publicUrl, mailFrom, mailConfigurationSet } = readConfiguration(process.env)
const ports = awsPorts(table)
const mailer = createSesMailer({
  client: withoutLogging(new SESClient(sesClientDefaults)),
  from: mailFrom,
  configurationSet: mailConfigurationSet,
})
const links = storedLinkSigner(ports.store)

/** Does send tasks. */
export const handler = taskFunction((message) => sendMail({ ...ports, mailer, links, publicUrl }, message))
