import { describe, expect, test } from 'vitest'
import * as z from 'zod'
import { leadAnswers } from '../../functions/api/leads.ts'
import { day } from '../../shared/domain/time.ts'
import { submitForm } from '../../shared/pipeline/capture/web-form.ts'
import { findLeads } from '../../shared/pipeline/leads.ts'
import { httpEvent } from '../support/http-event.ts'
import { type MemoryStack, startMemoryStack } from '../support/memory-stack.ts'

const ada = {
  email: 'ada@engines.com',
  firstName: 'Ada',
  company: 'Analytical Engines',
  jobTitle: 'Director',
  employees: 60,
  phone: '+12125550100',
  country: 'US',
  state: 'NY',
}

const answer = z.looseObject({
  hot: z.boolean(),
  score: z.looseObject({
    value: z.number(),
    fit: z.number(),
    engagement: z.number(),
    grade: z.string(),
    at: z.string(),
  }),
})

async function leadOf(stack: MemoryStack, form: string, fields: Readonly<Record<string, unknown>> = ada) {
  await submitForm(stack.ports, { formId: form, fields })
  await stack.settle()
  const [lead] = (await findLeads(stack.store, { email: ada.email })).leads
  if (lead === undefined) throw new Error('there is no lead')
  return lead
}

function bodyOf({ body }: { readonly body?: string | undefined }): unknown {
  return JSON.parse(body ?? 'null')
}

describe('a score', () => {
  test('is shown as of now; the list and the decision keep the one it was decided by', async () => {
    const stack = await startMemoryStack()
    const api = leadAnswers(stack.ports)
    const { id, score } = await leadOf(stack, 'demo-request')
    const fresh = answer.parse(bodyOf(await api.getLead(httpEvent({ id }))))
    expect(fresh).toMatchObject({ hot: true, score: { value: score.value, fit: 50, engagement: 55, grade: 'A1' } })
    await stack.pass(28 * day)
    const later = answer.parse(bodyOf(await api.getLead(httpEvent({ id }))))
    expect(later).toMatchObject({ hot: false, score: { value: 64, fit: 50, engagement: 14, grade: 'A3' } })
    expect(Date.parse(later.score.at)).toBe(stack.ports.clock.now())
    const decided = { value: score.value, grade: 'A1' }
    expect(bodyOf(await api.listLeads(httpEvent({}), { role: 'admin' }))).toMatchObject({
      leads: [{ id, hot: true, score: decided }],
    })
    expect(bodyOf(await api.getDecisions(httpEvent({ id })))).toMatchObject({
      decisions: expect.arrayContaining([expect.objectContaining({ score: expect.objectContaining(decided) })]),
    })
    expect((await findLeads(stack.store, { email: ada.email })).leads[0]?.score).toEqual(score)
  })

  test('comes to the rep with its grade', async () => {
    const stack = await startMemoryStack()
    await leadOf(stack, 'demo-request')
    expect(stack.mails[0]?.text).toContain('score 105, grade A1, hot from 70')
  })

  test('is told with what would make it hot', async () => {
    const stack = await startMemoryStack()
    const api = leadAnswers(stack.ports)
    const { phone: _phone, ...known } = ada
    const { id } = await leadOf(stack, 'newsletter', known)
    expect(bodyOf(await api.getPathToHot(httpEvent({ id })))).toMatchObject({
      value: 43,
      hot: 70,
      missing: 27,
      playbook: 1,
      path: { value: 73, steps: [{ kind: 'event', event: 'call.*', points: 30 }] },
    })
    expect(await api.getPathToHot(httpEvent({ id: 'lead_0' }))).toMatchObject({ statusCode: 404 })
  })
})
