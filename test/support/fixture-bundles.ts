import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const prelude = `
const { appendFileSync } = require('node:fs')
const record = (what) => appendFileSync(process.env.RECORDS, JSON.stringify(what) + '\\n')
`

/** Functions that write down what they see, and fail in the ways their events ask for. */
const bundles = {
  web: `
exports.handler = async (event, context) => {
  switch (event.pathParameters?.kind) {
    case 'plain': return { hello: 'world' }
    case 'cookies': return { statusCode: 201, cookies: ['a=1', 'b=2'], headers: { 'X-Thing': 'yes' }, body: 'made' }
    case 'binary': return { statusCode: 200, headers: { 'content-type': 'image/png' }, body: 'AAEC/w==', isBase64Encoded: true }
    case 'throw': throw new Error('secret detail')
    case 'exit': process.exit(1)
    case 'hang': return await new Promise((resolve) => setTimeout(resolve, 60000))
    case 'time': return { now: new Date().toISOString(), text: Date(), own: new Date(0).toISOString(), is: new Date() instanceof Date }
    case 'environment': return { ...process.env, function: context.functionName, left: context.getRemainingTimeInMillis() }
    default: return { statusCode: 200, headers: { 'content-type': 'application/json' }, body: JSON.stringify(event) }
  }
}`,
  worker: `
exports.handler = async (event) => {
  const batchItemFailures = []
  for (const { body, messageId, attributes } of event.Records) {
    record({ message: body, receipt: attributes.ApproximateReceiveCount, batch: event.Records.length })
    if (body === 'throw') throw new Error('all of it')
    if (body === 'exit') process.exit(1)
    if (body === 'hang') await new Promise((resolve) => setTimeout(resolve, 60000))
    if (body.startsWith('fail')) batchItemFailures.push({ itemIdentifier: messageId })
  }
  return { batchItemFailures }
}`,
  reader: `
exports.handler = async (event) => {
  const batchItemFailures = []
  for (const { eventName, dynamodb } of event.Records) {
    record({ change: eventName, pk: dynamodb.Keys.pk.S })
    if (dynamodb.NewImage.poison) {
      batchItemFailures.push({ itemIdentifier: dynamodb.SequenceNumber })
      break
    }
  }
  return { batchItemFailures }
}`,
  ticker: `exports.handler = async () => record({ tick: new Date().toISOString() })`,
} as const

/**
 * Writes the fixture's bundles as `cdk synth` would.
 * @param folder beside the template
 */
export function writeBundles(folder: string): void {
  for (const [name, code] of Object.entries(bundles)) {
    mkdirSync(join(folder, `asset.${name}`), { recursive: true })
    writeFileSync(join(folder, `asset.${name}`, 'package.json'), '{"type":"commonjs"}')
    writeFileSync(join(folder, `asset.${name}`, 'index.js'), prelude + code)
  }
}
