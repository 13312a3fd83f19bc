import { expect, test } from 'vitest'
import { commandLine } from '../../support/command-line.ts'
import { memoryApi } from '../../support/memory-api.ts'
import { startMemoryStack } from '../../support/memory-stack.ts'
import { cool } from '../../support/two-leads.ts'

test('two leads are merged from the command line, again without harm, and never with themselves', async () => {
  const stack = await startMemoryStack()
  const [one, other] = [await cool(stack, 'one'), await cool(stack, 'other')]
  const { run } = commandLine(memoryApi(stack).fetch)
  const said = `${other} was merged into ${one}: nurturing\n`
  expect(await run('lead', 'merge', one, other)).toMatchObject({ code: 0, out: said })
  expect(await run('lead', 'merge', one, other)).toMatchObject({ code: 0, out: said })
  expect(JSON.parse((await run('lead', 'merge', one, other, '--json')).out)).toMatchObject({
    id: one,
    absorbed: [other],
  })
  expect(await run('lead', 'merge', one, one)).toMatchObject({ code: 1, err: expect.stringContaining('duplicate') })
  expect(await run('lead', 'merge', other, one)).toMatchObject({ code: 1, err: expect.stringContaining(one) })
  expect(await run('lead', 'merge', one)).toMatchObject({ code: 2 })
})
