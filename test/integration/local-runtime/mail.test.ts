import { SESClient, SendRawEmailCommand } from '@aws-sdk/client-ses'
import { afterEach, expect, test } from 'vitest'
import { z } from 'zod'
import type { AcceptedMail } from '../../../local/engines/mail.ts'
import type { RunningStack } from '../../../local/running-stack.ts'
import { eventually } from '../../support/eventually.ts'
import { type Fixture, makeFixture } from '../../support/fixture-stack.ts'

let fixture: Fixture
afterEach(() => fixture.remove())

async function sendMail(stack: RunningStack, to: string, configurationSet = 'fixture-mail'): Promise<void> {
  const client = new SESClient({
    endpoint: stack.endpoints.mail,
    region: 'us-east-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  })
  const raw = `From: Baton <baton@example.com>\r\nTo: ${to}\r\nSubject: Hello\r\nList-Unsubscribe: <https://x.example/u>\r\n\r\nHi`
  await client.send(
    new SendRawEmailCommand({
      RawMessage: { Data: Buffer.from(raw) },
      ConfigurationSetName: configurationSet,
      Tags: [{ Name: 'mail', Value: 'mail-1' }],
    }),
  )
  client.destroy()
}

async function viewed(stack: RunningStack): Promise<readonly string[]> {
  const response = await fetch(`${stack.mailUrl}/store`)
  const { emails } = z.object({ emails: z.array(z.object({ subject: z.string() })) }).parse(await response.json())
  return emails.map(({ subject }) => subject)
}

const reports = () => fixture.seen().flatMap(({ message }) => (message === undefined ? [] : [JSON.parse(message)]))

test('a mail is seen in the viewer and as it was handed over, also after a restart', async () => {
  fixture = makeFixture()
  const stack = await fixture.start()
  const mails: AcceptedMail[] = []
  stack.onMail((mail) => mails.push(mail))
  await sendMail(stack, 'ada@example.org')
  expect(mails).toMatchObject([
    { to: ['ada@example.org'], configurationSet: 'fixture-mail', tags: { mail: ['mail-1'] } },
  ])
  expect(mails[0]?.raw).toContain('List-Unsubscribe: <https://x.example/u>')
  expect(await viewed(stack)).toEqual(['Hello'])
  await stack.stop()
  expect(await viewed(await fixture.start())).toEqual(['Hello'])
})

test('what became of a mail comes back by the event bus, transformed, as the configuration set declares', async () => {
  fixture = makeFixture()
  const stack = await fixture.start()
  await sendMail(stack, 'ada@example.org')
  await sendMail(stack, 'bounce@simulator.amazonses.com')
  await sendMail(stack, 'ada@example.org', 'another-set')
  await eventually(async () => (reports().length === 2 ? true : undefined))
  await stack.quiet()
  const tags = { 'ses:configuration-set': ['fixture-mail'], mail: ['mail-1'] }
  expect(reports()).toEqual([
    { report: 'Email Delivered', tags },
    { report: 'Email Bounced', tags },
  ])
})

test('an event put on the bus by hand goes where a rule sends it', async () => {
  fixture = makeFixture()
  const stack = await fixture.start()
  const detail = { mail: { tags: { 'ses:configuration-set': ['fixture-mail'] } } }
  stack.emitEvent({ source: 'aws.ses', 'detail-type': 'Email Rejected', detail })
  stack.emitEvent({ source: 'somebody.else', 'detail-type': 'Email Rejected', detail })
  await stack.quiet()
  expect(reports()).toEqual([{ report: 'Email Rejected', tags: detail.mail.tags }])
})

test('stacks in one process have mails of their own', async () => {
  fixture = makeFixture()
  const stack = await fixture.start()
  const other = makeFixture()
  await sendMail(await other.start(), 'ada@example.org')
  expect(await viewed(stack)).toEqual([])
  await other.remove()
})
