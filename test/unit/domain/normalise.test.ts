import { describe, expect, it } from 'vitest'
import * as normalise from '../../../shared/domain/normalise.ts'

describe('the year a company was founded in', () => {
  it.each([
    ['1998', 1998],
    ['since 2004, in Boston', 2004],
    ['1998-05-01', 1998],
    ['12005', undefined],
    ['a while ago', undefined],
  ])('%s is %s', (text, year) => {
    expect(normalise.normaliseYear(text)).toBe(year)
  })
})

describe('an e-mail address', () => {
  it.each([
    [' Jane.Doe@Example.COM ', 'jane.doe@example.com'],
    ["o'neil+baton@sub.example.co.uk", "o'neil+baton@sub.example.co.uk"],
    [`${'a'.repeat(64)}@example.com`, `${'a'.repeat(64)}@example.com`],
    ['a@xn--bcher-kva.example', 'a@xn--bcher-kva.example'],
    [`${'a'.repeat(65)}@example.com`, undefined],
    [`a@${'b.'.repeat(125)}example.com`, undefined],
    [`a@${'b'.repeat(64)}.com`, undefined],
    ['jane@example', undefined],
    ['jane@example.com, joe@example.com', undefined],
    ['"jane doe"@example.com', undefined],
    ['jane@@example.com', undefined],
    ['.jane@example.com', undefined],
    ['jane.@example.com', undefined],
    ['ja..ne@example.com', undefined],
    ['jane@-example.com', undefined],
    ['jane@127.0.0.1', undefined],
    ['jane@example.com\r\nBcc: x@example.com', undefined],
    ['', undefined],
  ])('%j is %s', (text, email) => {
    expect(normalise.normaliseEmail(text)).toBe(email)
  })
})

describe('a phone number', () => {
  it.each([
    ['(212) 555-0142', 'US', '+12125550142'],
    ['212.555.0142', 'US', '+12125550142'],
    ['+1 555 123 4567', 'BR', '+15551234567'],
    ['11 91234-5678', 'BR', '+5511912345678'],
    ['020 7946 0018', 'GB', '+442079460018'],
    ['0044 20 7946 0018', 'GB', '+442079460018'],
    ['212 555 0142 ext. 7', 'US', '+12125550142'],
    ['+1 212 555 0142', 'nowhere', '+12125550142'],
    ['212 555 0142', 'nowhere', undefined],
    ['555-0142', 'US', undefined],
    ['000000 0', 'CA', undefined], // possible at home only
    ['11-50 (212) 555-0142', 'DE', undefined], // sixteen digits with the country code: no E.164 number
    ['call me', 'US', undefined],
    ['', 'US', undefined],
  ])('%j in %s is %s', (text, country, phone) => {
    expect(normalise.normalisePhone(text, country)).toBe(phone)
  })
})

it.each([
  ['  jane   DOE ', 'jane DOE'],
  ['JANE DOE', 'Jane Doe'],
  ['jane doe', 'Jane Doe'],
  ["JEAN-LUC O'NEIL", "Jean-Luc O'Neil"],
  ['maría josé', 'María José'],
  ['McDonald', 'McDonald'],
  ['AJ', 'AJ'],
  ['ßeta ᾠ', 'ßeta ᾠ'], // no single capitals
  ['李 小龙', '李 小龙'],
  ['', ''],
])('a name %j is written %j', (text, name) => {
  expect(normalise.normaliseName(text)).toBe(name)
})

it.each([
  ['jane@mail.acme.co.uk', 'acme.co.uk'],
  ['https://www.Acme.com/about?x=1', 'acme.com'],
  ['www.acme.com', 'acme.com'],
  ['jane@acme.github.io', 'acme.github.io'],
  ['jane@gmail.com', undefined],
  ['jane@mail.yahoo.co.uk', undefined],
  ['http://127.0.0.1/', undefined],
  ['localhost', undefined],
  ['', undefined],
])('the company of %j is %s', (text, domain) => {
  expect(normalise.companyDomain(text)).toBe(domain)
})

it.each([
  ['us', 'US'],
  [' United States ', 'US'],
  ['USA', 'US'],
  ['U.S.', 'US'],
  ['UK', 'GB'],
  ['England', 'GB'],
  ['brazil', 'BR'],
  ["cote d'ivoire", 'CI'],
  ['Bosnia and Herzegovina', 'BA'],
  ['St. Lucia', 'LC'],
  ['Türkiye', 'TR'],
  ['XX', undefined],
  ['EU', undefined],
  ['constructor', undefined],
  ['', undefined],
])('the country %j is %s', (text, code) => {
  expect(normalise.normaliseCountry(text)).toBe(code)
})

it('every country is found by its English name', () => {
  const names = new Intl.DisplayNames('en', { type: 'region' })
  for (const code of ['DE', 'FR', 'CD', 'CG', 'KR', 'KP', 'MM', 'MO', 'HK', 'VC', 'ST', 'TT', 'XK', 'VI', 'GS']) {
    expect(normalise.normaliseCountry(names.of(code) ?? '')).toBe(code)
  }
})

it.each([
  ['ny', 'US', 'NY'],
  [' new  york ', 'US', 'NY'],
  ['N.Y.', 'US', 'NY'],
  ['Washington D.C.', 'US', 'DC'],
  ['Québec', 'CA', 'QC'],
  ['Newfoundland & Labrador', 'CA', 'NL'],
  [' Baden-Württemberg ', 'DE', 'Baden-Württemberg'],
  ['NY', undefined, 'NY'],
  ['Elsewhere', 'US', 'Elsewhere'],
  ['  ', 'US', undefined],
])('the state %j in %s is %s', (text, country, state) => {
  expect(normalise.normaliseState(text, country)).toBe(state)
})

it.each([
  ['1,200', 1200],
  ['1.200', 1200],
  ['11-50', 11],
  ['11 – 50', 11],
  ['1,001 to 5,000', 1001],
  ['1000+', 1000],
  ['50 employees', 50],
  [' 0 ', 0],
  [30, 30],
  [30.7, 30],
  [-1, undefined],
  [Number.NaN, undefined],
  ['about 50', undefined],
  ['1.5', undefined],
  ['-5', undefined],
  ['99999999', undefined],
  ['', undefined],
] as const)('%j employees are %s', (text, number) => {
  expect(normalise.normaliseEmployees(text)).toBe(number)
})
