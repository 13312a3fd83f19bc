import { describe, expect, test } from 'vitest'
import { headerOf, readTags } from '../../../local/engines/mail-tags.ts'
import { transform } from '../../../local/events/input.ts'
import { fateOf, reportsOn } from '../../../local/events/mail-reports.ts'
import { compilePattern } from '../../../local/events/pattern.ts'
import { readRate } from '../../../local/events/schedule.ts'

describe('compilePattern', () => {
  const event = { source: 'aws.ses', detail: { type: 'Bounce', tags: ['a', 'b'], size: 3, none: null }, ok: true }

  test.each([
    [{}, true],
    [{ source: ['aws.ses'] }, true],
    [{ source: ['aws.s3', 'aws.ses'] }, true],
    [{ source: ['aws.s3'] }, false],
    [{ source: ['aws.ses'], ok: [false] }, false],
    [{ detail: { tags: ['b'] } }, true],
    [{ detail: { tags: ['c'] } }, false],
    [{ detail: { size: [3], none: [null] } }, true],
    [{ detail: { size: ['3'] } }, false],
    [{ detail: { type: [{ prefix: 'Bou' }] } }, true],
    [{ detail: { type: [{ suffix: 'ce' }] } }, true],
    [{ detail: { type: [{ 'anything-but': ['Bounce'] }] } }, false],
    [{ detail: { type: [{ 'anything-but': 'Send' }] } }, true],
    [{ detail: { other: [{ exists: false }] } }, true],
    [{ detail: { type: [{ exists: false }] } }, false],
    [{ missing: { deep: ['x'] } }, false],
  ])('%j matches: %s', (pattern, matches) => {
    expect(compilePattern(pattern)(event)).toBe(matches)
  })

  test.each([{ a: [{ wildcard: 'x*' }] }, { a: [] }, { a: 'text' }])('%j is refused', (pattern) => {
    expect(() => compilePattern(pattern)).toThrow(/doesn't know this event pattern/)
  })
})

describe('transform', () => {
  const event = { id: 'x', detail: { mail: { tags: { a: ['1'] } }, text: 'say "hi"' } }
  const target = (InputTemplate: string, InputPathsMap: Record<string, string>) => ({
    Arn: 'arn',
    InputTransformer: { InputTemplate, InputPathsMap },
  })

  test('sends the event, a fixed text, or a template', () => {
    expect(JSON.parse(transform(event, { Arn: 'arn' }))).toEqual(event)
    expect(transform(event, { Arn: 'arn', Input: '{"fixed":1}' })).toBe('{"fixed":1}')
    const paths = { id: '$.id', tags: '$.detail.mail.tags', text: '$.detail.text', no: '$.detail.no.more' }
    const made = transform(event, target('{"id":<id>,"tags":<tags>,"text":<text>,"no":<no>,"in":"id <id>"}', paths))
    expect(JSON.parse(made)).toEqual({ id: 'x', tags: { a: ['1'] }, text: 'say "hi"', no: null, in: 'id x' })
  })

  test('refuses paths it doesn’t know', () => {
    expect(() => transform(event, target('<x>', { x: '$.detail[0]' }))).toThrow('$.detail[0]')
  })
})

describe('readRate', () => {
  test.each([
    ['rate(1 minute)', 60_000],
    ['rate(5 minutes)', 300_000],
    ['rate(2 hours)', 7_200_000],
    ['rate(1 day)', 86_400_000],
  ])('%s is %d ms', (expression, milliseconds) => {
    expect(readRate('Rule', expression)).toBe(milliseconds)
  })

  test.each(['cron(0 12 * * ? *)', 'rate(0 minutes)', 'rate(1 week)'])('%s is refused', (expression) => {
    expect(() => readRate('Rule', expression)).toThrow(`Rule (AWS::Events::Rule): schedule ${expression}`)
  })
})

describe('mail', () => {
  test('tags come from the request and from the header', () => {
    const request = new URLSearchParams({ 'Tags.member.1.Name': 'mail-id', 'Tags.member.1.Value': 'm1', Source: 'x' })
    const raw = 'Subject: Hi\r\nX-SES-MESSAGE-TAGS: kind=alert,\r\n rep=sally\r\n\r\nX-SES-MESSAGE-TAGS: not=this'
    expect(readTags(request, raw)).toEqual({ 'mail-id': ['m1'], kind: ['alert'], rep: ['sally'] })
    expect(readTags(new URLSearchParams(), undefined)).toEqual({})
    expect(headerOf(raw, 'subject')).toBe('Hi')
    expect(headerOf(raw, 'list-unsubscribe')).toBeUndefined()
  })

  test('is delivered unless SES’s simulator is asked for something else', () => {
    expect(fateOf({ to: ['ada@example.org'] })).toEqual(['delivery'])
    expect(fateOf({ to: ['Bounce <bounce+1@simulator.amazonses.com>'] })).toEqual(['bounce'])
    expect(fateOf({ to: ['complaint@simulator.amazonses.com'] })).toEqual(['delivery', 'complaint'])
    expect(fateOf({ to: ['bounce@example.org'] })).toEqual(['delivery'])
  })

  test('is reported on only as its own configuration set declares', () => {
    const mail = {
      messageId: 'm',
      acceptedAt: 0,
      from: 'a@x.example',
      to: ['b@y.example'],
      subject: 's',
      tags: {},
      raw: undefined,
    }
    const declared = [{ configurationSet: 'ours', eventTypes: ['delivery', 'bounce'] }]
    const reports = reportsOn({ ...mail, configurationSet: 'ours' }, declared)
    expect(reports).toMatchObject([
      { source: 'aws.ses', 'detail-type': 'Email Delivered', detail: { eventType: 'Delivery' } },
    ])
    expect(reportsOn({ ...mail, configurationSet: 'theirs' }, declared)).toEqual([])
    expect(reportsOn({ ...mail, configurationSet: undefined }, declared)).toEqual([])
    expect(
      reportsOn({ ...mail, configurationSet: 'ours' }, [{ configurationSet: 'ours', eventTypes: ['bounce'] }]),
    ).toEqual([])
  })
})
