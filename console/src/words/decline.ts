import type { declineReasons as known } from '../../../shared/contracts/lead-answers.ts'

/** Why a rep may decline; typed by the contract, so that a reason added there is missed here. */
export const declineReasons: typeof known = [
  { value: 'not-my-territory', label: 'Not my territory' },
  { value: 'no-capacity', label: 'No capacity right now' },
  { value: 'bad-fit', label: 'Bad fit for what we sell' },
  { value: 'wrong-contact-data', label: 'Wrong contact data' },
  { value: 'other', label: 'Another reason' },
]
