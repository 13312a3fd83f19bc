import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { declineReasons } from '../../../shared/domain/decline-reasons.ts'
import * as pages from '../../../shared/pages/index.ts'
import { hostileWords, tagsOf } from '../mail/hostile.ts'

const acceptBy = Date.UTC(2026, 2, 3, 15, 45)
const action = '/v1/assignments/asg_01J-1/accept?token=eyJ.abc-1'

/** Every page, with the same words in each place that takes any. */
function allPages(words: string): Readonly<Record<string, string>> {
  const workspace = { name: words, timezone: 'America/New_York' }
  const lead = { name: words, company: words, jobTitle: words, score: 87 }
  return {
    confirmAccept: pages.confirmAccept({ workspace, lead, acceptBy, action }),
    confirmDecline: pages.confirmDecline({ workspace, lead, acceptBy, action }),
    accepted: pages.responded({
      workspace,
      lead,
      answer: 'accepted',
      firstTouchBy: acceptBy,
      timezone: workspace.timezone,
    }),
    declined: pages.responded({ workspace, lead, answer: 'declined' }),
    alreadyAnswered: pages.alreadyAnswered({ workspace, state: 'accepted', byReader: true }),
    linkExpired: pages.linkExpired(),
    linkInvalid: pages.linkInvalid(),
    notFound: pages.notFound(),
    confirmUnsubscribe: pages.confirmUnsubscribe({ workspace, action }),
    unsubscribed: pages.unsubscribed({ workspace }),
    continueTo: pages.continueTo({ workspace, action, url: 'https://acme.example/guide' }),
    thanks: pages.thanks({ workspace }),
    home: pages.home({ workspace, links: [{ label: words, url: '/openapi.json' }] }),
  }
}

const plain = Object.entries(allPages('plain words'))

describe('every page', () => {
  it.each(plain)('%s is a whole document with a title, a heading and a language', (_, html) => {
    expect(html).toMatch(/^<!doctype html>\n<html lang="en">/)
    expect(html).toMatch(/<title>[^<]+<\/title>/)
    expect(html.match(/<h1>/g)).toHaveLength(1)
    expect(html).toContain('name="viewport"')
  })

  it.each(plain)('%s has no style or script in itself and asks only for files that are served', (_, html) => {
    expect(html).not.toMatch(/<style|style=|<script>|\son\w+=/)
    const asked = [...html.matchAll(/(?:src|href)="(\/pages\/[^"]*)"/g)].map(([, path]) => path)
    const served = pages.assets.map((asset) => asset.path)
    expect(asked).toContain('/pages/baton.css')
    for (const path of asked) expect(served).toContain(path)
  })

  it.each(plain)('%s keeps its structure whatever the words are', (name, html) => {
    fc.assert(
      fc.property(hostileWords, (words) => {
        expect(tagsOf(allPages(words)[name] ?? '')).toEqual(tagsOf(html))
      }),
      { numRuns: 40 },
    )
  })
})

describe('pages that ask first', () => {
  it('post to the address they were opened at, token included', () => {
    for (const name of ['confirmAccept', 'confirmDecline', 'confirmUnsubscribe', 'continueTo']) {
      expect(allPages('Acme')[name]).toContain(`<form method="post" action="${action}">`)
    }
  })

  it('escape the address', () => {
    const html = pages.confirmUnsubscribe({ workspace: { name: 'Acme' }, action: '/x?a=1&b="><script>' })
    expect(html).toContain('action="/x?a=1&amp;b=&#34;&gt;&lt;script&gt;"')
  })

  it('tell what is accepted, and until when', () => {
    const html = allPages('Ada Lovelace').confirmAccept
    for (const fact of ['Ada Lovelace', '87', '10:45 on Tue 3 Mar (EST)']) expect(html).toContain(fact)
  })

  it('leave out what is not known', () => {
    const view = { workspace: { name: 'Acme', timezone: 'UTC' }, lead: { score: 71 }, acceptBy, action }
    expect(pages.confirmAccept(view)).not.toMatch(/Company|Job title|undefined/)
  })

  it('offer every reason to decline, one of which must be chosen', () => {
    const html = allPages('Acme').confirmDecline ?? ''
    for (const { value } of declineReasons) expect(html).toContain(`name="reason" value="${value}" required`)
    expect(html).toContain('<textarea name="note"')
  })

  it('unsubscribe as RFC 8058 posts do', () => {
    expect(allPages('Acme').confirmUnsubscribe).toContain('name="List-Unsubscribe" value="One-Click"')
  })
})

describe('the click page', () => {
  const workspace = { name: 'Acme' }

  it('says where it leads, and goes there by button or script', () => {
    const html = pages.continueTo({ workspace, action, url: 'https://acme.example:8443/guide' })
    expect(html).toContain('Continue to acme.example:8443</button>')
    expect(html).toContain('<script src="/pages/continue.js" defer>')
  })

  it.each(['javascript:alert(1)', 'data:text/html,x', '/relative', ''])('leads nowhere but to the web: %j', (url) => {
    expect(pages.continueTo({ workspace, action, url })).toBe(pages.linkInvalid())
  })
})

describe('the front page', () => {
  it('links only to the web and to itself', () => {
    const urls = ['http://127.0.0.1:8025/', '/openapi.json', 'javascript:alert(1)', '//evil.example']
    const html = pages.home({ workspace: { name: 'Acme' }, links: urls.map((url) => ({ label: 'x', url })) })
    expect([...html.matchAll(/<a href="([^"]*)"/g)].map(([, url]) => url)).toEqual(urls.slice(0, 2))
  })
})

describe('what was answered already', () => {
  it.each(['accepted', 'declined', 'expired'] as const)('%s is told in words', (state) => {
    const html = pages.alreadyAnswered({ workspace: { name: 'Acme' }, state, byReader: false })
    expect(html).toContain(state === 'expired' ? 'ran out' : `${state} already`)
  })
})

describe('headers', () => {
  it('allow nothing from elsewhere, no frame, no copy, and tell nobody the address', () => {
    const policy = pages.securityHeaders['content-security-policy'].split('; ')
    expect(policy).toEqual(
      expect.arrayContaining([
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
      ]),
    )
    expect(pages.securityHeaders).toMatchObject({
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-store',
    })
  })

  it('let only the click page lead elsewhere', () => {
    const clicks = pages.clickSecurityHeaders['content-security-policy']
    expect(clicks).toContain("form-action 'self' https: http:")
    expect(clicks.replace(' https: http:', '')).toBe(pages.securityHeaders['content-security-policy'])
  })
})
