import { isLeadRecord } from '../../../shared/adapters/lead-records.ts'
import type { LeadRecord } from '../../../shared/domain/entity.ts'
import { scopeParts } from '../../../shared/domain/report-entry.ts'
import { contributionsOf } from '../../../shared/domain/reports/contributions.ts'
import { historyOf } from '../../../shared/domain/reports/coordinates.ts'
import { type Evidence, type Invariant, stored, survivorsOf } from './evidence.ts'

/** What reports read is what comes of working every lead out anew, whatever came late, twice or was taken back. */
export const trueReports: Invariant = {
  name: 'reports: their counters equal a fold over all leads',
  *check(evidence: Evidence) {
    const expected = foldOf(evidence)
    const actual = new Map<string, number>()
    for (const { scope, period, counts } of evidence.content.counters) {
      for (const [name, count] of Object.entries(counts)) addTo(actual, `${period} ${scope} ${name}`, count)
    }
    for (const name of new Set([...expected.keys(), ...actual.keys()])) {
      const [is, shouldBe] = [actual.get(name) ?? 0, expected.get(name) ?? 0]
      if (is !== shouldBe) yield `${name} is ${is}, not ${shouldBe}`
    }
    if (![...expected.keys()].some((name) => scopeParts(name.split(' ')[1] ?? '').dimension === 'source'))
      if (stored(evidence, 'lead').length > 0) yield 'no lead is counted by its source'
  },
}

function foldOf(evidence: Evidence): ReadonlyMap<string, number> {
  const version = stored(evidence, 'currentPlaybook')[0]?.version
  const playbook = stored(evidence, 'playbookVersion').find((one) => one.version === version)?.playbook
  const sums = new Map<string, number>()
  if (playbook === undefined) return sums
  const records = evidence.content.entities.filter(isLeadRecord).map(({ entity }) => entity)
  const survivor = survivorsOf(evidence)
  const byLead = Map.groupBy(records, (record: LeadRecord) =>
    survivor(record.type === 'lead' ? record.id : record.leadId),
  )
  const reps = new Map(stored(evidence, 'rep').map((rep) => [rep.id, rep]))
  for (const own of byLead.values()) {
    const lead = own.find((record) => record.type === 'lead' && record.merged === undefined)
    if (lead?.type !== 'lead') continue
    const counted = contributionsOf(historyOf(lead, own), {
      workspace: playbook.workspace,
      attribution: playbook.attribution,
      reps,
    })
    for (const [place, counts] of Object.entries(counted)) {
      const split = place.indexOf('|')
      for (const [name, count] of Object.entries(counts))
        addTo(sums, `${place.slice(0, split)} ${place.slice(split + 1)} ${name}`, count)
    }
  }
  return sums
}

function addTo(sums: Map<string, number>, name: string, count: number): void {
  sums.set(name, (sums.get(name) ?? 0) + count)
}
