import * as z from 'zod'
import { connect } from '../api.ts'
import { type Command, type Given, type OptionSpec, required } from '../command.ts'
import { findStack } from '../connection.ts'
import { type ExitCode, exitCode, WrongUse } from '../failure.ts'
import { amount } from '../figures.ts'
import type { Surroundings } from '../surroundings.ts'

/** A deal as `GET /v1/opportunities/{id}` shows it. */
const dealAnswer = z.looseObject({
  id: z.string(),
  leadId: z.string(),
  name: z.string(),
  amountMinor: z.number().int(),
  pipelineMinor: z.number().int(),
  currency: z.string(),
  openedAt: z.string(),
  status: z.enum(['open', 'won', 'lost']),
  stage: z.string(),
  closedAt: z.string().optional(),
  lostBecause: z.string().optional(),
  refunds: z.array(z.object({ amountMinor: z.number().int(), refundedAt: z.string() })).optional(),
})

const amountOption: OptionSpec = { value: 'MINOR', help: 'in minor units, such as cents' }
const closedAtOption: OptionSpec = { value: 'TIME', help: 'when, such as 2026-03-01T12:00:00Z (default: now)' }

/** `baton deal show`. */
export const dealShow: Command = {
  words: 'deal show',
  positionals: ['DEAL_ID'],
  summary: 'Show a deal: amount, stage, and what became of it',
  options: {},
  run: (given, surroundings) => answerWith(given, surroundings),
}

/** `baton deal win`. */
export const dealWin: Command = {
  words: 'deal win',
  positionals: ['DEAL_ID'],
  summary: 'Win an open deal, for its amount or for another',
  options: { amount: amountOption, 'closed-at': closedAtOption },
  run: (given, surroundings) =>
    answerWith(given, surroundings, 'win', {
      amountMinor: minorOf(given.text('amount')),
      closedAt: given.text('closed-at'),
    }),
}

/** `baton deal lose`. */
export const dealLose: Command = {
  words: 'deal lose',
  positionals: ['DEAL_ID'],
  summary: 'Lose an open deal, with the reason',
  options: { reason: { value: 'WHY', help: 'why it was lost' }, 'closed-at': closedAtOption },
  run: (given, surroundings) =>
    answerWith(given, surroundings, 'lose', {
      reason: required(dealLose, given, 'reason'),
      closedAt: given.text('closed-at'),
    }),
}

/** `baton deal reopen`. */
export const dealReopen: Command = {
  words: 'deal reopen',
  positionals: ['DEAL_ID'],
  summary: 'Open a won or lost deal again, in its last stage: what it earned is taken back',
  options: { reason: { value: 'WHY', help: 'why, for its timeline' } },
  run: (given, surroundings) => answerWith(given, surroundings, 'reopen', { reason: given.text('reason') }),
}

/** `baton deal refund`. */
export const dealRefund: Command = {
  words: 'deal refund',
  positionals: ['DEAL_ID'],
  summary: 'Take a part of what a won deal earned back, or all of it',
  details: `
The campaigns' revenue follows. With --key, the same refund given twice counts once.

  baton deal refund opp_01J9-1 --amount 25000 --key credit-note-17`,
  options: {
    amount: amountOption,
    'refunded-at': { value: 'TIME', help: 'when (default: now)' },
    key: { value: 'KEY', help: 'your own name of this refund' },
  },
  run: (given, surroundings) =>
    answerWith(given, surroundings, 'refund', {
      amountMinor: minorOf(required(dealRefund, given, 'amount')),
      refundedAt: given.text('refunded-at'),
    }),
}

async function answerWith(
  given: Given,
  surroundings: Surroundings,
  act?: 'win' | 'lose' | 'reopen' | 'refund',
  body: object = {},
): Promise<ExitCode> {
  const api = connect(findStack(surroundings), surroundings)
  const path = `/v1/opportunities/${encodeURIComponent(given.positionals[0] ?? '')}`
  const key = act === 'refund' ? given.text('key') : undefined
  const deal = await api.read(
    dealAnswer,
    act === undefined
      ? { method: 'GET', path }
      : {
          method: 'POST',
          path: `${path}/${act}`,
          body,
          // All but a refund without a key end the same however often they are asked for.
          idempotent: act !== 'refund' || key !== undefined,
          ...(key === undefined ? {} : { headers: { 'idempotency-key': key } }),
        },
  )
  surroundings.out.write(given.has('json') ? `${JSON.stringify(deal)}\n` : inWords(deal))
  return exitCode.done
}

function inWords(deal: z.output<typeof dealAnswer>): string {
  const { currency } = deal
  const money = (minor: number): string => `${amount(minor, currency)} ${currency}`
  const lines = [
    `${deal.id}: ${deal.name}, ${deal.status}${deal.status === 'open' ? `, ${deal.stage}` : ''}`,
    `  lead      ${deal.leadId}`,
    `  opened    ${deal.openedAt}, for ${money(deal.pipelineMinor)}`,
    ...(deal.closedAt === undefined ? [] : [`  closed    ${deal.closedAt}`]),
    ...(deal.status === 'won' ? [`  earned    ${money(deal.amountMinor)}`] : []),
    ...(deal.refunds ?? []).map((refund) => `  refunded  ${money(refund.amountMinor)} at ${refund.refundedAt}`),
    ...(deal.lostBecause === undefined ? [] : [`  because   ${deal.lostBecause}`]),
  ]
  return `${lines.join('\n')}\n`
}

function minorOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined
  if (!/^\d{1,16}$/.test(text)) throw new WrongUse(`--amount must be a whole number of minor units, not ${text}`)
  return Number(text)
}
