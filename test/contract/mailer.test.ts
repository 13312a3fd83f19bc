import fc from 'fast-check'
import { simpleParser } from 'mailparser'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createSesMailer } from '../../shared/adapters/ses/mailer.ts'
import { composeMessage } from '../../shared/adapters/ses/message.ts'
import type { OutgoingMail } from '../../shared/ports/mailer.ts'
import { type MailService, startMailService } from '../support/mail-service.ts'

const from = 'Baton <baton@example.com>'
const sender = { name: 'Baton', address: 'baton@example.com' }

const mail: OutgoingMail = {
  id: 'mail_01J-thanks',
  to: { name: 'Zoë Ångström', address: 'zoe@example.org' },
  fromName: 'Acme, Inc.',
  replyTo: 'sally@example.com',
  subject: 'Thank you – Sally Jones will be in touch',
  html: '<p>Danke schön</p>',
  text: 'Danke schön',
}

/** The names of the headers of a message, folded lines joined. */
function headerNames(message: Uint8Array): readonly string[] {
  const [head = ''] = Buffer.from(message).toString().split('\r\n\r\n')
  return head
    .replaceAll(/\r\n[ \t]+/g, ' ')
    .split('\r\n')
    .map((line) => line.slice(0, line.indexOf(':')).toLowerCase())
}

describe('a message', () => {
  it('says who sends, to whom, what, in text and HTML', async () => {
    const parsed = await simpleParser(Buffer.from(await composeMessage(mail, sender)))
    expect(parsed.from?.value).toEqual([{ name: 'Acme, Inc.', address: 'baton@example.com' }])
    expect([parsed.to].flat()[0]?.value).toEqual([{ name: 'Zoë Ångström', address: 'zoe@example.org' }])
    expect(parsed.replyTo?.value).toMatchObject([{ address: 'sally@example.com' }])
    expect(parsed.subject).toBe(mail.subject)
    expect(parsed.text?.trim()).toBe(mail.text)
    expect(String(parsed.html).trim()).toBe(mail.html)
    expect(parsed.headers.get('auto-submitted')).toBe('auto-generated')
    expect(parsed.messageId).toBe('<mail_01J-thanks@example.com>')
    expect(headerNames(await composeMessage(mail, sender))).not.toContain('list-unsubscribe')
  })

  it('lets marketing mail be unsubscribed with one click (RFC 8058)', async () => {
    const unsubscribeUrl = `https://baton.example.com/v1/unsubscribe?token=${'x'.repeat(300)}`
    const message = Buffer.from(await composeMessage({ ...mail, unsubscribeUrl }, sender)).toString()
    expect(message).toContain(`\r\nList-Unsubscribe: <${unsubscribeUrl}>\r\n`)
    expect(message).toContain('\r\nList-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n')
  })

  it('has the same headers whatever people typed', async () => {
    const plain = headerNames(await composeMessage({ ...mail, unsubscribeUrl: 'https://example.com/u' }, sender))
    const hostile = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.string().map((text) => `${text}\r\nBcc: victim@example.net\r\n\r\n${text}`),
      fc.constantFrom(
        '\nBcc: victim@example.net',
        '\rX: y',
        '"\r\nBcc: <victim@example.net>',
        '\u2028Bcc: x@y.z',
        '\0\r\n',
      ),
    )
    await fc.assert(
      fc.asyncProperty(hostile, hostile, hostile, async (name, fromName, subject) => {
        const typed = { ...mail, to: { name, address: 'zoe@example.org' }, fromName, subject }
        const unsubscribeUrl = `https://example.com/u?x=${encodeURIComponent(name.toWellFormed())}`
        const message = await composeMessage({ ...typed, unsubscribeUrl }, sender)
        const names = headerNames(message).filter((header) => header !== 'subject')
        expect(names).toEqual(plain.filter((header) => header !== 'subject'))
        const parsed = await simpleParser(Buffer.from(message))
        expect(
          [parsed.to]
            .flat()
            .flatMap((list) => list?.value ?? [])
            .map(({ address }) => address),
        ).toEqual(['zoe@example.org'])
        expect([parsed.cc, parsed.bcc]).toEqual([undefined, undefined])
        expect(parsed.from?.value.map(({ address }) => address)).toEqual(['baton@example.com'])
      }),
      { numRuns: 200 },
    )
  })

  it('shows names and subject on one line', async () => {
    const typed = { ...mail, fromName: ' Acme\r\nInc.\t', to: { name: 'Zoë\u2028\0Å', address: 'zoe@example.org' } }
    const parsed = await simpleParser(
      Buffer.from(await composeMessage({ ...typed, subject: 'Thank\n you\u0007' }, sender)),
    )
    const to = [parsed.to].flat()[0]?.value[0]?.name
    expect([parsed.from?.value[0]?.name, to, parsed.subject]).toEqual(['Acme Inc.', 'Zoë Å', 'Thank you'])
    const unnamed = await simpleParser(Buffer.from(await composeMessage({ ...mail, fromName: ' ' }, sender)))
    expect(unnamed.from?.text).toBe('"Baton" <baton@example.com>')
  })

  it('does not read files or pages for its content', async () => {
    const parts = { text: '{"path":"/etc/hostname"}', html: '<img src="file:///etc/hostname">' }
    const parsed = await simpleParser(Buffer.from(await composeMessage({ ...mail, ...parts }, sender)))
    expect(parsed.text?.trim()).toBe(parts.text)
    expect(parsed.attachments).toEqual([])
  })
})

describe('the mailer over SES', () => {
  let service: MailService

  beforeAll(async () => {
    service = await startMailService()
  })

  afterAll(() => service.stop())

  it('hands a mail over once, to its addressee', async () => {
    const result = await createSesMailer({ client: service.client, from, configurationSet: 'baton' }).send(mail)
    const [kept, ...more] = await service.kept()
    expect(more).toEqual([])
    expect(result).toEqual({ kind: 'accepted', messageId: kept?.messageId })
    expect(kept).toMatchObject({
      from: '"Acme, Inc." <baton@example.com>',
      destination: { to: ['"Zoë Ångström" <zoe@example.org>'], cc: [], bcc: [] },
      replyTo: ['sally@example.com'],
      subject: mail.subject,
    })
    expect(headerNames(service.raw[0] ?? new Uint8Array())).toContain('auto-submitted')
  })

  it('refuses an address that is none or more than one', async () => {
    const mailer = createSesMailer({ client: service.client, from })
    const before = await service.kept()
    for (const address of [
      '',
      'nobody',
      'a@x.co, b@x.co',
      'a@x.co\r\nBcc: b@x.co',
      '<a@x.co>',
      'a b@x.co',
      'a@x.co;b@x.co',
    ]) {
      const refused = { kind: 'refused', why: 'InvalidAddress' }
      expect(await mailer.send({ ...mail, to: { address } })).toEqual(refused)
      expect(await mailer.send({ ...mail, replyTo: address })).toEqual(refused)
    }
    expect(await service.kept()).toEqual(before)
  })

  it('needs one sender', () => {
    const { client } = service
    for (const bad of ['', 'Baton', 'a@x.co, b@x.co']) {
      expect(() => createSesMailer({ client, from: bad })).toThrow(TypeError)
    }
  })
})
