import type { DuplicatesAnswer, LeadAnswer } from '../../../../shared/contracts/lead-answers.ts'
import { showing, useAction } from '../../api/action.ts'

/** Which lead stays, and which is merged into it. */
export interface Merging {
  readonly survivor: LeadAnswer
  readonly absorbed: LeadAnswer
}

type Duplicates = DuplicatesAnswer['duplicates']

/**
 * Merges two leads of one person.
 * @param shown the lead whose page it is done on
 */
export function useMerge(shown: Pick<LeadAnswer, 'id'>) {
  const without = (duplicates: Duplicates, { survivor, absorbed }: Merging) =>
    duplicates.filter(({ lead: { id } }) => id !== survivor.id && id !== absorbed.id)
  return useAction<Merging>({
    run: (api, { survivor, absorbed }) =>
      api.send('POST', `/v1/leads/${survivor.id}/merge`, { body: { duplicate: absorbed.id } }),
    shown: [showing(['duplicates', shown.id], without)],
    touches: [
      ['lead'],
      ['leads'],
      ['timeline'],
      ['decisions'],
      ['path-to-hot'],
      ['assignment'],
      ['opportunity'],
      ['my-leads'],
      ['pool'],
    ],
    done: 'They are one lead now.',
  })
}
