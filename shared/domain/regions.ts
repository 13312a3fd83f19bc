/** ISO 3166-1 alpha-2, with XK as is usual for Kosovo. */
const countryCodes: ReadonlySet<string> = new Set(
  `AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ CA
  CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR GA GB
  GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG
  KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV
  MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW SA SB
  SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US
  UY UZ VA VC VE VG VI VN VU WF WS XK YE YT ZA ZM ZW`.split(/\s+/),
)

/** What people write that no standard lists. */
const countryAliases: Readonly<Record<string, string>> = {
  usa: 'US',
  'united states of america': 'US',
  america: 'US',
  uk: 'GB',
  'great britain': 'GB',
  england: 'GB',
  scotland: 'GB',
  wales: 'GB',
  'northern ireland': 'GB',
  'czech republic': 'CZ',
  holland: 'NL',
  'the netherlands': 'NL',
  turkey: 'TR',
  brasil: 'BR',
  deutschland: 'DE',
  espana: 'ES',
  'south korea': 'KR',
  korea: 'KR',
  'hong kong': 'HK',
  macedonia: 'MK',
  'ivory coast': 'CI',
  uae: 'AE',
}

const states: Readonly<Record<string, readonly string[]>> = {
  US: `AL Alabama|AK Alaska|AZ Arizona|AR Arkansas|CA California|CO Colorado|CT Connecticut|DE Delaware
    |DC District of Columbia|FL Florida|GA Georgia|HI Hawaii|ID Idaho|IL Illinois|IN Indiana|IA Iowa|KS Kansas
    |KY Kentucky|LA Louisiana|ME Maine|MD Maryland|MA Massachusetts|MI Michigan|MN Minnesota|MS Mississippi
    |MO Missouri|MT Montana|NE Nebraska|NV Nevada|NH New Hampshire|NJ New Jersey|NM New Mexico|NY New York
    |NC North Carolina|ND North Dakota|OH Ohio|OK Oklahoma|OR Oregon|PA Pennsylvania|RI Rhode Island
    |SC South Carolina|SD South Dakota|TN Tennessee|TX Texas|UT Utah|VT Vermont|VA Virginia|WA Washington
    |WV West Virginia|WI Wisconsin|WY Wyoming|AS American Samoa|GU Guam|MP Northern Mariana Islands|PR Puerto Rico
    |VI Virgin Islands|DC Washington DC`.split('|'),
  CA: `AB Alberta|BC British Columbia|MB Manitoba|NB New Brunswick|NL Newfoundland and Labrador|NS Nova Scotia
    |NT Northwest Territories|NU Nunavut|ON Ontario|PE Prince Edward Island|QC Quebec|SK Saskatchewan
    |YT Yukon`.split('|'),
}

const stateCodes = new Map(
  Object.entries(states).map(([country, entries]) => [
    country,
    new Map(
      entries.flatMap((entry) => {
        const [code = '', ...name] = entry.trim().split(' ')
        return [
          [plain(code), code],
          [plain(name.join(' ')), code],
        ] as const
      }),
    ),
  ]),
)

let countryNames: ReadonlyMap<string, string> | undefined

/**
 * Finds a country.
 * @param text an ISO 3166-1 alpha-2 code or an English name, in any case
 * @returns the code, or `undefined` when no country is known by that text
 */
export function normaliseCountry(text: string): string | undefined {
  const name = plain(text)
  const code = name.toUpperCase()
  if (countryCodes.has(code)) return code
  return Object.hasOwn(countryAliases, name) ? countryAliases[name] : namesOfCountries().get(name)
}

/**
 * Finds a state or province.
 * @param text a code or an English name, in any case
 * @param country ISO 3166-1 alpha-2
 * @returns the code in the US and Canada; elsewhere, or when it is neither, the text without surrounding and
 * repeated spaces; `undefined` when it is blank
 */
export function normaliseState(text: string, country: string | undefined): string | undefined {
  const tidy = text.trim().replace(/\s+/g, ' ')
  if (tidy === '') return undefined
  return (country === undefined ? undefined : stateCodes.get(country)?.get(plain(tidy))) ?? tidy
}

function namesOfCountries(): ReadonlyMap<string, string> {
  if (countryNames === undefined) {
    const names = new Intl.DisplayNames('en', { type: 'region' })
    countryNames = new Map([...countryCodes].map((code) => [plain(names.of(code) ?? code), code]))
  }
  return countryNames
}

/** Folds a name for comparing: no case, accents, dots or repeated spaces; `&` is `and`, `St.` is `Saint`. */
function plain(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{M}|[.,'’]/gu, '')
    .replaceAll('&', ' and ')
    .replaceAll('-', ' ')
    .toLowerCase()
    .replace(/\bst\b/g, 'saint')
    .replace(/\s+/g, ' ')
    .trim()
}
