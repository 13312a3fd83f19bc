import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { emptyProfile } from '../../../shared/domain/profile.ts'
import { day, hour, minute, second } from '../../../shared/domain/time.ts'
import {
  checkTemplate,
  durationInWords,
  linksIn,
  nurtureVariables,
  renderMail,
  unknownVariables,
} from '../../../shared/mail/index.ts'
import { fillBody } from '../../../shared/mail/markdown.ts'
import type { NurtureView } from '../../../shared/mail/view.ts'
import { hostileText, hostileWords, tagsOf } from './hostile.ts'
import { nurture, thanks } from './samples.ts'

const workspace = 'Acme'

/** A nurture mail with another body and other variables. */
function withBody(body: string, variables: Partial<NurtureView['variables']> = {}): NurtureView {
  return {
    ...nurture,
    step: { ...nurture.step, body },
    variables: { ...variables, workspace },
    trackedLinks: new Map(),
  }
}

/** The HTML of a mail's body, without its layout. */
function proseOf({ step, variables }: NurtureView): string {
  return fillBody(step.body, variables, new Map()).html
}

describe('a promise in words', () => {
  it.each([
    [15 * minute, '15 minutes'],
    [minute, '1 minute'],
    [45 * second, '45 seconds'],
    [hour, '1 hour'],
    [90 * minute, '90 minutes'],
    [24 * hour, '24 hours'],
    [36 * hour, '36 hours'],
    [150 * minute, '2 hours and 30 minutes'],
    [2 * day, '2 days'],
    [49 * hour, '2 days and 1 hour'],
    [7 * day, '7 days'],
  ])('%i ms is %s', (duration, words) => {
    expect(durationInWords(duration)).toBe(words)
  })

  it('never promises less time than the playbook gives, nor much more', () => {
    const lengths = { second, minute, hour, day } as const
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 60 * day }), (duration) => {
        const parts = [...durationInWords(duration).matchAll(/(\d+) (second|minute|hour|day)/g)]
        const said = parts.reduce(
          (sum, [, amount, unit]) =>
            sum + Number(amount) * (Object.entries(lengths).find(([name]) => name === unit)?.[1] ?? 0),
          0,
        )
        expect(said).toBeGreaterThanOrEqual(duration)
        expect(said - duration).toBeLessThan(duration < minute ? second : duration < 48 * hour ? minute : hour + minute)
      }),
    )
  })
})

describe('the thanks', () => {
  it.each(['html', 'text'] as const)('names the rep and the promise in its %s part', (part) => {
    expect(renderMail(thanks)[part]).toContain('Sally Jones, your account executive, will be in touch within 24 hours.')
  })

  it('is friendly to people whose name is not known', () => {
    expect(renderMail({ ...thanks, prospect: {} }).subject).toBe('Thank you: Sally Jones from Acme will be in touch')
  })

  it('keeps its structure whatever the name is', () => {
    const tags = tagsOf(renderMail({ ...thanks, prospect: { firstName: 'Ada' } }).html).filter(
      (tag) => !tag.includes('aria-label'),
    )
    fc.assert(
      fc.property(hostileWords, (firstName) => {
        const mail = renderMail({ ...thanks, prospect: { firstName } })
        expect(tagsOf(mail.html).filter((tag) => !tag.includes('aria-label'))).toEqual(tags)
        expect(mail.subject).not.toMatch(/\p{Cc}/u)
      }),
    )
  })
})

describe('a nurture step', () => {
  const mail = renderMail(nurture)

  it('fills subject and body', () => {
    expect(mail.subject).toBe('Three ways Analytical Engines can save a day a week')
    expect(mail.html).toContain('<strong>Analytical Engines</strong>')
    expect(mail.text).toContain('Hi Ada,')
    expect(mail.html).toContain(
      'color:#ffffff;line-height:1px;max-height:0px;max-width:0px;opacity:0;overflow:hidden;">Hi Ada, teams like',
    )
  })

  it('falls back where nothing is known', () => {
    const { subject, text } = renderMail({ ...nurture, variables: { workspace } })
    expect(subject).toBe('Three ways your team can save a day a week')
    expect(text).toContain('Hi there,')
  })

  it('has a subject even when the template leaves none', () => {
    const step = { subject: '{{ firstName }}', body: 'x' }
    expect(renderMail({ ...nurture, step, variables: { workspace } }).subject).toBe('News from Acme')
  })

  it('leads its links through the tracked addresses, each once in the text', () => {
    expect(linksIn(nurture.step.body, nurture.variables)).toEqual([...nurture.trackedLinks.keys()])
    for (const tracked of nurture.trackedLinks.values()) {
      expect(mail.html).toContain(`href="${tracked}"`)
      expect(mail.text.split(tracked).length).toBe(2)
    }
    expect(mail.html).not.toContain('href="https://acme.example')
    expect(mail.text).not.toContain('https://acme.example')
  })

  it.each(['html', 'text'] as const)('has postal address and unsubscribe link in its %s part', (part) => {
    expect(mail[part]).toContain('1 Main Street, New York, NY 10001, USA')
    expect(mail[part].split(nurture.unsubscribeUrl).length).toBe(2)
  })

  it('keeps what mail addresses can do out of tracking', () => {
    expect(mail.html).toContain('href="mailto:hello@acme.example"')
    expect(mail.text).toContain('write to us (hello@acme.example)')
  })

  it.each(['javascript:alert(1)', 'data:text/html,x', '/relative', 'vbscript:x', '{{ company }}'])(
    'refuses a link to %s',
    (href) => {
      const view = withBody(`[label](${href})`, { company: 'https://evil.example' })
      expect(linksIn(view.step.body, view.variables)).toEqual([])
      expect(proseOf(view)).toBe('<p>label</p>\n')
      expect(renderMail(view).text).toMatch(/^label\n/)
    },
  )

  it('shows HTML of a playbook as text', () => {
    expect(proseOf(withBody('<b onclick="x">hi</b>'))).toBe('<p>&lt;b onclick=&#34;x&#34;&gt;hi&lt;/b&gt;</p>\n')
  })

  it('reads captured values as values too', () => {
    const body = '{% capture x %}Dear {{ firstName }}{% endcapture %}{{ x | upcase }} and {{ x }}'
    expect(renderMail(withBody(body, { firstName: '<Ada>' })).text).toMatch(/^DEAR <Ada> and Dear <Ada>\n/)
  })
})

