import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { emptyProfile } from '../../../shared/domain/profile.ts'
import { prospectOf, renderMail } from '../../../shared/mail/index.ts'
import type { AlertView, MailView } from '../../../shared/mail/view.ts'
import { hostileWords, tagsOf } from './hostile.ts'
import { acceptReminder, activity, alert, firstTouchReminder, managerNotice, notice, samples } from './samples.ts'

/** How often a text holds another. */
function count(text: string, part: string): number {
  return text.split(part).length - 1
}

/** The alert with one hostile text in every place a prospect's words reach. */
function hostileAlert(words: string): AlertView {
  return {
    ...alert,
    prospect: {
      name: words,
      company: words,
      jobTitle: words,
      email: 'ada@engines.example',
      phone: '+12125550100',
      place: words,
      details: [{ label: words, value: words }],
    },
    score: { ...alert.score, reasons: [{ points: 1, detail: words }] },
    touches: [{ at: alert.at, kind: 'form', event: `form.${words}`, campaign: words, summary: words }],
  }
}

describe('the alert', () => {
  const mail = renderMail(alert)

  it('says in its subject who, how hot, and until when', () => {
    expect(mail.subject).toBe('Hot lead: Ada Lovelace, Analytical Engines (score 87), accept by 10:45')
  })

  it('gives the day with the deadline when it is another day', () => {
    const { subject } = renderMail({ ...alert, acceptBy: alert.at + 24 * 3_600_000 })
    expect(subject).toMatch(/accept by 10:30 on Wed 4 Mar$/)
  })

  it.each(['html', 'text'] as const)('tells everything in its %s part', (part) => {
    const told = ['Sally', 'Head of Operations', '+12125550100', 'ada@engines.example', '10001, NY, US', 'this quarter']
    const reasons = [
      '87',
      '70',
      '+45',
      'Asked for a demo on 3 March',
      'Next in turn',
      'us-east',
      'Tom Weber',
      'Away until',
    ]
    const story = [
      'Tue 3 Mar, 10:29',
      'demo request',
      'google-brand',
      'We outgrew our spreadsheets.',
      '10:45 on Tue 3 Mar (EST)',
    ]
    for (const fact of [...told, ...reasons, ...story]) expect(mail[part]).toContain(fact)
  })

  it('tells the newest touches first and no more than ten', () => {
    const touches = Array.from({ length: 12 }, (_, n) => ({
      at: alert.at + n,
      kind: 'note' as const,
      event: 'note',
      summary: `note ${n}.`,
    }))
    const { text } = renderMail({ ...alert, touches })
    expect(text.indexOf('note 11.')).toBeLessThan(text.indexOf('note 2.'))
    expect(text).not.toContain('note 1.')
  })

  it('reads well with whatever reasons the decision gives', () => {
    const why = { ...alert.why, reason: 'next in turn', others: [{ name: 'Tom', reason: 'off until May' }] }
    expect(renderMail({ ...alert, why }).text).toContain('  Next in turn. Territory us-east, pool us-east.\n')
    expect(renderMail({ ...alert, why }).text).toContain('  Tom: Off until May.\n')
    expect(renderMail({ ...alert, why: { ...why, reason: '' } }).text).toContain('  Territory us-east, pool us-east.\n')
  })

  it('says in both parts why the rep gets it', () => {
    for (const part of [mail.html, mail.text]) expect(part).toContain('because you take leads for Acme.')
  })

  it('lets a phone be called and an address be written to, but only real ones', () => {
    expect(mail.html).toContain('href="tel:+12125550100"')
    expect(mail.html).toContain('href="mailto:ada@engines.example"')
    const odd = { ...alert.prospect, phone: 'javascript:alert(1)', email: 'a@b?bcc=everybody' }
    expect(renderMail({ ...alert, prospect: odd }).html).not.toMatch(/href="(mailto|tel|javascript):/)
  })
})

describe('links to answer', () => {
  const offers: readonly (readonly [string, MailView])[] = [
    ['alert', alert],
    ['reminder', acceptReminder],
  ]

  it.each(offers)('stand in the %s once in each part, in the text on lines of their own', (_, view) => {
    const mail = renderMail(view)
    for (const url of [alert.acceptUrl, alert.declineUrl]) {
      expect(count(mail.text, url)).toBe(1)
      expect(mail.text.split('\n')).toContain(url)
      expect(count(mail.html, `href="${url}"`)).toBe(1)
    }
  })
})

describe('reminder and activity', () => {
  it('reminds of the offer', () => {
    expect(renderMail(acceptReminder).subject).toBe('Still waiting: Ada Lovelace, Analytical Engines, accept by 10:45')
  })

  it('reminds of the first touch, with nothing left to accept', () => {
    const mail = renderMail(firstTouchReminder)
    expect(mail.subject).toBe('First touch due: Ada Lovelace, Analytical Engines, by 08:30 on Wed 4 Mar')
    expect(mail.html + mail.text).not.toMatch(/accept\?token/)
  })

  it('tells the owner what their lead did', () => {
    const mail = renderMail(activity)
    expect(mail.subject).toContain('Ada Lovelace')
    expect(mail.text).toContain('could we talk today?')
  })

  it('has a name even for a lead of whom only a phone is known', () => {
    const prospect = prospectOf({ ...emptyProfile, phone: '+12125550100' })
    expect(renderMail({ ...acceptReminder, prospect }).subject).toContain('+12125550100')
  })
})

describe('what a prospect sends', () => {
  const tags = tagsOf(renderMail(hostileAlert('plain words')).html)
  const attributes = /aria-label="[^"]*"/g

  it('never changes the structure of the HTML', () => {
    fc.assert(
      fc.property(hostileWords, (words) => {
        const found = tagsOf(renderMail(hostileAlert(words)).html)
        const bare = (tag: string): string => tag.replace(attributes, '')
        expect(found.map(bare)).toEqual(tags.map(bare))
      }),
    )
  })

  it('never gives the text a line of its own that could be taken for a link of ours', () => {
    fc.assert(
      fc.property(hostileWords, (words) => {
        const lines = renderMail(hostileAlert(words)).text.split('\n')
        const links = lines.filter((line) => /^https?:/.test(line))
        expect(links).toEqual([alert.acceptUrl, alert.declineUrl])
      }),
    )
  })

  it('never breaks a subject into lines or hides in it', () => {
    fc.assert(
      fc.property(hostileWords, (words) => {
        const { subject } = renderMail(hostileAlert(words))
        expect(subject).not.toMatch(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/u)
        expect(subject.isWellFormed()).toBe(true)
        expect([...subject].length).toBeLessThan(300)
      }),
    )
  })

  it('is not read as Liquid', () => {
    const { text } = renderMail(hostileAlert('{{ subject }}{% if x %}'))
    expect(text).toContain('Name: {{ subject }}{% if x %}')
  })
})

