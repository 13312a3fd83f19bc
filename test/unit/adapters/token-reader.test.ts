import { exportJWK, generateKeyPair, type JWTPayload, SignJWT } from 'jose'
import { beforeAll, describe, expect, test } from 'vitest'
import { createTokenReader, type TokenReaderSettings } from '../../../shared/adapters/jose/token-reader.ts'
import { SignInUnavailable } from '../../../shared/ports/sign-in.ts'

const now = Date.UTC(2026, 2, 1, 12)
const seconds = now / 1000
const settings = { issuer: 'https://pool.example/eu_1', clientId: 'console', groupsClaim: 'cognito:groups' }
const person = {
  sub: 'u-1',
  token_use: 'id',
  email: 'sally@example.com',
  email_verified: true,
  name: 'Sally Jones',
  'cognito:groups': ['rep', 'choir'],
}
const standard = { iss: settings.issuer, aud: 'console', iat: seconds, exp: seconds + 3600, ...person }

let keys: Awaited<ReturnType<typeof generateKeyPair>>
let others: typeof keys
let published: string
beforeAll(async () => {
  keys = await generateKeyPair('RS256', { extractable: true })
  others = await generateKeyPair('RS256')
  published = JSON.stringify({ keys: [{ ...(await exportJWK(keys.publicKey)), kid: 'one', alg: 'RS256', use: 'sig' }] })
})

function reader(fetch: TokenReaderSettings['fetch'] = async () => new Response(published)) {
  return createTokenReader({ ...settings, fetch })
}

function sign(payload: JWTPayload, key = keys.privateKey, kid = 'one') {
  return new SignJWT(payload).setProtectedHeader({ alg: 'RS256', kid }).sign(key)
}

const read = async (changes: Readonly<Record<string, unknown>>) =>
  reader().read(await sign(JSON.parse(JSON.stringify({ ...standard, ...changes }))), now)

test('an ID token says who somebody is, and in which groups', async () => {
  const valid = { groups: ['rep', 'choir'], email: 'sally@example.com', name: 'Sally Jones' }
  expect(await read({})).toEqual({ kind: 'valid', person: valid })
  expect(await read({ token_use: undefined, aud: ['console', 'other'] })).toEqual({ kind: 'valid', person: valid })
})

test.each([
  ['of another issuer', { iss: 'https://pool.example/eu_2' }],
  ['for another client', { aud: 'other' }],
  ['for nobody', { aud: undefined }],
  ['that is an access token', { token_use: 'access', aud: undefined, client_id: 'console' }],
  ['that is an access token with an audience', { token_use: 'access' }],
  ['without an end', { exp: undefined }],
  ['that is not good yet', { nbf: seconds + 31 }],
  ['about nobody', { sub: undefined }],
])('a token %s is invalid', async (_, changes) => {
  expect(await read(changes)).toEqual({ kind: 'invalid' })
})

test('a token ends with its time, half a minute of difference between clocks aside', async () => {
  expect(await read({ exp: seconds - 29 })).toMatchObject({ kind: 'valid' })
  expect(await read({ exp: seconds - 31 })).toEqual({ kind: 'expired' })
  expect(await read({ nbf: seconds + 29 })).toMatchObject({ kind: 'valid' })
})

describe('what a token does not say for sure is not believed', () => {
  test.each([false, 'false', undefined])('an address that is verified: %s', async (verified) => {
    expect(await read({ email_verified: verified })).toMatchObject({ person: { groups: ['rep', 'choir'] } })
    expect(await read({ email_verified: verified })).not.toHaveProperty('person.email')
  })

  test.each([undefined, 'admin', [1], { admin: true }])('groups that are %j', async (groups) => {
    expect(await read({ 'cognito:groups': groups })).toMatchObject({ kind: 'valid', person: { groups: [] } })
  })
})

test('only the provider’s own signature counts', async () => {
  expect(await reader().read(await sign(standard, others.privateKey), now)).toEqual({ kind: 'invalid' })
  expect(await reader().read(await sign(standard, others.privateKey, 'two'), now)).toEqual({ kind: 'invalid' })
  const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
  expect(await reader().read(`${part({ alg: 'none' })}.${part(standard)}.`, now)).toEqual({ kind: 'invalid' })
  const shared = new SignJWT(standard).setProtectedHeader({ alg: 'HS256', kid: 'one' })
  expect(await reader().read(await shared.sign(Buffer.from(published)), now)).toEqual({ kind: 'invalid' })
  expect(await reader().read('eyJ.e.e', now)).toEqual({ kind: 'invalid' })
})

test('keys are fetched once, from the issuer', async () => {
  const asked: string[] = []
  const caching = reader(async (url) => {
    asked.push(url)
    return new Response(published)
  })
  const token = await sign(standard)
  for (let call = 0; call < 5; call += 1) expect(await caching.read(token, now)).toMatchObject({ kind: 'valid' })
  expect(asked).toEqual(['https://pool.example/eu_1/.well-known/jwks.json'])
})

test.each<[string, NonNullable<TokenReaderSettings['fetch']>]>([
  ['refuses', async () => new Response('busy', { status: 503 })],
  ['answers something else', async () => new Response('{"keys":1}')],
  ['can’t be reached', () => Promise.reject(new TypeError('fetch failed'))],
])('while the provider %s, nobody is told that the token is bad', async (_, fetch) => {
  await expect(reader(fetch).read(await sign(standard), now)).rejects.toThrow(SignInUnavailable)
})
