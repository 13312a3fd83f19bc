import { describe, expect, test } from 'vitest'
import { submitForm } from '../../../shared/pipeline/capture/web-form.ts'
import { openOpportunity } from '../../../shared/pipeline/opportunities.ts'
import { commandLine } from '../../support/command-line.ts'
import { memoryApi } from '../../support/memory-api.ts'
import { startMemoryStack } from '../../support/memory-stack.ts'

/** The command line over the real answers, in memory, with an open deal. */
async function given() {
  const stack = await startMemoryStack()
  await submitForm(stack.ports, { formId: 'newsletter', fields: { email: 'ann@looms.example', campaign: 'ads' } })
  await stack.settle()
  const [lead] = (await stack.store.listLeads({ limit: 1 })).leads
  if (lead === undefined) throw new Error('there is no lead')
  const opened = await openOpportunity(stack.ports, lead.id, { name: 'Looms', amountMinor: 100_00, currency: 'USD' })
  if (opened.kind !== 'done') throw new Error('there is no deal')
  const { id } = opened.opportunity
  return { ...commandLine(memoryApi(stack).fetch), id, stack }
}

describe('deals', () => {
  test('are won, refunded, reopened and lost, and shown', async () => {
    const { run, id } = await given()
    expect((await run('deal', 'show', id)).out).toContain('Looms, open, ')
    expect((await run('deal', 'win', id, '--amount', '12050')).out).toContain('earned    120.50 USD')
    const refund = ['deal', 'refund', id, '--amount', '2050', '--key', 'note-17']
    expect((await run(...refund)).out).toContain('refunded  20.50 USD at 2026-')
    expect((await run(...refund)).out).toContain('earned    100.00 USD')
    expect((await run('deal', 'reopen', id, '--reason', 'signed twice')).out).toContain('Looms, open, ')
    expect((await run('deal', 'lose', id, '--reason', 'price')).out).toContain('because   price')
    const { out } = await run('deal', 'show', id, '--json')
    expect(JSON.parse(out)).toMatchObject({ id, status: 'lost', pipelineMinor: 100_00 })
  })

  test('say what is wrong', async () => {
    const { run, id } = await given()
    expect(await run('deal', 'refund', id, '--amount', '1')).toMatchObject({
      code: 1,
      err: expect.stringContaining('nothing was earned'),
    })
    expect(await run('deal', 'refund', id, '--amount', '1.50')).toMatchObject({ code: 2 })
    expect(await run('deal', 'lose', id)).toMatchObject({ code: 2, err: expect.stringContaining('--reason') })
    expect(await run('deal', 'show', 'opp_nobody-1')).toMatchObject({ code: 1 })
  })

  test('are in the campaign report as of a past day', async () => {
    const { run, id, stack } = await given()
    await run('deal', 'win', id)
    await stack.settle()
    const asOf = async (day: string) => JSON.parse((await run('report', 'campaigns', '--json', '--as-of', day)).out)
    expect((await asOf('2026-03-02')).totals).toMatchObject({ leads: 1, won: 1, revenueMinor: 100_00 })
    expect((await asOf('2026-03-01')).totals).toMatchObject({ leads: 0, won: 0, revenueMinor: 0 })
  })
})
