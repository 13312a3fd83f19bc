import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isPublicAddress } from '../../shared/domain/public-address.ts'

/** Special IPv4 ranges, as IANA's registry lists them: base and prefix length. */
const specialFour = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
] as const

/** The same for IPv6, as the first 32 bits and how many of them are fixed. */
const specialSix = [
  ['loopback and IPv4-compatible', 0x00000000, 32],
  ['NAT64', 0x0064ff9b, 32],
  ['discard', 0x01000000, 32],
  ['Teredo', 0x20010000, 32],
  ['documentation', 0x20010db8, 32],
  ['6to4', 0x20020000, 16],
  ['unique local', 0xfc000000, 7],
  ['link-local', 0xfe800000, 10],
  ['site-local', 0xfec00000, 10],
  ['multicast', 0xff000000, 8],
  ['not given out yet', 0x40000000, 2],
  ['not given out yet', 0x80000000, 2],
] as const

const word = fc.integer({ min: 0, max: 2 ** 32 - 1 })

function within(base: number, prefix: number, anything: number): number {
  const free = 2 ** (32 - prefix)
  return Math.floor(base / free) * free + (anything % free)
}

const fourOf = (value: number) =>
  [value / 2 ** 24, value / 2 ** 16, value / 2 ** 8, value].map((part) => Math.floor(part) % 256).join('.')

const numberOf = (address: string) => address.split('.').reduce((sum, part) => sum * 256 + Number(part), 0)

const halves = (value: number) => [Math.floor(value / 65_536).toString(16), (value % 65_536).toString(16)]

const sixOf = (...words: readonly number[]) => words.flatMap(halves).join(':')

describe('isPublicAddress', () => {
  test.each(specialFour)('nothing in %s/%i is public, nor written as IPv6', (base, prefix) => {
    fc.assert(
      fc.property(word, (anything) => {
        const value = within(numberOf(base), prefix, anything)
        expect(isPublicAddress(fourOf(value))).toBe(false)
        expect(isPublicAddress(`::ffff:${fourOf(value)}`)).toBe(false)
        expect(isPublicAddress(sixOf(0, 0, 0xffff, value))).toBe(false)
        expect(isPublicAddress(`64:ff9b::${fourOf(value)}`)).toBe(false)
        expect(isPublicAddress(`::${fourOf(value)}`)).toBe(false)
        const [high, low] = halves(value)
        expect(isPublicAddress(`2002:${high}:${low}::1`)).toBe(false)
      }),
    )
  })

  test.each(specialSix)('nothing that is %s is public', (_name, base, prefix) => {
    fc.assert(
      fc.property(word, word, word, word, (first, ...rest) => {
        expect(isPublicAddress(sixOf(within(base, prefix, first), ...rest))).toBe(false)
      }),
    )
  })

  test('all other IPv4 addresses are public, but for a few small ranges of infrastructure', () => {
    const infrastructure = [
      ['192.88.99.0', 24],
      ['192.31.196.0', 24],
      ['192.52.193.0', 24],
      ['192.175.48.0', 24],
    ] as const
    const special = [...specialFour, ...infrastructure]
    fc.assert(
      fc.property(word, (value) => {
        const inside = special.some(([base, prefix]) => within(numberOf(base), prefix, value) === value)
        expect(isPublicAddress(fourOf(value))).toBe(!inside)
      }),
      { numRuns: 2_000 },
    )
  })

  test.each(['8.8.8.8', '1.1.1.1', '2606:4700:4700::1111', '2a00:1450:4001:80b::200e'])('%s is public', (address) => {
    expect(isPublicAddress(address)).toBe(true)
  })

  test.each([
    '',
    'localhost',
    '127.1',
    '0x7f000001',
    '2130706433',
    'fe80::1%eth0',
    '2606:4700::1%eth0',
    '1.2.3.4.5',
    '[::1]',
  ])('%s is not', (text) => {
    expect(isPublicAddress(text)).toBe(false)
  })
})
