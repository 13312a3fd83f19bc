import { describe, expect, test } from 'vitest'
import { parse, stringify } from 'yaml'
import { z } from 'zod'
import { playbookJsonSchema, readPlaybook } from '../../../shared/contracts/playbook.ts'
import { checkTemplate } from '../../../shared/mail/index.ts'
import { codeBlocks, readProjectFile } from './markdown.ts'

const page = readProjectFile('docs/playbook.md')
const blocks = codeBlocks(page).filter(({ info }) => info.split(' ')[0] === 'yaml')
const complete = blocks.filter(({ info }) => info === 'yaml complete')
const parts = blocks.filter(({ info }) => info === 'yaml')

const section = z.record(z.string(), z.unknown())
const anything = z.unknown()

/** The smallest playbook with some of its sections replaced by those of an example. */
function completed(example: string): string {
  const smallest = section.parse(parse(complete[0]?.text ?? ''))
  return stringify({ ...smallest, ...section.parse(parse(example)) })
}

/** Every name of a property anywhere in a JSON Schema; names that people choose are not among them. */
function keysOf(schema: unknown): readonly string[] {
  const node = anything.parse(schema)
  if (Array.isArray(node)) return node.flatMap(keysOf)
  const fields = section.safeParse(node)
  if (!fields.success) return []
  const properties = section.safeParse(fields.data.properties)
  const own = properties.success ? Object.keys(properties.data) : []
  const inner = Object.entries(fields.data).flatMap(([name, value]) =>
    name === 'properties' && properties.success ? Object.values(properties.data).flatMap(keysOf) : keysOf(value),
  )
  return [...own, ...inner]
}

describe('the playbook reference', () => {
  test('has complete examples and parts', () => {
    expect(complete.length).toBeGreaterThan(0)
    expect(parts.length).toBeGreaterThan(5)
  })

  test.each(complete.map(({ line, text }) => [line, text] as const))(
    'is right in its complete example at line %i',
    (_, text) => {
      expect(readPlaybook(text, checkTemplate)).toMatchObject({ kind: 'ok' })
    },
  )

  test.each(parts.map(({ line, text }) => [line, text] as const))('is right in its example at line %i', (_, text) => {
    expect(readPlaybook(completed(text), checkTemplate)).toMatchObject({ kind: 'ok' })
  })

  test('explains every key of the schema', () => {
    const keys = [...new Set(keysOf(playbookJsonSchema()))]
    expect(keys.length).toBeGreaterThan(40)
    const explained = new Set([...page.matchAll(/`([^`\n]+)`/g)].flatMap(([, code = '']) => code.split(/[^A-Za-z]+/)))
    const examples = new Set(blocks.flatMap(({ text }) => text.split(/[^A-Za-z]+/)))
    expect(keys.filter((key) => !explained.has(key))).toEqual([])
    expect(keys.filter((key) => key !== 'keepOwner' && !examples.has(key))).toEqual([])
  })
})
