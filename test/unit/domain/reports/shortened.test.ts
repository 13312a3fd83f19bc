import { expect, test } from 'vitest'
import { shortened } from '../../../../shared/domain/reports/coordinates.ts'

test('a name is never cut within a character: what is counted stands in keys', () => {
  expect(shortened(`${'a'.repeat(79)}🎉`)).toBe(`${'a'.repeat(79)}\ufffd`)
  expect(shortened('🎉'.repeat(40))).toBe('🎉'.repeat(40))
})
