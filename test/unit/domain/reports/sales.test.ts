import { describe, expect, it } from 'vitest'
import { funnelReport, type Journey } from '../../../../shared/domain/reports/funnel.ts'
import { speedSummary, stepDurations } from '../../../../shared/domain/reports/speed-to-lead.ts'

const stages = ['new', 'assigned', 'working', 'won']
/** A journey written as `new@0 assigned@5`. */
const journey = (source: string, text: string): Journey => ({
  source,
  history: text.split(' ').map((step) => {
    const [stage = '', at = ''] = step.split('@')
    return { stage, at: Number(at) }
  }),
})

describe('funnel', () => {
  const journeys = [
    journey('web', 'new@0 assigned@10 working@20 won@50'),
    journey('web', 'new@0 assigned@30 pool@40'),
    journey('web', 'new@0 nurturing@1'),
    journey('web', 'new@0 nurturing@1 assigned@50'),
    journey('call', 'new@5 won@9'),
    journey('call', 'new@5 rejected@6'),
  ]
  const { all, bySource } = funnelReport(journeys, stages)

  it('counts who got where, those who skipped a stage too', () => {
    expect(all.stages.map(({ stage, reached, continued }) => `${stage} ${reached} ${continued}`)).toEqual([
      'new 6 4',
      'assigned 4 2',
      'working 2 2',
      'won 2 0',
    ])
    expect(all.stages[0]?.conversion).toMatchObject({ share: 4 / 6 })
    expect(all.stages[3]?.conversion).toBeNull()
  })

  it('takes times from those seen in both stages', () => {
    expect(all.stages.map(({ medianTime }) => medianTime)).toEqual([30, 10, 30, null])
  })

  it('tells waiting from lost, and where they went', () => {
    expect(all.stages.map(({ waiting, lost }) => [waiting, lost])).toEqual([
      [0, 2],
      [1, 1],
      [0, 0],
      [2, 0],
    ])
    expect(all.stages[0]?.leaks).toEqual([
      { stage: 'nurturing', count: 1 },
      { stage: 'rejected', count: 1 },
    ])
    expect(all.leakiest).toBe('new')
  })

  it('is split by source, the largest first', () => {
    expect(bySource.map(({ source, count, funnel }) => [source, count, funnel.leakiest])).toEqual([
      ['web', 4, 'new'],
      ['call', 2, 'new'],
    ])
  })

  it('of nothing, or of stages nobody was in, is empty and has no leak', () => {
    expect(funnelReport([], stages).all).not.toHaveProperty('leakiest')
    const elsewhere = funnelReport([journey('x', 'pool@1'), { source: 'x', history: [] }], stages)
    expect(elsewhere.bySource).toMatchObject([{ source: 'x', count: 1 }])
    expect(elsewhere.all.stages[0]).toEqual({
      stage: 'new',
      reached: 0,
      continued: 0,
      conversion: null,
      medianTime: null,
      waiting: 0,
      lost: 0,
      leaks: [],
    })
  })
})

describe('speed to lead', () => {
  const instants = { occurred: 0, received: 2, scored: 5, assigned: 9, alerted: 14, accepted: 114, firstTouch: 214 }

  it('measures each step, and the whole way', () => {
    expect(stepDurations(instants)).toEqual({
      received: 2,
      scored: 3,
      assigned: 4,
      alerted: 5,
      accepted: 100,
      firstTouch: 100,
      occurredToAccepted: 114,
      occurredToFirstTouch: 214,
    })
  })

  it('leaves out what has not happened, and never runs backwards', () => {
    expect(stepDurations({ occurred: 10, received: 4, scored: 6 })).toEqual({ received: 0, scored: 2 })
    expect(stepDurations({ occurred: 10, received: 4 }, () => 5)).toEqual({ received: 0 })
    expect(stepDurations({})).toEqual({})
  })

  it('takes business time when it is told how', () => {
    const officeHours = (from: number, until: number) => Math.max(0, until - Math.max(from, 100))
    expect(stepDurations(instants, officeHours)).toMatchObject({ received: 0, accepted: 14, firstTouch: 100 })
  })

  it('is summed up by step', () => {
    const summary = speedSummary([{ received: 1 }, { received: 3, scored: 7 }, {}])
    expect(summary.map(({ step, count, p50 }) => [step, count, p50])).toEqual([
      ['received', 2, 2],
      ['scored', 1, 7],
    ])
    expect(speedSummary([])).toEqual([])
  })
})
