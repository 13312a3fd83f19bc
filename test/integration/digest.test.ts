import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import type { TaskMessage } from '../../shared/contracts/tasks.ts'
import { day, hour, minute } from '../../shared/domain/time.ts'
import { putCampaign, putSpend } from '../../shared/pipeline/campaigns.ts'
import { submitForm } from '../../shared/pipeline/capture/web-form.ts'
import { findLeads } from '../../shared/pipeline/leads.ts'
import { MailNotSent } from '../../shared/pipeline/mail/send.ts'
import { openOpportunity } from '../../shared/pipeline/opportunities.ts'
import { publishPlaybook, rollBackPlaybook } from '../../shared/pipeline/publish.ts'
import { type DigestPorts, sendDigest } from '../../shared/pipeline/weekly-digest/send.ts'
import type { OutgoingMail, SendResult } from '../../shared/ports/mailer.ts'
import { type MemoryStack, startMemoryStack } from '../support/memory-stack.ts'

const demo = readFileSync(new URL('../../examples/demo/playbook.yaml', import.meta.url), 'utf8')
const both = ['ann@acme.example', 'bob@acme.example']
const mondays = withDigest('{ to: [ann@acme.example, bob@acme.example] }')

/** Wednesday, 4 March 2026, 10:00 in New York; summer time begins on Sunday. */
const wednesday = Date.UTC(2026, 2, 4, 15)

function withDigest(rules: string): string {
  return `${demo}\ndigest: ${rules}\n`
}

async function publish(stack: MemoryStack, source: string): Promise<void> {
  expect(await publishPlaybook(stack.ports, source)).toMatchObject({ kind: 'published' })
  await stack.settle()
}

async function digestOfWeek({ store }: MemoryStack, week: string) {
  return (await store.get({ type: 'digest', week }))?.entity
}

/** The week and address of each digest among mails. */
function digests(mails: readonly OutgoingMail[]): readonly string[] {
  return mails.flatMap(({ id, to }) => (id.startsWith('mail_digest_') ? [`${id.split('_')[2]} ${to.address}`] : []))
}

async function messageOf(stack: MemoryStack, week: string): Promise<TaskMessage> {
  const { partition, sort } = stack.store.keyOf({ type: 'digest', week })
  const taskId = (await digestOfWeek(stack, week))?.task?.id
  if (taskId === undefined) throw new Error('no digest waits')
  return { kind: 'digest', taskId, partition, sort }
}

/** The stack's ports at another time, with a mail service that answers as it is told, and then accepts. */
function portsAt(stack: MemoryStack, at: number, ...answers: readonly SendResult[]) {
  const mails: OutgoingMail[] = []
  const mailer = {
    send: async (mail: OutgoingMail): Promise<SendResult> => {
      mails.push(mail)
      return answers[mails.length - 1] ?? { kind: 'accepted', messageId: 'm' }
    },
  }
  const ports: DigestPorts = { ...stack.ports, clock: { now: () => at }, mailer }
  return { ports, mails }
}

/** When the first digest of `mondays` is due. */
const nextMonday = Date.UTC(2026, 2, 9, 12)

