import fc from 'fast-check'
import { expect, test } from 'vitest'
import { firstCharacters, folded, personPrefixes } from '../../../shared/domain/finding.ts'

const names = fc.string({ unit: fc.constantFrom('a', 'É', '𠮷', '𐌰', ' ', '🎉', 'ﷺ', '\ud800'), maxLength: 250 })

test('what leads are found by is never half a character: a database refuses it in a key', () => {
  fc.assert(
    fc.property(names, (name) => {
      const text = folded(name)
      expect([text.isWellFormed(), firstCharacters(text)?.isWellFormed()]).not.toContain(false)
      expect([...text].length).toBeLessThanOrEqual(100)
      expect(personPrefixes(name).every((prefix) => prefix.isWellFormed())).toBe(true)
    }),
  )
})

test('a character of two units is one character', () => {
  expect([firstCharacters('a𠮷野'), firstCharacters('𠮷野家'), firstCharacters('𠮷')]).toEqual([
    'a𠮷',
    '𠮷野',
    undefined,
  ])
})