describe('what a prospect is called', () => {
  const places = [
    'Hi {{ firstName }}!',
    '{{ firstName }}',
    '{{ firstName }}. Then {{ firstName }}',
    '# {{ firstName }}\n\n- {{ firstName }}\n- two',
    '**{{ firstName }}** `{{ firstName }}`\n\n    {{ firstName }}',
    '[{{ firstName }}](https://acme.example/?a={{ firstName }} "{{ firstName }}")',
    'https://acme.example/{{ firstName }}',
    '![{{ firstName }}](https://acme.example/x.png)',
    '[a][b]\n\n[b]: https://acme.example/ "{{ firstName }}"',
    '<b>{{ firstName }}</b>',
    '| {{ firstName }} | b |\n|---|---|\n| 1 | {{ firstName | upcase }} |',
  ]
  const bare = (tag: string): string => tag.replaceAll(/ (href|alt)="[^"]*"/g, '')

  it.each(places)('never changes the structure of %j', (body) => {
    const tags = tagsOf(proseOf(withBody(body, { firstName: 'plain' }))).map(bare)
    fc.assert(
      fc.property(hostileWords, (firstName) => {
        expect(tagsOf(proseOf(withBody(body, { firstName }))).map(bare)).toEqual(tags)
      }),
      { numRuns: 60 },
    )
  })

  it('never leads a link elsewhere', () => {
    fc.assert(
      fc.property(hostileText, (firstName) => {
        const body = '[a](https://acme.example/?a={{ firstName }}) {{ firstName }}'
        for (const url of linksIn(body, { firstName, workspace }))
          expect(new URL(url).origin).toBe('https://acme.example')
      }),
    )
  })

  it('never breaks a subject into lines', () => {
    fc.assert(
      fc.property(hostileText, (firstName) => {
        const view = {
          ...nurture,
          step: { subject: 'For {{ firstName }}', body: 'x' },
          variables: { firstName, workspace },
        }
        expect(renderMail(view).subject).not.toMatch(/\p{Cc}/u)
      }),
    )
  })
})

describe('a template that is checked', () => {
  it.each([
    'Hi {{ firstName | default: "there" }}',
    '{% if company %}{{ company | upcase }}{% endif %}',
    '',
    'plain',
    '{{ unknown }}',
  ])('finds nothing wrong with %j', (text) => {
    expect(checkTemplate(text)).toBeUndefined()
  })

  it.each([
    ['Hi {{ firstName', /not closed, line:1, col:4/],
    ['{% if company %}', /not closed/],
    ['{{ firstName | shout }}', /undefined filter: shout/],
    ['{{ firstName | raw }}', /undefined filter: raw/],
    ['{% include "secrets" %}', /"include" not found/],
    ['{% render "secrets" %}', /"render" not found/],
    ['{% layout "secrets" %}', /"layout" not found/],
    ['{% for i in (1..100000000) %}x{% endfor %}', /limit exceeded/],
  ])('says what is wrong with %j', (text, wrong) => {
    expect(checkTemplate(text)).toMatch(wrong)
  })

  it('never throws', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          hostileText,
          fc.string().map((text) => `{{ ${text} }}`),
          fc.string().map((text) => `{% ${text} %}`),
        ),
        (text) => {
          expect(['string', 'undefined']).toContain(typeof checkTemplate(text))
        },
      ),
    )
  })

  it('lists names that no lead has', () => {
    expect(unknownVariables('{{ firstname }} {{ firstName }} {% assign x = 1 %}{{ x }}')).toEqual(['firstname'])
  })

  it('sees no prototype and nothing but its variables', () => {
    const body = 'a{{ constructor }}{{ firstName.constructor }}{{ __proto__ }}{{ process }}b'
    expect(renderMail(withBody(body, { firstName: 'Ada' })).text).toMatch(/^ab\n/)
  })
})

describe('variables', () => {
  it('have only what is known, on one line', () => {
    const profile = { ...emptyProfile, firstName: 'Ada\r\n', lastName: ' ', company: { name: 'Engines' } }
    expect(nurtureVariables(profile, 'Acme')).toEqual({ firstName: 'Ada', company: 'Engines', workspace: 'Acme' })
  })
})
