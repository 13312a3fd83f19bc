import type { Lead } from './lead.ts'

/** What goes beyond the longest text that is looked for or can be found. */
const tooLong = /^(.{100}).+$/su

/** The fewest characters that people or companies are looked for by. */
const twoCharacters = /^.{2}/su

/**
 * Folds a name to what people type when they look for it: small letters and digits without accents, words apart by one
 * space: `Zoë’s Solar, Ltd.` becomes `zoe s solar ltd`.
 * @param text a name
 * @returns empty when nothing of it is a letter or a digit
 */
export function folded(text: string): string {
  return text
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
    .replace(tooLong, '$1')
}

/**
 * Takes the first characters of a text that leads are found by: the index's partition is named by them. A character that is
 * two units of JavaScript's strings is never cut in half, because a database refuses half a character in a key.
 * @param text folded
 * @returns `undefined` when it has fewer characters than people or companies are looked for by
 */
export function firstCharacters(text: string): string | undefined {
  return twoCharacters.exec(text)?.[0]
}

/**
 * Says how a lead's company is found: by how its name begins.
 * @param lead which
 * @returns folded; undefined when its company is not known
 */
export function companyText({ profile }: Lead): string | undefined {
  return textOrNothing(folded(profile.company.name ?? ''))
}

/**
 * Says how a lead is found by name: by how the last name begins, the first after it.
 * @param lead which
 * @returns folded; undefined when it has no name
 */
export function personText({ profile: { firstName = '', lastName = '' } }: Lead): string | undefined {
  return textOrNothing(folded(`${lastName} ${firstName}`))
}

function textOrNothing(text: string): string | undefined {
  return firstCharacters(text) === undefined ? undefined : text
}

/**
 * Says what somebody's name may begin with, as `personText` writes it, when it is typed first name first, last name first,
 * or in part. Nobody knows where the first name ends, so every place is tried.
 * @param typed such as `Grace Hall`, `Hall`, `Jan van der Berg`
 */
export function personPrefixes(typed: string): readonly string[] {
  const words = folded(typed).split(' ')
  const turned = words.map((_, index) => [...words.slice(index), ...words.slice(0, index)].join(' '))
  return [...new Set(turned)].filter((text) => firstCharacters(text) !== undefined)
}

/** Scores are found by bands of so many points. */
export const bandWidth = 20

/** Scores from 100 on are one band. */
const highestBand = 5

/** Every band, the lowest first. */
export const scoreBands: readonly number[] = Array.from({ length: highestBand + 1 }, (_, band) => band)

/**
 * Says which band a score is in.
 * @param score any
 */
export function bandOf(score: number): number {
  return Math.max(0, Math.min(highestBand, Math.floor(score / bandWidth)))
}
