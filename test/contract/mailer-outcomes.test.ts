import { createServer, type Server, type ServerResponse } from 'node:http'
import { SESClient } from '@aws-sdk/client-ses'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createSesMailer } from '../../shared/adapters/ses/mailer.ts'
import type { OutgoingMail } from '../../shared/ports/mailer.ts'
import { freePort } from '../support/free-port.ts'
import { sesClient } from '../support/mail-service.ts'

const from = 'Baton <baton@example.com>'

const mail: OutgoingMail = {
  id: 'mail_1',
  to: { address: 'zoe@example.org' },
  fromName: 'Acme',
  subject: 'Hello',
  html: '<p>Hello</p>',
  text: 'Hello',
}

let endpoint: string
let server: Server
let requests: URLSearchParams[] = []
let answer: (response: ServerResponse) => void

beforeAll(async () => {
  const port = await freePort()
  endpoint = `http://127.0.0.1:${port}`
  server = createServer(async (request, response) => {
    let body = ''
    for await (const chunk of request) body += String(chunk)
    requests.push(new URLSearchParams(body))
    answer(response)
  })
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
})

afterAll(() => {
  server.closeAllConnections()
  server.close()
})

function failWith(status: number, code: string, message = 'no'): (response: ServerResponse) => void {
  const error = `<Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error>`
  return (response) => {
    response.writeHead(status, { 'content-type': 'text/xml' }).end(`<ErrorResponse>${error}</ErrorResponse>`)
  }
}

async function sendTo(answerWith: typeof answer, requestTimeout?: number) {
  answer = answerWith
  requests = []
  const client = sesClient(endpoint, requestTimeout)
  const result = await createSesMailer({ client, from, configurationSet: 'baton' }).send(mail)
  client.destroy()
  expect(requests).toHaveLength(1)
  return result
}

describe('what becomes of a mail', () => {
  it.each([
    ['Throttling', 400],
    ['LimitExceededException', 400],
    ['ServiceUnavailable', 503],
    ['AccountSendingPausedException', 400],
    ['ConfigurationSetDoesNotExist', 400],
    ['MailFromDomainNotVerifiedException', 400],
    ['AccessDenied', 403],
  ])('is busy, for later, after %s', async (code, status) => {
    expect(await sendTo(failWith(status, code))).toEqual({ kind: 'busy', why: expect.any(String) })
  })

  it('is busy while an identity is not verified', async () => {
    const message = 'Email address is not verified. The following identities failed the check'
    expect(await sendTo(failWith(400, 'MessageRejected', message))).toMatchObject({ kind: 'busy' })
  })

  it.each([
    ['MessageRejected', 400],
    ['InvalidParameterValue', 400],
  ])('is refused for good after %s', async (code, status) => {
    expect(await sendTo(failWith(status, code))).toMatchObject({ kind: 'refused' })
  })

  it.each<[string, typeof answer]>([
    ['an internal failure', failWith(500, 'InternalFailure')],
    ['a gateway timeout', failWith(504, 'GatewayTimeout')],
    ['a broken connection', (response) => response.destroy()],
    ['an answer that makes no sense', (response) => void response.end('<html>')],
  ])('is unknown after %s', async (_name, answerWith) => {
    expect(await sendTo(answerWith)).toEqual({ kind: 'unknown' })
  })

  it('is unknown when no answer comes in time', async () => {
    expect(await sendTo(() => undefined, 100)).toEqual({ kind: 'unknown' })
  })

  it('is busy when nobody listens', async () => {
    const client = sesClient(`http://127.0.0.1:${await freePort()}`)
    expect(await createSesMailer({ client, from }).send(mail)).toEqual({ kind: 'busy', why: 'ECONNREFUSED' })
  })
})

describe('what SES is told', () => {
  it('names the addressee, the configuration set, and the mail by a tag', async () => {
    const body =
      '<SendRawEmailResponse><SendRawEmailResult><MessageId>m-1</MessageId></SendRawEmailResult></SendRawEmailResponse>'
    expect(await sendTo((response) => void response.end(body))).toEqual({ kind: 'accepted', messageId: 'm-1' })
    expect(Object.fromEntries(requests[0] ?? [])).toMatchObject({
      Action: 'SendRawEmail',
      Source: 'baton@example.com',
      'Destinations.member.1': 'zoe@example.org',
      ConfigurationSetName: 'baton',
      'Tags.member.1.Name': 'mail-id',
      'Tags.member.1.Value': 'mail_1',
    })
  })

  it('is never told by a client that would try twice, nor of a mail that has no fit id', async () => {
    const credentials = { accessKeyId: 'local', secretAccessKey: 'local' }
    const eager = new SESClient({ endpoint, region: 'us-east-1', credentials })
    await expect(createSesMailer({ client: eager, from }).send(mail)).rejects.toThrow('once')
    const mailer = createSesMailer({ client: sesClient(endpoint), from })
    await expect(mailer.send({ ...mail, id: 'mail_a b' })).rejects.toThrow(RangeError)
  })
})
