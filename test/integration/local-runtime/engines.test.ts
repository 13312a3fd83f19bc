import { expect, test } from 'vitest'
import { leadPage } from '../../../shared/contracts/lead-answers.ts'
import { hasJava } from '../../support/dynamodb-engine.ts'
import { startLocalStack } from '../../support/local-stack.ts'

const engines = hasJava() ? (['native', 'java'] as const) : (['native'] as const)

test.each(engines)('a hot lead comes to its rep on the %s engine', async (engine) => {
  const stack = await startLocalStack(undefined, { engine })
  try {
    const person = { email: 'grace@harborheating.example', company: 'Harbor Heating', jobTitle: 'Head of Operations' }
    const answer = await stack.call('/v1/forms/demo-request', { json: { ...person, employees: 42, state: 'NY' } })
    expect(answer.status).toBe(202)
    await stack.running.quiet()
    const found = await stack.admin(`/v1/leads?email=${encodeURIComponent(person.email)}`)
    expect(leadPage.parse(found.body).leads).toMatchObject([{ stage: 'assigned', owner: 'sally-jones' }])
    expect((await stack.mailsTo('sally')).map(({ subject }) => subject)).toHaveLength(1)
  } finally {
    await stack.stop()
  }
})
