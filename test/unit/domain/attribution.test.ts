import { describe, expect, it } from 'vitest'
import { correctCredits, creditTouches, talliesOf, talliesOfAll } from '../../../shared/domain/attribution.ts'
import type { Credit, Opportunity } from '../../../shared/domain/opportunity.ts'
import { attributionModels } from '../../../shared/domain/playbook.ts'
import { day, type Instant } from '../../../shared/domain/time.ts'
import type { Touch } from '../../../shared/domain/touch.ts'
import { touchOf } from '../../support/rules.ts'
import { noon, oneOfEach } from '../../support/sample-entities.ts'

const lookback = 180 * day
const opened: Opportunity = { ...oneOfEach.opportunity, amountMinor: 100_00, credited: {} }
const touch = (campaign: string | undefined, at: Instant): Touch =>
  touchOf('form.demo', at, campaign === undefined ? {} : { campaign })
const journey = [touch('ads', noon - 3 * day), touch('mail', noon - 2 * day), touch('ads', noon - day)]

function settled(opportunity: Opportunity, touches: readonly Touch[] = journey, previous: readonly Credit[] = []) {
  return correctCredits({ opportunity, touches, lookback, previous })
}

/** The parts of a line that matter here: amounts, then deals, by first, last and even. */
function brief({ campaign, basis, round, at, amounts, deals }: Credit) {
  const three = [amounts, deals].flatMap(({ first, last, even }) => [first, last, even])
  return [campaign, basis, round, at, ...three].join(' ')
}

describe('touches that share in a deal', () => {
  it('are those within the window, both ends included, by time and then id', () => {
    const one = { ...touch('b', noon), id: 'touch_2' } as const
    const other = { ...touch('a', noon), id: 'touch_1' } as const
    const found = creditTouches([one, touch('x', noon + 1), other, touch('y', 5), touch('z', 4)], {
      from: 5,
      until: noon,
    })
    expect(found.map(({ campaign }) => campaign)).toEqual(['y', 'a', 'b'])
  })

  it('are not the notes of reps and clicks that name no campaign', () => {
    const note = touchOf('rep.note', noon, { kind: 'note', by: 'sally' })
    const click = touchOf('email.click', noon, { kind: 'click' })
    expect(creditTouches([note, click], { from: 0, until: noon })).toEqual([])
    expect(creditTouches([{ ...click, campaign: 'track' }], { from: 0, until: noon })).toHaveLength(1)
  })
})

