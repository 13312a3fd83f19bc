import { expect, test } from 'vitest'
import type { Rep } from '../../shared/domain/roster.ts'
import { callerFinder } from '../../shared/pipeline/callers.ts'
import type { Store } from '../../shared/ports/store.ts'
import { startMemoryStack } from '../support/memory-stack.ts'

const sally = { groups: ['rep'], email: 'Sally.Jones@Example.com', name: 'Sally Jones' }

async function changeRep(store: Store, id: string, changes: Partial<Rep>): Promise<void> {
  const stored = await store.get({ type: 'rep', id })
  if (stored === undefined) throw new Error(`there is no ${id}`)
  expect(await store.commit([{ kind: 'replace', stored, entity: { ...stored.entity, ...changes } }])).toEqual({
    kind: 'committed',
  })
}

test('a rep is found by their address, and the roster is read once', async () => {
  const { store } = await startMemoryStack()
  let read = 0
  const counted: Store = {
    ...store,
    listRoster: () => {
      read += 1
      return store.listRoster()
    },
  }
  const find = callerFinder(counted)
  for (let call = 0; call < 3; call += 1) expect(await find(sally)).toMatchObject({ role: 'rep', rep: 'sally-jones' })
  expect(read).toBe(1)
})

test('who left the roster, is switched off or has another address now is a rep no more, at once', async () => {
  const { store } = await startMemoryStack()
  const find = callerFinder(store)
  expect(await find(sally)).toHaveProperty('rep', 'sally-jones')
  await changeRep(store, 'sally-jones', { active: false })
  expect(await find(sally)).not.toHaveProperty('rep')
  await changeRep(store, 'sally-jones', { active: true })
  expect(await find(sally)).toHaveProperty('rep', 'sally-jones')
  await changeRep(store, 'sally-jones', { email: 'sally@example.com' })
  expect(await find(sally)).not.toHaveProperty('rep')
  expect(await find({ ...sally, email: 'sally@example.com' })).toHaveProperty('rep', 'sally-jones')
})

test('an address that two reps have, or that nobody verified, is nobody’s', async () => {
  const { store } = await startMemoryStack()
  await changeRep(store, 'dana-cole', { email: 'sally.jones@example.com' })
  expect(await callerFinder(store)(sally)).not.toHaveProperty('rep')
  expect(await callerFinder(store)({ groups: ['rep'] })).toEqual({ role: 'rep' })
})

test('admins and marketers need no place on the roster; who is in no group that means a role is nobody', async () => {
  const find = callerFinder((await startMemoryStack()).store)
  expect(await find({ ...sally, groups: ['marketer'] })).toEqual({
    role: 'marketer',
    name: sally.name,
    email: sally.email,
  })
  expect(await find({ ...sally, groups: ['choir'] })).toBeUndefined()
})
