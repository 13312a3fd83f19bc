import * as z from 'zod'
import { count } from '../figures.ts'
import { table } from '../table.ts'

// What a report says beside its table. Each reads what it shows of the JSON answer, and gives lines of text.

const notEnough = z.looseObject({ kind: z.literal('not-enough-data'), have: z.number(), need: z.number() })

/** Reads an answer and puts what stands beside the table into lines. */
export type Notes = (answer: unknown) => string

const funnelAnswer = z.looseObject({ all: z.looseObject({ leakiest: z.string().optional() }) })

/** Where most are lost. */
export const funnelNotes: Notes = (answer) => {
  const { leakiest } = funnelAnswer.parse(answer).all
  return leakiest === undefined ? '' : `Most are lost at "${leakiest}".\n`
}

const sensitivityAnswer = z.looseObject({
  leaders: z.record(z.string(), z.string()),
  leaderChanges: z.boolean(),
  unsaid: z.array(notEnough.extend({ model: z.string() })),
  revenueShare: z.union([notEnough, z.looseObject({ kind: z.literal('shares'), deals: z.number() })]),
})

/** Who is first by which model, and what there is too little data for. */
export const sensitivityNotes: Notes = (answer) => {
  const { leaders, leaderChanges, unsaid, revenueShare } = sensitivityAnswer.parse(answer)
  const byLeader = Map.groupBy(Object.entries(leaders), ([, leader]) => leader)
  const first = [...byLeader].map(([leader, models]) => `${leader} by ${models.map(([model]) => model).join(', ')}`)
  return [
    leaderChanges ? `The model changes who is first: ${first.join('; ')}.\n` : '',
    ...unsaid.map(({ model, have, need }) => `${model}: not enough data, ${have} won deals of ${need}.\n`),
    revenueShare.kind === 'not-enough-data'
      ? `Interval of the revenue share: not enough data, ${revenueShare.have} won deals of ${revenueShare.need}.\n`
      : `Revenue share: drawn from ${count(revenueShare.deals)} won deals, each in equal parts to its campaigns.\n`,
  ].join('')
}

/** Why cells are empty. */
export const quickRatioNotes: Notes = () =>
  'Where a month has no figure at an age, its youngest lead is not that old yet.\n'

const pursuitAnswer = z.looseObject({
  all: z.looseObject({ untouched: z.number() }),
  neverTouched: z
    .object({
      leads: z.array(z.looseObject({ lead: z.string(), name: z.string(), rep: z.string(), acceptedAt: z.string() })),
      more: z.boolean(),
    })
    .nullable(),
})

/** Who was accepted and never touched, by name. */
export const pursuitNotes: Notes = (answer) => {
  const { neverTouched } = pursuitAnswer.parse(answer)
  if (neverTouched === null || neverTouched.leads.length === 0) return ''
  const rows = neverTouched.leads.map(({ name, rep, acceptedAt, lead }) => [name, rep, acceptedAt, lead])
  const columns = ['Never touched', 'Rep', 'Accepted', 'Lead'].map((title) => ({ title }))
  return `${table(columns, rows)}${neverTouched.more ? 'There may be more.\n' : ''}`
}

const sourcesAnswer = z.looseObject({
  spend: z.looseObject({
    rows: z.array(
      z.looseObject({
        name: z.string(),
        return: z.union([
          notEnough,
          z.looseObject({
            kind: z.literal('return'),
            revenuePerSpend: z.number(),
            interval: z.object({ low: z.number(), high: z.number() }),
          }),
          z.looseObject({ kind: z.literal('no-spend') }),
        ]),
      }),
    ),
    best: z.string().optional(),
    bestIsClear: z.boolean(),
  }),
})

/** Where a unit of spend has earned most. */
export const sourcesNotes: Notes = (answer) => {
  const { best, bestIsClear, rows } = sourcesAnswer.parse(answer).spend
  const row = rows.find(({ name }) => name === best)?.return
  if (best === undefined || row?.kind !== 'return')
    return 'No campaign has spend and enough won deals to tell its return.\n'
  const { revenuePerSpend, interval } = row
  const range = `${revenuePerSpend.toFixed(2)} (${interval.low.toFixed(2)} to ${interval.high.toFixed(2)})`
  return [
    `A unit of spend has earned most in "${best}": ${range}`,
    bestIsClear ? '.\n' : ', which the data does not tell apart from the others.\n',
    'That is the average so far; the next unit earns less once a campaign is exhausted.\n',
  ].join('')
}

/** How far the verdicts are to be trusted. */
export const idealCustomerNotes: Notes = () =>
  'Intervals are of 95 % each: of twenty traits that mean nothing, one is told apart by chance.\n'

const hotCount = z.looseObject({ deals: z.number(), hot: z.number(), won: z.number(), wonHot: z.number() })

const calibrationAnswer = z.looseObject({
  hot: z.number(),
  proposal: z.union([
    notEnough,
    z.looseObject({ kind: z.literal('no-signal') }),
    z.looseObject({
      kind: z.literal('proposal'),
      points: z.array(
        z.looseObject({ rule: z.string(), today: z.number(), proposed: z.number(), coefficient: z.number() }),
      ),
      today: hotCount,
      proposed: hotCount,
    }),
  ]),
})

/** The points that closed deals would give the rules. */
export const calibrationNotes: Notes = (answer) => {
  const { proposal, hot } = calibrationAnswer.parse(answer)
  if (proposal.kind === 'no-signal') return 'Proposed points: nothing that is known raises the chance to win.\n'
  if (proposal.kind === 'not-enough-data')
    return `Proposed points: not enough data, ${proposal.have} won (or lost, if fewer) deals of ${proposal.need}.\n`
  const rows = proposal.points.map(({ rule, today, proposed }) => [rule, String(today), String(proposed)])
  const found = ({ hot: called, won, wonHot }: z.infer<typeof hotCount>): string =>
    `${count(wonHot)} of ${count(won)} won deals, of ${count(called)} called hot`
  return [
    table([{ title: 'Rule' }, { title: 'Today', align: 'right' }, { title: 'Proposed', align: 'right' }], rows),
    `Hot at ${hot}. Today's points find ${found(proposal.today)}; the proposed ones ${found(proposal.proposed)}.\n`,
    'A proposal only. --yaml prints the playbook with these points, to try with "baton playbook simulate".\n',
  ].join('')
}

/**
 * Reads the proposed points.
 * @param answer of `GET /v1/reports/calibration`
 * @returns the points by rule; or nothing when none are proposed
 */
export function proposedPoints(answer: unknown): ReadonlyMap<string, number> | undefined {
  const { proposal } = calibrationAnswer.parse(answer)
  if (proposal.kind !== 'proposal') return undefined
  return new Map(proposal.points.map(({ rule, proposed }) => [rule, proposed]))
}
