/** A reason to decline: the word that is recorded, and how it reads. */
export interface DeclineReason {
  readonly value: string
  readonly label: string
}

/** Why a rep may decline; `other` is explained in the note. */
export const declineReasons = [
  { value: 'not-my-territory', label: 'Not my territory' },
  { value: 'no-capacity', label: 'No capacity right now' },
  { value: 'bad-fit', label: 'Bad fit for what we sell' },
  { value: 'wrong-contact-data', label: 'Wrong contact data' },
  { value: 'other', label: 'Another reason' },
] as const satisfies readonly DeclineReason[]

/**
 * Reads the reason's word out of what a rep answered. What they wrote beside it is left out: it may name people.
 * @param answer the word, and perhaps a colon and a note; anything else is `other`
 */
export function declineReasonOf(answer: string): (typeof declineReasons)[number]['value'] {
  const word = answer.split(':', 1).join('').trim()
  return declineReasons.find(({ value }) => value === word)?.value ?? 'other'
}
