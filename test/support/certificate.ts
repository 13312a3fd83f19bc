import { generateKeyPairSync, sign } from 'node:crypto'

/** A key and the certificate it vouches for itself with, both PEM. */
export interface SelfSigned {
  readonly key: string
  readonly certificate: string
}

/** Tags of ASN.1 that a certificate needs. */
const tag = { integer: 0x02, bits: 0x03, octets: 0x04, text: 0x0c, time: 0x18, sequence: 0x30, set: 0x31 } as const

function der(kind: number, ...parts: readonly Buffer[]): Buffer {
  const content = Buffer.concat(parts)
  const { length } = content
  const size = length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 0xff]
  return Buffer.concat([Buffer.from([kind, ...size]), content])
}

/** Object identifiers, encoded: ecdsa-with-SHA256, common name, subject alternative name. */
const ecdsaWithSha256 = der(tag.sequence, Buffer.from('06082a8648ce3d040302', 'hex'))
const commonName = Buffer.from('0603550403', 'hex')
const alternativeNames = Buffer.from('0603551d11', 'hex')

/** A time far from now, so that no clock decides whether a test passes. */
const instant = (year: number) => der(tag.time, Buffer.from(`${year}0101000000Z`))

/**
 * Makes a certificate for names, signed by itself (RFC 5280, section 4.1).
 * @param names host names; the first is its common name
 */
export function selfSigned(...names: readonly [string, ...string[]]): SelfSigned {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const attribute = der(tag.sequence, commonName, der(tag.text, Buffer.from(names[0])))
  const name = der(tag.sequence, der(tag.set, attribute))
  const dnsNames = der(tag.sequence, ...names.map((one) => der(0x82, Buffer.from(one))))
  const extensions = der(tag.sequence, der(tag.sequence, alternativeNames, der(tag.octets, dnsNames)))
  const content = der(
    tag.sequence,
    der(0xa0, der(tag.integer, Buffer.from([2]))),
    der(tag.integer, Buffer.from([1])),
    ecdsaWithSha256,
    name,
    der(tag.sequence, instant(2000), instant(2200)),
    name,
    publicKey.export({ type: 'spki', format: 'der' }),
    der(0xa3, extensions),
  )
  const signature = der(tag.bits, Buffer.from([0]), sign('sha256', content, privateKey))
  const whole = der(tag.sequence, content, ecdsaWithSha256, signature).toString('base64')
  const lines = whole.match(/.{1,64}/g) ?? []
  return {
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    certificate: ['-----BEGIN CERTIFICATE-----', ...lines, '-----END CERTIFICATE-----', ''].join('\n'),
  }
}
