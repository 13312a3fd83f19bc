import { storedLinkSigner } from '../../shared/lambda/link-signer.ts'
import { posterFor } from '../../shared/lambda/poster.ts'
import { taskFunction } from '../../shared/lambda/queue-function.ts'
import { awsPorts } from '../../shared/lambda/services.ts'
import { sendNotification } from '../../shared/pipeline/notify.ts'
import { readConfiguration } from './config.ts'

const { table, publicUrl } = readConfiguration(process.env)
const ports = awsPorts(table)
const poster = posterFor(process.env)
const links = storedLinkSigner(ports.store)

/** Does notify tasks. */
export const handler = taskFunction((message) => sendNotification({ ...ports, poster, links, publicUrl }, message))
