import { expect, test } from 'vitest'
import { formsAnswer } from '../../shared/contracts/forms.ts'
import { day, minute } from '../../shared/domain/time.ts'
import { submitForm } from '../../shared/pipeline/capture/web-form.ts'
import { memoryApi } from '../support/memory-api.ts'
import { type MemoryStack, startMemoryStack } from '../support/memory-stack.ts'

const business = { firstName: 'Ada', company: 'Engines', jobTitle: 'Director', employees: 60, state: 'NY' }

function formsOf(stack: MemoryStack) {
  const api = memoryApi(stack, { role: 'marketer' })
  return {
    list: async () => formsAnswer.parse(await (await api.fetch('http://x/v1/forms')).json()).forms,
    put: async (id: string, body: object) => {
      const sent = { method: 'PUT', body: JSON.stringify(body) }
      const response = await api.fetch(`http://x/v1/forms/${id}`, sent)
      return { status: response.status, text: await response.text() }
    },
  }
}

async function submit(stack: MemoryStack, formId: string, email: string): Promise<void> {
  const result = await submitForm(stack.ports, { formId, fields: { ...business, email } })
  expect(result.kind).toBe('accepted')
  await stack.settle()
}

test('forms are listed with what came in: today, in seven and in thirty days, new people, and who went to Sales', async () => {
  const stack = await startMemoryStack()
  const { list } = formsOf(stack)
  const none = { submissions: { today: 0, week: 0, month: 0 }, people: 0, sales: 0, lastDay: null }
  expect(await list()).toMatchObject([
    { id: 'newsletter', name: 'Newsletter', ...none, points: 3, hot: 70 },
    { id: 'demo-request', name: 'Request a demo', url: 'https://baton.example/v1/forms/demo-request', ...none },
  ])
  await submit(stack, 'newsletter', 'ada@engines.com')
  await stack.pass(10 * day)
  await submit(stack, 'demo-request', 'bob@engines.com')
  await submit(stack, 'demo-request', 'ada@engines.com')
  await submit(stack, 'newsletter', 'cleo@engines.com')
  await stack.pass(2 * minute)
  const [newsletter, demo] = await list()
  // Ada was brought by the newsletter, and went to Sales over the other form.
  expect(newsletter).toMatchObject({ submissions: { today: 1, week: 1, month: 2 }, people: 2, sales: 1 })
  expect(demo).toMatchObject({
    submissions: { today: 2, week: 2, month: 2 },
    people: 1,
    sales: 1,
    lastDay: '2026-03-12',
  })
  expect(newsletter?.days.slice(-11)).toEqual([1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1])
  await stack.pass(100 * day)
  expect((await list())[0]).toMatchObject({ ...none })
})

test('a form is connected with its fields, changed as a whole, and stays listed once', async () => {
  const stack = await startMemoryStack()
  const { list, put } = formsOf(stack)
  const fields = [
    { name: 'email', label: 'E-mail', type: 'email', required: true },
    { name: 'crews', label: 'Crews', type: 'select', options: ['1-5', '6+'] },
  ]
  expect((await put('quote', { name: 'Ask for a quote', campaign: 'spring', fields })).status).toBe(201)
  expect((await list()).find(({ id }) => id === 'quote')).toMatchObject({ campaign: 'spring', fields, points: 20 })
  expect((await put('quote', { name: 'Quote' })).status).toBe(200)
  const all = (await list()).filter(({ id }) => id === 'quote')
  expect(all).toMatchObject([{ name: 'Quote' }])
  expect(all[0]).not.toHaveProperty('fields')
})

test('fields that could not work are refused, and it is said which', async () => {
  const { put } = formsOf(await startMemoryStack())
  const email = { name: 'email', label: 'E-mail', type: 'email' }
  const refused = async (...fields: object[]) => {
    const { status, text } = await put('quote', { name: 'Quote', fields })
    expect(status).toBe(400)
    return text
  }
  expect(await refused({ ...email, name: 'company' })).toContain('must have one of email, phone')
  expect(await refused(email, email)).toContain('"fields.1.name"')
  expect(await refused(email, { name: 'size', label: 'Size', type: 'select' })).toContain('"fields.1.options"')
  for (const name of ['utm_source', 'occurredAt', '1st', 'constructor', '__proto__'])
    expect(await refused(email, { name, label: 'x', type: 'text' })).toContain('"fields.1.name"')
})

test('a form that was connected before there was a list is found by the rules that name it, or by what comes in', async () => {
  const stack = await startMemoryStack()
  const { list } = formsOf(stack)
  const known = await stack.store.get({ type: 'formList' })
  if (known === undefined) throw new Error('the demo has forms')
  await stack.store.commit([
    { kind: 'remove', stored: known },
    { kind: 'create', entity: { type: 'form', id: 'old', name: 'Old form' } },
  ])
  expect((await list()).map(({ id }) => id).toSorted()).toEqual(['demo-request', 'newsletter'])
  await submit(stack, 'old', 'ada@engines.com')
  await stack.pass(2 * minute)
  expect((await list()).map(({ id }) => id)).toContain('old')
})
