import { describe, expect, test } from 'vitest'
import {
  faultIn,
  fieldOf,
  fieldsLeft,
  firstFields,
  isKnown,
  nameFor,
  newField,
} from '../../../console/src/pages/forms/fields.ts'
import { callSnippet, type Embedded, embedSnippet, plainSnippet } from '../../../console/src/pages/forms/snippets.ts'
import { formFields, knownFields, putForm } from '../../../shared/contracts/forms.ts'

const form = { url: 'https://baton.example/v1/forms/quote', scriptUrl: 'https://baton.example/pages/form.js' }

describe('a form’s fields', () => {
  test('offer every field that Baton understands, each once, in a way the API takes', () => {
    const offered = fieldsLeft([]).map(({ value }) => value)
    expect(offered.toSorted()).toEqual([...knownFields].toSorted())
    const all = offered.map((name) => fieldOf(newField(name)))
    expect(formFields.safeParse(all).error).toBeUndefined()
    expect(fieldsLeft(all)).toEqual([])
    expect(putForm.safeParse({ name: 'Quote', fields: firstFields().map(fieldOf) }).success).toBe(true)
  })

  test('are named by their label; what Baton understands keeps its name', () => {
    expect(nameFor('Number of crews')).toBe('number_of_crews')
    expect(nameFor('Größe (m²)')).toBe('gro_e_m2')
    expect(nameFor('24 h?')).toBe('field_24_h')
    expect(nameFor('???')).toBe('field_')
    expect([isKnown('email'), isKnown('crews'), isKnown('constructor')]).toEqual([true, false, false])
  })

  test('say what is the matter before the API does', () => {
    const email = newField('email')
    const own = { ...newField(''), name: 'crews', label: 'Crews' }
    expect(faultIn([email, own])).toBeUndefined()
    expect(faultIn([own])).toMatch(/e-mail or a phone/)
    expect(faultIn([email, { ...own, label: ' ' }])).toMatch(/label/)
    expect(faultIn([email, own, own])).toMatch(/crews/)
    expect(faultIn([email, { ...own, type: 'select' }])).toMatch(/Crews/)
  })
})

describe('what is copied', () => {
  const hostile: Embedded = {
    ...form,
    thankYouUrl: 'https://shop.example/?a=1&b="2"',
    fields: [
      { name: 'email', label: '<img src=x onerror=alert(1)> "E-mail" & more', type: 'email', required: true },
      { name: 'size', label: 'Size', type: 'select', options: ['</select><script>', 'a"b'] },
    ],
  }

  test('holds no markup that came in with a label, a choice or an address', () => {
    const html = embedSnippet(hostile)
    expect(html.match(/<script/g)).toHaveLength(1)
    expect(html).not.toContain('<img')
    expect(html).toContain('&lt;img src=x onerror=alert(1)&gt; &quot;E-mail&quot; &amp; more')
    expect(html).toContain('data-thanks-url="https://shop.example/?a=1&amp;b=&quot;2&quot;"')
    expect(html).toContain('<option>&lt;/select&gt;&lt;script&gt;</option><option>a&quot;b</option>')
  })

  test('as plain HTML has no script, and lets browsers fill in what they know', () => {
    const html = plainSnippet(hostile)
    expect(html).not.toMatch(/<script|data-baton|\son\w+=(?![^<]*&gt;)/)
    expect(html).toContain('<input type="email" name="email" autocomplete="email" required>')
    expect(html).toContain(`<form action="${form.url}" method="post">`)
  })

  test('as a call is a program', () => {
    const code = callSnippet(hostile)
    expect(() => new Function(`return (async () => {${code}\n})`)).not.toThrow()
    expect(code).toContain('"size": form.get("size")')
  })
})
