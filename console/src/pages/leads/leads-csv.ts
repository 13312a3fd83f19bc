import type { LeadAnswer } from '../../../../shared/contracts/lead-answers.ts'
import { type Cell, toCsv } from '../../words/csv.ts'

const columns: readonly (readonly [string, (lead: LeadAnswer) => Cell])[] = [
  ['id', ({ id }) => id],
  ['firstName', ({ firstName }) => firstName],
  ['lastName', ({ lastName }) => lastName],
  ['email', ({ email }) => email],
  ['phone', ({ phone }) => phone],
  ['company', ({ company }) => company],
  ['stage', ({ stage }) => stage],
  ['owner', ({ owner }) => owner],
  ['score', ({ score }) => score.value],
  ['campaign', ({ campaign }) => campaign],
  ['createdAt', ({ createdAt }) => createdAt],
  ['lastTouchAt', ({ lastTouchAt }) => lastTouchAt],
]

/**
 * Writes leads as CSV.
 * @param leads those that are shown
 * @param repName says a rep's name by id
 */
export function leadsCsv(leads: readonly LeadAnswer[], repName: (id: string) => string): string {
  const named = ({ owner, ...lead }: LeadAnswer) => ({ ...lead, owner: owner === null ? null : repName(owner) })
  return toCsv(
    columns.map(([name]) => name),
    leads.map(named).map((lead) => columns.map(([, cell]) => cell(lead))),
  )
}
