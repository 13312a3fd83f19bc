import { alertedOrEscalated } from './alerts.ts'
import { trulyErased } from './erasure.ts'
import type { Evidence, Invariant } from './evidence.ts'
import { oneLeadPerIdentity } from './identities.ts'
import { jobsEnd } from './jobs.ts'
import { welcomeMail } from './mail.ts'
import { oneOfTwo } from './merges.ts'
import { exactMoney } from './money.ts'
import { oneOwner } from './ownership.ts'
import { comesToRest, noSurprises } from './quiet.ts'
import { trueReports } from './reports.ts'
import { fairRotation } from './rotation.ts'
import { oneSubmissionPerEvent, submissionsEnd } from './submissions.ts'
import { trueWorkloads } from './workloads.ts'

/** Everything that must hold after every run, by promise. */
export const invariants: readonly Invariant[] = [
  submissionsEnd,
  oneSubmissionPerEvent,
  oneLeadPerIdentity,
  oneOfTwo,
  oneOwner,
  fairRotation,
  trueWorkloads,
  alertedOrEscalated,
  welcomeMail,
  exactMoney,
  trueReports,
  comesToRest,
  noSurprises,
  jobsEnd,
  trulyErased,
]

/** Something that should not be. */
export interface Violation {
  readonly invariant: string
  readonly detail: string
}

/**
 * Checks all invariants.
 * @param evidence of a run
 * @returns what is wrong; nothing when all is well
 */
export function checkAll(evidence: Evidence): readonly Violation[] {
  return invariants.flatMap(({ name, check }) => [...check(evidence)].map((detail) => ({ invariant: name, detail })))
}