describe('settling', () => {
  it('credits pipeline when a deal opens, once per campaign, by every model', () => {
    const { lines, opportunity } = settled(opened)
    expect(lines.map(brief)).toEqual([
      `ads pipeline 1 ${noon} 10000 10000 6667 1 1 1`,
      `mail pipeline 1 ${noon} 0 0 3333 0 0 1`,
    ])
    expect(opportunity.credited).toEqual({
      pipeline: { amountMinor: 100_00, at: noon, round: 1, campaigns: ['ads', 'mail'] },
    })
    expect(settled(opportunity, journey, lines)).toEqual({ lines: [], opportunity, isComplete: true })
  })

  it('credits revenue when it is won, to later touches too, and leaves the pipeline as it was', () => {
    const first = settled(opened)
    const won: Opportunity = {
      ...first.opportunity,
      state: { status: 'won', closedAt: noon + 9 * day, amountMinor: 80_00 },
    }
    const later = [...journey, touch('event', noon + day), touch('late', noon + 10 * day)]
    const after = settled(won, later, first.lines)
    expect(after.lines.map(brief)).toEqual([
      `ads revenue 1 ${noon + 9 * day} 8000 0 4000 1 0 1`,
      `mail revenue 1 ${noon + 9 * day} 0 0 2000 0 0 1`,
      `event revenue 1 ${noon + 9 * day} 0 8000 2000 0 1 1`,
    ])
    expect(settled(after.opportunity, later, [...first.lines, ...after.lines]).lines).toEqual([])
  })

  it('looks back from when the deal opened, however long it took to win', () => {
    const state = { status: 'won', closedAt: noon + 2 * lookback, amountMinor: 1 } as const
    const { lines } = settled({ ...opened, state }, [
      touch('first', noon - lookback),
      touch('older', noon - lookback - 1),
    ])
    expect(lines.map(({ campaign, basis }) => `${campaign} ${basis}`)).toEqual(['first pipeline', 'first revenue'])
  })

  it('gives what no campaign brought to a row of its own', () => {
    const line = `(unattributed) pipeline 1 ${noon} 10000 10000 10000 1 1 1`
    expect(settled(opened, []).lines.map(brief)).toEqual([line])
    expect(settled(opened, [touch(undefined, noon)]).lines.map(brief)).toEqual([line])
    expect(settled(opened, [touch('old', noon - lookback - 1), touch('late', noon + 1)]).lines.map(brief)).toEqual([
      line,
    ])
    expect(settled(opened, [touch('just', noon - lookback)]).lines.map(({ campaign }) => campaign)).toEqual(['just'])
  })

  it('takes back what stands before it credits a changed deal anew', () => {
    const first = settled(opened)
    const raised = settled({ ...first.opportunity, amountMinor: 200_00 }, journey, first.lines)
    expect(raised.lines.map(brief)).toEqual([
      `ads pipeline 2 ${noon} -10000 -10000 -6667 -1 -1 -1`,
      `mail pipeline 2 ${noon} 0 0 -3333 0 0 -1`,
      `ads pipeline 3 ${noon} 20000 20000 13333 1 1 1`,
      `mail pipeline 3 ${noon} 0 0 6667 0 0 1`,
    ])
    expect(raised.opportunity.credited.pipeline).toMatchObject({ amountMinor: 200_00, round: 3 })
    const again = { ...raised.opportunity, amountMinor: 100_00 }
    const lines = settled(again, journey, [...first.lines, ...raised.lines]).lines
    expect(lines.map(({ round, amounts }) => [round, amounts.first])).toEqual([
      [4, -20000],
      [4, 0],
      [5, 10000],
      [5, 0],
    ])
  })

  it('takes revenue back when a deal is no longer won, and can credit it again', () => {
    const wonForNothing = { status: 'won', closedAt: noon, amountMinor: 0 } as const
    const won = settled({ ...opened, state: wonForNothing })
    const lost = settled(
      { ...won.opportunity, state: { status: 'lost', closedAt: noon, reason: 'x' } },
      journey,
      won.lines,
    )
    expect(lost.lines.map(brief)).toEqual([
      `ads revenue 2 ${noon} 0 0 0 -1 -1 -1`,
      `mail revenue 2 ${noon} 0 0 0 0 0 -1`,
    ])
    expect(settled(lost.opportunity, journey, [...won.lines, ...lost.lines]).lines).toEqual([])
    const rewon = settled({ ...lost.opportunity, state: wonForNothing }, journey, [...won.lines, ...lost.lines])
    expect(rewon.lines.map(({ round, deals }) => [round, deals.even])).toEqual([
      [3, 1],
      [3, 1],
    ])
  })
})

describe('counters', () => {
  it('of a campaign follow its line', () => {
    const [line] = settled({
      ...opened,
      state: { status: 'won', closedAt: noon, amountMinor: opened.amountMinor },
    }).lines
    expect(line && talliesOf(line)).toEqual({
      ...allOf(1, 100_00),
      'pipelineMinor.even': 66_67,
      'pipelineMinor.position': 80_00,
      'pipelineMinor.w-shaped': 90_00,
      'pipelineMinor.time-decay': 66_77,
    })
  })

  it('leave out what a line does not change', () => {
    const line = { ...oneOfEach.credit, amounts: { first: 0, last: 5, even: 0 }, deals: { first: 0, last: 1, even: 0 } }
    expect(talliesOf(line)).toEqual({ 'won.last': 1, 'revenueMinor.last': 5 })
  })

  it('of all together count a deal once under every model, each time it happens', () => {
    const first = settled(opened)
    const moved = settled({ ...first.opportunity, openedAt: noon + 1 }, journey, first.lines)
    expect(talliesOfAll(first.lines)).toEqual([{ at: noon, counts: allOf(1, 100_00) }])
    expect(talliesOfAll(moved.lines)).toEqual([
      { at: noon, counts: allOf(-1, -100_00) },
      { at: noon + 1, counts: allOf(1, 100_00) },
    ])
  })
})

function allOf(deals: number, amount: number) {
  return Object.fromEntries(
    attributionModels.flatMap((model) => [
      [`opportunities.${model}`, deals],
      [`pipelineMinor.${model}`, amount],
    ]),
  )
}
