import { describe, expect, it } from 'vitest'
import { funnelOf } from '../../../../shared/domain/reports/funnel.ts'
import { hourRows } from '../../../../shared/domain/reports/hours.ts'
import { speedSummary, stepDurations } from '../../../../shared/domain/reports/speed-to-lead.ts'
import { durationBucket, relativeError } from '../../../../shared/domain/statistics/histogram.ts'
import { minute } from '../../../../shared/domain/time.ts'

describe('funnel', () => {
  const took = (stage: string, ...durations: readonly number[]) =>
    Object.fromEntries(durations.map((duration) => [`took.${stage}.${durationBucket(duration)}`, 1]))
  const funnel = funnelOf({
    'reached.lead': 6,
    'reached.hot': 4,
    'reached.assigned': 4,
    'reached.accepted': 2,
    'reached.touched': 2,
    'reached.opportunity': 2,
    'reached.won': 2,
    'left.lead.nurturing': 1,
    'left.lead.rejected': 1,
    'left.assigned.pool': 1,
    ...took('lead', minute, 30 * minute, 90 * minute),
    revenueMinor: 7,
  })

  it('counts who got where', () => {
    expect(funnel.stages.map(({ stage, reached, continued }) => `${stage} ${reached} ${continued}`)).toEqual([
      'lead 6 4',
      'hot 4 4',
      'assigned 4 2',
      'accepted 2 2',
      'touched 2 2',
      'opportunity 2 2',
      'won 2 0',
    ])
    expect(funnel.stages[0]?.conversion).toMatchObject({ share: 4 / 6 })
    expect(funnel.stages[6]?.conversion).toBeNull()
  })

  it('takes times from those seen in both stages', () => {
    const [lead, hot] = funnel.stages
    expect(Math.abs((lead?.medianTime ?? 0) / (30 * minute) - 1)).toBeLessThan(relativeError)
    expect(hot?.medianTime).toBeNull()
  })

  it('tells waiting from lost, and where they went', () => {
    expect(funnel.stages.map(({ waiting, lost }) => `${waiting} ${lost}`)).toEqual([
      '0 2',
      '0 0',
      '1 1',
      '0 0',
      '0 0',
      '0 0',
      '0 0',
    ])
    expect(funnel.stages[0]?.leaks).toEqual([
      { name: 'nurturing', count: 1 },
      { name: 'rejected', count: 1 },
    ])
    expect(funnel.leakiest).toBe('lead')
  })

  it('of nothing is empty and has no leak', () => {
    const { stages, ...rest } = funnelOf({})
    expect(rest).toEqual({})
    expect(stages[0]).toEqual({
      stage: 'lead',
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

describe('hours of the week', () => {
  it('are those in which something was offered', () => {
    const rows = hourRows(
      new Map([
        ['009', { offers: 3, accepted: 1, [`took.${durationBucket(minute)}`]: 1 }],
        ['167', { offers: 1 }],
      ]),
    )
    expect(rows.map(({ weekday, hour, offers, accepted }) => [weekday, hour, offers, accepted])).toEqual([
      ['mon', 9, 3, 1],
      ['sun', 23, 1, 0],
    ])
    expect(rows[0]).toMatchObject({ acceptance: { share: 1 / 3 } })
    expect(Math.abs((rows[0]?.took?.p50 ?? 0) / minute - 1)).toBeLessThan(relativeError)
    expect(rows[1]?.took).toBeNull()
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
    const summary = speedSummary({ 'speed.received.h3': 2, 'speed.scored.h1': 1, 'work.received.h0': 2, sent: 4 })
    expect(summary).toMatchObject([
      { step: 'received', count: 2, wall: { p50: expect.closeTo(2, 0) }, business: { p50: 0, p99: 0 } },
      { step: 'scored', count: 1, business: null },
    ])
    expect(speedSummary({})).toEqual([])
  })
})
