/** How a rep of the demo works. */
export interface RepStory {
  readonly id: string
  /** Half of their offers they answer within so many minutes of working time. */
  readonly answersWithin: number
  /** Share of offers they don't answer in time, decline, and accept without ever getting in touch. */
  readonly misses: number
  readonly declines: number
  readonly forgets: number
  /** Half of the leads they accept they first touch within so many hours. */
  readonly touchesWithin: number
  /** What the chance to win is multiplied by. */
  readonly wins: number
  /** How often they look for more in the pool, relative to others. */
  readonly claims: number
}

/** Sally is what one wishes for; Kenji sells well and answers late; Tom has too much; Marcus forgets. */
export const reps: readonly RepStory[] = [
  story('sally-jones', {
    answersWithin: 4,
    misses: 0.02,
    declines: 0.02,
    forgets: 0.02,
    touchesWithin: 0.7,
    wins: 1.2,
  }),
  story('marcus-reed', { answersWithin: 9, misses: 0.1, declines: 0.05, forgets: 0.16, touchesWithin: 6, wins: 0.85 }),
  story('dana-cole', { answersWithin: 6, misses: 0.05, declines: 0.04, forgets: 0.05, touchesWithin: 2, wins: 1 }),
  story('luis-ortega', {
    answersWithin: 7,
    misses: 0.05,
    declines: 0.06,
    forgets: 0.06,
    touchesWithin: 2.5,
    wins: 1.05,
  }),
  story('hannah-weiss', {
    answersWithin: 5,
    misses: 0.04,
    declines: 0.03,
    forgets: 0.04,
    touchesWithin: 1.5,
    wins: 1.05,
  }),
  story('kenji-tanaka', { answersWithin: 12, misses: 0.2, declines: 0.08, forgets: 0.06, touchesWithin: 5, wins: 1.3 }),
  story('amy-walsh', {
    answersWithin: 5,
    misses: 0.04,
    declines: 0.03,
    forgets: 0.05,
    touchesWithin: 1.5,
    wins: 1,
    claims: 3,
  }),
  story('priya-shah', {
    answersWithin: 3,
    misses: 0.03,
    declines: 0.03,
    forgets: 0.03,
    touchesWithin: 1,
    wins: 1,
    claims: 4,
  }),
  story('tom-becker', { answersWithin: 10, misses: 0.12, declines: 0.2, forgets: 0.09, touchesWithin: 4, wins: 0.9 }),
  story('elena-rossi', {
    answersWithin: 6,
    misses: 0.06,
    declines: 0.06,
    forgets: 0.05,
    touchesWithin: 2,
    wins: 1,
    claims: 3,
  }),
  story('clara-vogt', { answersWithin: 6, misses: 0.05, declines: 0.07, forgets: 0.04, touchesWithin: 2, wins: 1 }),
  story('pieter-jansen', {
    answersWithin: 8,
    misses: 0.08,
    declines: 0.12,
    forgets: 0.06,
    touchesWithin: 3,
    wins: 0.9,
  }),
]

function story(id: string, how: Omit<RepStory, 'id' | 'claims'> & { readonly claims?: number }): RepStory {
  return { id, claims: 1, ...how }
}

/**
 * Finds how a rep works; one whom nobody described works as most do.
 * @param id the rep's name
 */
export function storyOfRep(id: string): RepStory {
  const usual = { answersWithin: 6, misses: 0.05, declines: 0.05, forgets: 0.05, touchesWithin: 2, wins: 1 }
  return reps.find((rep) => rep.id === id) ?? story(id, usual)
}

/** Why reps decline, as `shared/domain/decline-reasons.ts` has the words. */
export const declines = [
  { reason: 'no-capacity', weight: 5 },
  { reason: 'bad-fit', weight: 4 },
  { reason: 'not-my-territory', weight: 2 },
  { reason: 'wrong-contact-data', weight: 2 },
  { reason: 'other: on the road all week', weight: 1 },
] as const

/** What reps write about a touch. */
export const notes = {
  call: [
    'Left a message, will try again.',
    'Ten minutes. Plans on a whiteboard, two dispatchers.',
    'Wants to see it with their own jobs.',
    'Asked for the price per crew.',
    'Busy season, call back in two weeks.',
  ],
  meeting: [
    'Demo with the dispatcher and the owner.',
    'Planned last Tuesday again, with their data.',
    'Went through the proposal line by line.',
  ],
  note: ['Sent the one-page price list.', 'Introduced to a customer in the same trade.'],
} as const