describe('every mail', () => {
  it.each(Object.entries(samples))(
    '%s is small enough that Gmail shows all of it (102 KB), in one language, with a title',
    (_, view) => {
      const { html, subject } = renderMail(view)
      expect(Buffer.byteLength(html)).toBeLessThan(50_000)
      expect(html).toMatch(/<html lang="en"/)
      expect(html).toContain(`<title>${subject.replaceAll('"', '&#34;')}</title>`)
      expect(html).not.toMatch(/\{\{|\{%/)
    },
  )
})

describe('a notice', () => {
  const kinds = ['unanswered', 'paused', 'review', 'released'] as const

  it.each(kinds)('that it is %s tells rep and manager different things', (of) => {
    const why = of === 'paused' ? '3 offers in a row without an answer' : ''
    const [toRep, toManager] = [renderMail({ ...notice, of, why }), renderMail({ ...managerNotice, of, why })]
    expect(toManager.subject).not.toBe(toRep.subject)
    expect(toManager.text).toContain('Hello Mia')
    expect(toManager.text).toContain('Sally Jones')
    expect(toRep.text).toContain('Hello Sally')
    expect(toRep.text).toContain('Ada Lovelace')
    expect(toManager.text.includes(why)).toBe(true)
  })

  it('says when the lead will be lost, and where it goes', () => {
    expect(renderMail(notice).text).toContain('it goes to the pool at 11:30 on Wed 18 Mar (EDT)')
    expect(renderMail({ ...managerNotice, releaseTo: 'nurture' }).text).toContain('back to nurturing')
  })
})
