import { describe, expect, test } from 'vitest'
import { channels } from '../../../shared/contracts/channels.ts'

const secret = `whsec_${Buffer.alloc(32, 7).toString('base64')}`

function faultsOf(list: unknown): readonly string[] {
  const read = channels.safeParse(list)
  return read.success ? [] : read.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`)
}

const slackAt = (url: string) => [{ kind: 'slack', url }]

describe('channels', () => {
  test('one of each kind is well', () => {
    const list = [
      { kind: 'email' },
      { kind: 'slack', url: 'https://hooks.slack.com/services/T/B/x' },
      { kind: 'teams', url: 'https://example.logic.azure.com:8443/workflows/x?sig=y' },
      { kind: 'webhook', url: 'https://8.8.8.8/hook', secret },
    ]
    expect(channels.parse(list)).toEqual(list)
    expect(channels.parse([])).toEqual([])
  })

  test.each([
    ['http://hooks.slack.com/x', 'must be an https address'],
    ['ftp://hooks.slack.com/x', 'must be an https address'],
    ['https://', 'must be an https address'],
    ['https://a b.example/', 'must be an https address'],
    ['https://hooks.example/\n', 'must be an https address'],
    ['https://user:pass@hooks.example/', 'must not contain a user name or password'],
    ['https://user@hooks.example/', 'must not contain a user name or password'],
    ['https://hooks.example:22/', 'must use port 443, or one from 1024 on'],
    ['https://127.0.0.1/', 'must not lead to a private or reserved address'],
    ['https://2130706433/', 'must not lead to a private or reserved address'],
    ['https://0x7f.1/', 'must not lead to a private or reserved address'],
    ['https://0177.0.0.1/', 'must not lead to a private or reserved address'],
    ['https://169.254.169.254/latest/meta-data', 'must not lead to a private or reserved address'],
    ['https://[::1]/', 'must not lead to a private or reserved address'],
    ['https://[::ffff:10.0.0.1]/', 'must not lead to a private or reserved address'],
    ['https://[fd00:ec2::254]/', 'must not lead to a private or reserved address'],
  ])('%s is refused without repeating it', (url, message) => {
    expect(faultsOf(slackAt(url))).toEqual([`0.url: ${message}`])
  })

  test('two of a kind are refused', () => {
    expect(faultsOf([{ kind: 'email' }, { kind: 'email' }])).toEqual(['1.kind: there is already a channel email'])
  })

  test.each(['whsec_', `whsec_${Buffer.alloc(23).toString('base64')}`, `whsec_${Buffer.alloc(65).toString('base64')}`])(
    'the secret %s is refused',
    (wrong) => {
      expect(faultsOf([{ kind: 'webhook', url: 'https://hooks.example/', secret: wrong }])).toEqual([
        '0.secret: must be whsec_ and the base64 of 24 to 64 random bytes',
      ])
    },
  )

  test('a secret of 24 or 64 bytes is well; an unknown kind and an extra field are not', () => {
    for (const bytes of [24, 64]) {
      const whsec = `whsec_${Buffer.alloc(bytes).toString('base64')}`
      expect(faultsOf([{ kind: 'webhook', url: 'https://hooks.example/', secret: whsec }])).toEqual([])
    }
    expect(faultsOf([{ kind: 'pager' }])).toHaveLength(1)
    expect(faultsOf([{ kind: 'email', url: 'https://hooks.example/' }])).toHaveLength(1)
  })
})