describe('the weekly digest', () => {
  test('goes to everybody once a week, over summer time, however often it is published or driven', async () => {
    const stack = await startMemoryStack(wednesday)
    await Promise.all([publish(stack, mondays), publish(stack, mondays)])
    const expected: string[] = []
    for (const week of ['2026-W11', '2026-W12', '2026-W13']) {
      const message = await messageOf(stack, week)
      const waiting = await digestOfWeek(stack, week)
      await stack.pass((waiting?.task?.dueAt ?? 0) - stack.ports.clock.now() - minute)
      expect(digests(stack.mails)).toEqual(expected)
      await stack.pass(2 * minute)
      expected.push(...both.map((address) => `${week} ${address}`))
      expect(digests(stack.mails)).toEqual(expected)
      expect(await sendDigest(stack.ports, message)).toBe('stale')
      await publish(stack, mondays)
    }
    await stack.pass(hour)
    expect(digests(stack.mails)).toEqual(expected)
    expect(stack.mails.at(-1)?.subject).toMatch(/^Acme, 16 March to 22 March: /)
  })

  test('comes late when ticks were missed, one for each week', async () => {
    const stack = await startMemoryStack(wednesday)
    await publish(stack, mondays)
    const late = portsAt(stack, nextMonday + 16 * day)
    for (const week of ['2026-W11', '2026-W12', '2026-W13', '2026-W14']) {
      const { task } = (await digestOfWeek(stack, week)) ?? {}
      if (task !== undefined && task.dueAt <= nextMonday + 16 * day)
        await sendDigest(late.ports, await messageOf(stack, week))
    }
    expect(digests(late.mails)).toEqual(
      ['2026-W11', '2026-W12', '2026-W13'].flatMap((week) => both.map((to) => `${week} ${to}`)),
    )
    expect((await digestOfWeek(stack, '2026-W14'))?.task?.dueAt).toBe(nextMonday + 21 * day)
  })

  test('ends when the playbook names nobody any more, and begins again when it does', async () => {
    const stack = await startMemoryStack(wednesday)
    await publish(stack, mondays)
    await publish(stack, demo)
    await stack.pass(6 * day)
    expect(digests(stack.mails)).toEqual([])
    expect(await digestOfWeek(stack, '2026-W11')).toMatchObject({ deliveries: {}, endedAt: nextMonday })
    expect(await digestOfWeek(stack, '2026-W12')).toBeUndefined()
    await rollBackPlaybook(stack.ports, 2)
    await stack.pass(7 * day)
    expect(digests(stack.mails)).toEqual(both.map((address) => `2026-W12 ${address}`))
  })

  test('follows another day and time, also what waited before', async () => {
    const stack = await startMemoryStack(wednesday)
    await publish(stack, mondays)
    await publish(stack, withDigest('{ to: [ann@acme.example], on: fri, at: "17:30" }'))
    await stack.pass(2 * day + 7 * hour + 40 * minute)
    expect(digests(stack.mails)).toEqual(['2026-W10 ann@acme.example'])
    // The one that waited for Monday waits until Friday.
    await stack.pass(6 * day)
    expect(digests(stack.mails)).toEqual(['2026-W10 ann@acme.example'])
    await stack.pass(day)
    expect(digests(stack.mails)).toEqual(['2026-W10 ann@acme.example', '2026-W11 ann@acme.example'])
  })

  test('leaves a week alone that has had its digest, or ended without one, when a later day is published', async () => {
    const fridays = withDigest('{ to: [ann@acme.example], on: fri }')
    const stack = await startMemoryStack(wednesday)
    await publish(stack, mondays)
    await publish(stack, demo)
    await stack.pass(6 * day)
    await publish(stack, fridays)
    expect((await digestOfWeek(stack, '2026-W12'))?.task?.dueAt).toBe(nextMonday + 11 * day)
    await stack.pass(7 * day)
    expect(digests(stack.mails)).toEqual([])
    await publish(stack, withDigest('{ to: [ann@acme.example], on: wed }'))
    await stack.pass(2 * day)
    expect(digests(stack.mails)).toEqual(['2026-W12 ann@acme.example'])
    await publish(stack, fridays)
    await stack.pass(7 * day)
    expect(digests(stack.mails)).toEqual(['2026-W12 ann@acme.example'])
    await stack.pass(day)
    expect(digests(stack.mails)).toEqual(['2026-W12 ann@acme.example', '2026-W13 ann@acme.example'])
  })

  test('is tried again for those who have not had it when the mail service is busy', async () => {
    const stack = await startMemoryStack(wednesday)
    await publish(stack, mondays)
    const { ports, mails } = portsAt(stack, nextMonday, { kind: 'accepted', messageId: 'm' }, { kind: 'busy' })
    const message = await messageOf(stack, '2026-W11')
    await expect(sendDigest(ports, message)).rejects.toThrow(MailNotSent)
    expect(await sendDigest(ports, message)).toBe('done')
    expect(mails.map(({ to }) => to.address)).toEqual(['ann@acme.example', 'bob@acme.example', 'bob@acme.example'])
  })

  test('is not sent again after a crash between sending and recording: that one is in doubt', async () => {
    const stack = await startMemoryStack(wednesday)
    await publish(stack, mondays)
    const message = await messageOf(stack, '2026-W11')
    const crashing = portsAt(stack, nextMonday)
    const mailer = { send: async (): Promise<SendResult> => Promise.reject(new Error('the process dies')) }
    await expect(sendDigest({ ...crashing.ports, mailer }, message)).rejects.toThrow('the process dies')
    const again = portsAt(stack, nextMonday + minute)
    await expect(sendDigest(again.ports, message)).rejects.toThrow(MailNotSent)
    const later = portsAt(stack, nextMonday + 3 * minute)
    expect(await sendDigest(later.ports, message)).toBe('done')
    expect(digests([...again.mails, ...later.mails])).toEqual(['2026-W11 bob@acme.example'])
    expect((await digestOfWeek(stack, '2026-W11'))?.deliveries).toMatchObject({
      'ann@acme.example': { status: 'doubt' },
      'bob@acme.example': { status: 'sent' },
    })
  })

  test('goes on past an address that is refused, and one of whom nobody knows', async () => {
    const stack = await startMemoryStack(wednesday)
    await publish(stack, mondays)
    const { ports } = portsAt(stack, nextMonday, { kind: 'refused', why: 'InvalidAddress' }, { kind: 'unknown' })
    expect(await sendDigest(ports, await messageOf(stack, '2026-W11'))).toBe('done')
    expect((await digestOfWeek(stack, '2026-W11'))?.deliveries).toMatchObject({
      'ann@acme.example': { status: 'dropped', why: 'InvalidAddress' },
      'bob@acme.example': { status: 'doubt' },
    })
  })

  test('is sent once by two that do it at the same moment', async () => {
    const stack = await startMemoryStack(wednesday)
    await publish(stack, mondays)
    const { ports, mails } = portsAt(stack, nextMonday)
    const message = await messageOf(stack, '2026-W11')
    await Promise.allSettled([sendDigest(ports, message), sendDigest(ports, message)])
    expect(digests(mails).toSorted()).toEqual(both.map((address) => `2026-W11 ${address}`))
  })

  test('tells the numbers of the week that is over, by the days of the workspace', async () => {
    const stack = await startMemoryStack(wednesday)
    await putCampaign(stack.store, { id: 'spring', name: 'Spring', channel: 'search' })
    await putSpend(stack.store, { campaign: 'spring', month: '2026-03', amountMinor: 310_000, currency: 'USD' })
    await publish(stack, mondays)
    const fields = { email: 'ada@ada.com', firstName: 'Ada', company: 'Engines', state: 'NY', utm_campaign: 'spring' }
    await submitForm(stack.ports, { formId: 'newsletter', fields })
    await stack.settle()
    const [lead] = (await findLeads(stack.store, { email: 'ada@ada.com' })).leads
    if (lead === undefined) throw new Error('there is no lead')
    await openOpportunity(stack.ports, lead.id, { name: 'Ada', amountMinor: 500_000, currency: 'USD' })
    await stack.pass(5 * day)
    const [mail] = stack.mails.filter(({ id }) => id.startsWith('mail_digest_'))
    expect(mail?.subject).toContain('2 March to 8 March: 1 lead (+1), pipeline $5,000.00 (+$5,000.00)')
    // Seven days of 31 of $3,100 are $700; the week before has one day of March, $100.
    expect(mail?.text).toContain('Quick ratio: 7.14 (0.00 the week before, up 7.14)')
    expect(mail?.text).toContain('spring: $5,000.00, $0.00 the week before')
  })
})
