import type { LeadAnswer } from '../../../../shared/contracts/lead-answers.ts'
import { type Cell, csvLines, toCsv } from '../../words/csv.ts'

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

/** The columns' names, as the first line of a CSV. */
export function leadsHeader(): string {
  return toCsv(
    columns.map(([name]) => name),
    [],
  )
}

/**
 * Writes leads as lines of CSV.
 * @param leads some leads
 * @param repName says a rep's name by id
 */
export function leadLines(leads: readonly LeadAnswer[], repName: (id: string) => string): string {
  const named = ({ owner, ...lead }: LeadAnswer) => ({ ...lead, owner: owner === null ? null : repName(owner) })
  return csvLines(leads.map(named).map((lead) => columns.map(([, cell]) => cell(lead))))
}
