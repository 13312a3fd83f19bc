import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { loopbackVariable, trialOptions } from '../../../shared/lambda/poster.ts'

const folder = mkdtempSync(join(tmpdir(), 'baton-trial-'))
const certificates = join(folder, 'certificates.pem')
writeFileSync(certificates, 'certificates')

afterAll(() => rmSync(folder, { recursive: true }))

test('only this machine is reachable besides the public internet, and only in a trial', () => {
  expect(trialOptions({})).toEqual({})
  const { mayConnect, trust } = trialOptions({ [loopbackVariable]: certificates })
  expect(trust).toBe('certificates')
  const reachable = ['127.0.0.1', '::1', '8.8.8.8', '127.0.0.2', '10.0.0.1', '169.254.169.254', '::ffff:127.0.0.1']
  expect(reachable.filter((address) => mayConnect?.(address))).toEqual(['127.0.0.1', '::1', '8.8.8.8'])
})

test('on AWS there are no trials, whatever anybody sets', () => {
  expect(trialOptions({ [loopbackVariable]: certificates, AWS_LAMBDA_RUNTIME_API: '127.0.0.1:9001' })).toEqual({})
})
