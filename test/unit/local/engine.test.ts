import { expect, test } from 'vitest'
import { findEngine } from '../../../local/engines/engine.ts'
import { StartFailure } from '../../../local/failure.ts'

const machine = (platform: string, java: boolean) => ({ platform, hasJava: () => java })

test.each([
  ['linux-x64', true, 'native'],
  ['linux-x64', false, 'native'],
  ['darwin-arm64', true, 'java'],
])('on %s with Java: %s it is the %s engine', (platform, java, kind) => {
  expect(findEngine(undefined, machine(platform, java)).kind).toBe(kind)
})

test('without any engine the start ends in one line that says what is missing', () => {
  expect(() => findEngine(undefined, machine('darwin-arm64', false))).toThrow(StartFailure)
  expect(() => findEngine('java', machine('linux-x64', false))).toThrow(
    /^No DynamoDB engine for linux-x64: .*Java 17.*$/,
  )
})
