import { expect, test } from 'vitest'
import { roleOf } from '../../../shared/domain/permissions.ts'

test.each([
  [[], undefined],
  [['choir'], undefined],
  [['Admin'], undefined],
  [['rep'], 'rep'],
  [['choir', 'rep', 'marketer'], 'marketer'],
  [['rep', 'admin', 'marketer'], 'admin'],
])('of the groups %j the role is %s', (groups, role) => {
  expect(roleOf(groups)).toBe(role)
})
