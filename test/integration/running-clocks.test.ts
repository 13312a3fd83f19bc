import { expect, test } from 'vitest'
import { createMemoryStore } from '../../shared/adapters/memory/store.ts'
import { day, hour, minute } from '../../shared/domain/time.ts'
import { countClocks } from '../../shared/pipeline/running-clocks.ts'
import { startMemoryStack } from '../support/memory-stack.ts'
import { accept, cool, hot, sell } from '../support/two-leads.ts'

test('clocks run for offers and for first touches; who is late is overdue, and a missed first touch ends its clock', async () => {
  const stack = await startMemoryStack()
  const clocks = () => countClocks(stack.ports)
  expect(await clocks()).toEqual({ offers: 0, firstTouches: 0, overdue: 0, more: false })
  await cool(stack, 'nora')
  const ada = await hot(stack, 'ada')
  await hot(stack, 'ben')
  expect(await clocks()).toEqual({ offers: 2, firstTouches: 0, overdue: 0, more: false })
  await accept(stack, ada)
  expect(await clocks()).toEqual({ offers: 1, firstTouches: 1, overdue: 0, more: false })
  // Who has a deal already waits for no first touch, though the timer still stands.
  const eve = await hot(stack, 'eve')
  await accept(stack, eve)
  expect(await clocks()).toMatchObject({ offers: 1, firstTouches: 2 })
  await sell(stack, eve)
  expect(await clocks()).toMatchObject({ offers: 1, firstTouches: 1 })
  // The rep was reminded, and has the time once more.
  await stack.pass(16 * minute)
  expect(await clocks()).toEqual({ offers: 1, firstTouches: 1, overdue: 1, more: false })
  await stack.pass(25 * hour)
  expect(await clocks()).toMatchObject({ firstTouches: 0, overdue: 0 })
  // The review of an accepted lead is a timer, too, but nobody is waiting for it.
  const later = stack.ports.clock.now() + 12 * day
  expect(await countClocks({ store: stack.store, clock: { now: () => later } })).toMatchObject({ firstTouches: 0 })
})

test('of very many clocks those are read that run out first', async () => {
  const stack = await startMemoryStack()
  for (let number = 0; number < 101; number += 1) await hot(stack, `lead-${number}`)
  let read = 0
  const store = {
    ...stack.store,
    load: (...key: Parameters<typeof stack.store.load>) => {
      read += 1
      return stack.store.load(...key)
    },
  }
  const { offers, firstTouches, more } = await countClocks({ store, clock: stack.ports.clock })
  expect(offers + firstTouches).toBeGreaterThan(0)
  expect({ read, more }).toEqual({ read: 100, more: true })
})

test('before there is a playbook no clock runs', async () => {
  const clocks = await countClocks({ store: createMemoryStore(), clock: { now: () => 0 } })
  expect(clocks).toEqual({ offers: 0, firstTouches: 0, overdue: 0, more: false })
})
