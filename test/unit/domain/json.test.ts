import { expect, test } from 'vitest'
import { parseWellFormed } from '../../../shared/domain/json.ts'

test('half a character in JSON is replaced, whole ones stay', () => {
  const text = String.raw`{"cut":"so \ud83d","whole":"\ud83c\udf89","deep":["\udc00x"],"__proto__":"\\ud800"}`
  const value = parseWellFormed(text)
  expect(JSON.stringify(value)).toBe(String.raw`{"cut":"so �","whole":"🎉","deep":["�x"],"__proto__":"\\ud800"}`)
})
