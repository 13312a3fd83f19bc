import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import * as z from 'zod'
import type { Notification } from '../../../shared/domain/notification.ts'
import { minute } from '../../../shared/domain/time.ts'
import { type Card, slackMessage, teamsMessage } from '../../../shared/pipeline/alerts/card.ts'
import { alertMessage } from '../../../shared/pipeline/alerts/message.ts'
import { smallPlaybook } from '../../support/rules.ts'
import { noon, oneOfEach, sampleLead } from '../../support/sample-entities.ts'
import { hostileText } from '../mail/hostile.ts'

const slack = z.strictObject({
  text: z.string(),
  unfurl_links: z.literal(false),
  unfurl_media: z.literal(false),
  blocks: z.array(
    z.strictObject({
      type: z.literal('section'),
      text: z.strictObject({ type: z.literal('mrkdwn'), text: z.string(), verbatim: z.literal(true) }),
    }),
  ),
})

const run = z.strictObject({
  type: z.literal('TextRun'),
  text: z.string(),
  size: z.string().optional(),
  weight: z.string().optional(),
})
const teams = z.strictObject({
  type: z.literal('message'),
  attachments: z.tuple([
    z.strictObject({
      contentType: z.literal('application/vnd.microsoft.card.adaptive'),
      contentUrl: z.null(),
      content: z.strictObject({
        $schema: z.string(),
        type: z.literal('AdaptiveCard'),
        version: z.literal('1.4'),
        body: z.array(z.strictObject({ type: z.literal('RichTextBlock'), inlines: z.array(run) })),
        actions: z.array(
          z.strictObject({ type: z.literal('Action.OpenUrl'), title: z.string(), url: z.url({ protocol: /^https$/ }) }),
        ),
      }),
    }),
  ]),
})

const links = {
  acceptUrl: 'https://baton.example/v1/assignments/asg_1-1/accept?token=a.b-c_d',
  declineUrl: 'https://baton.example/v1/assignments/asg_1-1/decline?token=a.b-c_d',
}

const card: Card = {
  title: 'Hot lead: Ada & <Bob>, Engines',
  facts: [{ label: 'Score', value: '82, grade B1' }],
  texts: ['Some words'],
  links: [{ label: 'Accept this lead', url: links.acceptUrl }],
}

const notification: Notification = oneOfEach.notification

/** An alert about somebody with these names, offered for this reason. */
function alertOf(name: string, company: string, reason: string, inTeam = false) {
  const lead = sampleLead()
  const profile = {
    ...lead.profile,
    firstName: name,
    lastName: name,
    company: { ...lead.profile.company, name: company },
  }
  const assignment = { ...oneOfEach.assignment, acceptBy: noon + 15 * minute, territory: reason, pool: reason }
  const rules = { ...oneOfEach.playbookVersion, playbook: smallPlaybook }
  const facts = { rules, lead: { ...lead, profile }, assignment, reason, rep: { ...oneOfEach.rep, name } }
  return alertMessage(notification, facts, inTeam ? undefined : links, noon)
}

describe('a message on Slack', () => {
  test('takes from words what Slack reads as marks', () => {
    const { text, blocks } = slack.parse(JSON.parse(slackMessage(card)))
    expect(text).toBe('Hot lead: Ada &amp; &lt;Bob&gt;, Engines')
    expect(blocks.map((block) => block.text.text)).toEqual([
      '*Hot lead: Ada &amp; &lt;Bob&gt;, Engines*',
      '*Score:* 82, grade B1',
      'Some words',
      `<${links.acceptUrl}|Accept this lead>`,
    ])
  })

  test('has no link and no mention but its own, whatever a lead wrote, and no block that is too long', () => {
    fc.assert(
      fc.property(hostileText, hostileText, hostileText, (name, company, reason) => {
        const { blocks, text } = slack.parse(JSON.parse(slackMessage(alertOf(name, company, reason).card)))
        const all = [text, ...blocks.map((block) => block.text.text)]
        const marks = all.flatMap((one) => one.match(/<[^>]*>/g) ?? [])
        expect(marks).toEqual([`<${links.acceptUrl}|Accept this lead>`, `<${links.declineUrl}|Decline>`])
        for (const one of all) expect(one.length).toBeLessThanOrEqual(3_000)
      }),
    )
  })

  test('stays short when every letter must be written as five', () => {
    const long = '&'.repeat(5_000)
    const { blocks } = slack.parse(JSON.parse(slackMessage(alertOf(long, long, long).card)))
    for (const block of blocks) expect(block.text.text.length).toBeLessThanOrEqual(3_000)
  })
})

describe('a message on Teams', () => {
  test('stands in blocks that know no Markdown, with its links as buttons', () => {
    const [{ content }] = teams.parse(JSON.parse(teamsMessage(card))).attachments
    expect(content.body.map(({ inlines }) => inlines.map(({ text }) => text).join(''))).toEqual([
      'Hot lead: Ada & <Bob>, Engines',
      'Score: 82, grade B1',
      'Some words',
    ])
    expect(content.actions).toEqual([{ type: 'Action.OpenUrl', title: 'Accept this lead', url: links.acceptUrl }])
  })

  test('has the same form whatever a lead wrote', () => {
    fc.assert(
      fc.property(hostileText, hostileText, hostileText, (name, company, reason) => {
        const [{ content }] = teams.parse(JSON.parse(teamsMessage(alertOf(name, company, reason).card))).attachments
        expect(content.actions.map(({ url }) => url)).toEqual([links.acceptUrl, links.declineUrl])
        expect(content.body).toHaveLength(5)
      }),
    )
  })
})

describe('an alert', () => {
  test('says who, how hot, until when, and why you', () => {
    expect(alertOf('Ada', 'Engines', 'next in turn').card).toEqual({
      title: 'Hot lead: Ada Ada, Engines (score 71.25), accept by 07:15',
      facts: [
        { label: 'Offered to', value: 'Ada' },
        { label: 'Score', value: '71.25' },
        { label: 'Accept by', value: '07:15 on Sun 1 Mar (EST)' },
        { label: 'Why you', value: 'next in turn (territory next in turn, pool next in turn)' },
      ],
      texts: [],
      links: [
        { label: 'Accept this lead', url: links.acceptUrl },
        { label: 'Decline', url: links.declineUrl },
      ],
    })
  })

  test('in a team’s channel has no links: whoever opens them answers for the rep', () => {
    const { card: told, event } = alertOf('Ada', 'Engines', 'next in turn', true)
    expect(told.links).toEqual([])
    expect(told.facts.at(-1)?.label).toBe('Why Ada')
    expect(event.data).not.toHaveProperty('link')
  })

  test('about somebody of whom only an address is known does not tell the address', () => {
    const { card: told } = alertOf('', '', 'next in turn')
    expect(told.title).toBe('Hot lead: New lead (score 71.25), accept by 07:15')
    expect(JSON.stringify(told)).not.toContain('person-1@example.org')
  })
})
