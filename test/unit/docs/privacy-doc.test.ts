import { describe, expect, test } from 'vitest'
import { liveThroughEverything, marksIn } from '../../support/marked-person.ts'
import { startMemoryStack } from '../../support/memory-stack.ts'
import { oneOfEach } from '../../support/sample-entities.ts'
import { readProjectFile } from './markdown.ts'

/** Items that are no entities: their numbers are added to. */
const counted = ['tally', 'counters']

/** The list of items: name, and what of a person is in it. */
const list = readProjectFile('docs/privacy.md').split('\nElsewhere:')[0] ?? ''
const rows = [...list.matchAll(/^\| `(\w+)` \| ([^|]+) \|/gm)].map(([, item = '', person = '']) => ({
  item,
  person: person.trim(),
}))

describe('the list of what is kept of a person', () => {
  test('has every kind of item in the table, and no other', () => {
    const kinds = [...Object.keys(oneOfEach), ...counted]
    expect(rows.map(({ item }) => item).toSorted()).toEqual(kinds.toSorted())
  })

  test('says yes where a person who lived through everything left something', async () => {
    const stack = await startMemoryStack()
    await liveThroughEverything(stack)
    const marked = new Set(
      stack.dump().entities.flatMap(({ entity }) => (marksIn(JSON.stringify(entity)).length > 0 ? [entity.type] : [])),
    )
    expect(marked.size).toBeGreaterThan(7)
    const said = new Set(rows.flatMap(({ item, person }) => (person.startsWith('**yes**') ? [item] : [])))
    expect([...marked].filter((type) => !said.has(type))).toEqual([])
  })
})
