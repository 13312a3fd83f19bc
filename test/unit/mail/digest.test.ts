import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { minute } from '../../../shared/domain/time.ts'
import { renderMail } from '../../../shared/mail/index.ts'
import type { DigestView } from '../../../shared/mail/view.ts'
import { hostileWords, tagsOf } from './hostile.ts'

const view: DigestView = {
  template: 'digest',
  workspace: { name: 'Acme', timezone: 'America/New_York', currency: 'USD' },
  days: { beforeFrom: '2026-02-16', from: '2026-02-23', to: '2026-03-02' },
  before: {
    leads: 40,
    hotLeads: 12,
    pipelineMinor: 1_000_000,
    revenueMinor: 250_050,
    quickRatio: 2.5,
    firstTouch: 90 * minute,
    sent: 10,
    touched: 9,
  },
  now: {
    leads: 44,
    hotLeads: 9,
    pipelineMinor: 2_000_000,
    revenueMinor: 250_050,
    quickRatio: null,
    firstTouch: 30 * minute,
    sent: 8,
    touched: 6,
  },
  moves: [
    { campaign: 'spring', beforeMinor: 0, nowMinor: 1_500_000 },
    { campaign: 'webinar', beforeMinor: 1_000_000, nowMinor: 500_000 },
  ],
}

/** The words of an HTML part, without its tags. */
function wordsOf(html: string): string {
  const entities: Readonly<Record<string, string>> = { '&nbsp;': ' ', '&#39;': "'" }
  return html.replaceAll(/<[^>]*>/g, '\n').replaceAll(/&(?:nbsp|#39);/g, (entity) => entities[entity] ?? entity)
}

describe('the weekly digest', () => {
  const mail = renderMail(view)

  it('says in its subject which week, and what moved', () => {
    expect(mail.subject).toBe('Acme, 23 February to 1 March: 44 leads (+4), pipeline $20,000.00 (+$10,000.00)')
  })

  it.each([
    ['html', wordsOf(mail.html)],
    ['text', mail.text],
  ] as const)('says everything in its %s part', (_, part) => {
    for (const words of [
      'The week from 23 February to 1 March',
      '44 (40 the week before, up 4)',
      '9 (12 the week before, down 3)',
      '$20,000.00 ($10,000.00 the week before, up $10,000.00)',
      '$2,500.50 ($2,500.50 the week before, unchanged)',
      'none (2.50 the week before)',
      '30 minutes (90 minutes the week before, down 1 hour)',
      '75 % (90 % the week before, down 15 points)',
      'All campaigns',
      '+$15,000.00',
      'spring: $15,000.00, $0.00 the week before',
      '−$5,000.00',
      '2 leads untouched',
      'baton report pursuit --from 2026-02-23 --to 2026-03-02',
      'baton report campaigns --from 2026-02-23 --to 2026-03-02',
      'the playbook of Acme names your address',
    ])
      expect(part).toContain(words)
  })

  it('draws bars whose widths are in proportion, in both parts, without an image', () => {
    const widths = [...mail.html.matchAll(/class="bar-(now|before)" width="(\d+)%"/g)].map(([, , width]) => width)
    expect(widths).toEqual(['60', '30', '45', '15', '30'])
    expect(mail.html).not.toContain('<img')
    expect(mail.text).toContain(`The week: $20,000.00 ${'#'.repeat(12)}\n`)
    expect(mail.text).toContain(`Week before: $10,000.00 ${'#'.repeat(6)}\n`)
    expect(mail.text).toContain('Week before: $0.00\n')
  })

  it('says so when nothing moved, and asks nothing of anybody then', () => {
    const quiet = renderMail({ ...view, now: { ...view.before, touched: 10 }, moves: [] })
    for (const part of [wordsOf(quiet.html), quiet.text]) {
      expect(part).toContain('None moved.')
      expect(part).not.toContain('untouched')
    }
    expect(quiet.subject).toContain('40 leads (±0), pipeline $10,000.00 (±0)')
  })

  it('draws no bar for pipeline that was taken back', () => {
    const back = renderMail({ ...view, moves: [{ campaign: 'spring', beforeMinor: 0, nowMinor: -500_000 }] })
    expect(back.html.match(/class="bar-/g)).toHaveLength(2)
    expect(back.text).toContain('The week: -$5,000.00\n')
  })

  it('lets no campaign’s name become a tag, a line or a header', () => {
    const named = (campaign: string) => renderMail({ ...view, moves: [{ campaign, beforeMinor: 0, nowMinor: 5 }] })
    const plain = named('a')
    fc.assert(
      fc.property(hostileWords, (words) => {
        const hostile = named(words)
        expect(tagsOf(hostile.html)).toEqual(tagsOf(plain.html))
        expect(hostile.text.split('\n')).toHaveLength(plain.text.split('\n').length)
        expect(hostile.subject).toBe(plain.subject)
      }),
    )
  })
})
