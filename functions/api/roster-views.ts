import { maskChannel } from '../../shared/contracts/masked-channels.ts'
import type { Calibration } from '../../shared/domain/calibration.ts'
import type { Rep } from '../../shared/domain/roster.ts'
import { toIso } from '../../shared/domain/time.ts'
import type { WorkingHours } from '../../shared/domain/working-time.ts'
import type { PoolStanding } from '../../shared/pipeline/pools.ts'
import type { RosterEntry } from '../../shared/pipeline/roster-list.ts'
import type { TeamEntry } from '../../shared/pipeline/teams.ts'

/** A rep as the API shows them: as they are written, without the secrets of their channels. */
export function repView({ type: _type, timeOff, workingHours, channels, paused, ...rest }: Rep) {
  return {
    ...rest,
    timeOff: timeOff.map(({ from, until }) => ({ from: toIso(from), until: toIso(until) })),
    workingHours: workingHours && hoursView(workingHours),
    channels: channels?.map(maskChannel),
    paused: paused && { at: toIso(paused.at), reason: paused.reason },
  }
}

/** A rep with what they have on their plate, and why they are given no leads now. */
export function rosterEntryView({ rep, workload, pools, away }: RosterEntry) {
  return { ...repView(rep), workload, pools, away: away ?? null }
}

/** A team as the API shows it: as it is written, without the secrets of its channels. */
export function teamView({ team: { type: _type, channels, ...rest }, reps }: TeamEntry) {
  return { ...rest, channels: channels?.map(maskChannel), reps }
}

/** A pool's rotation as the API shows it. */
export function poolView({ pool, total, last, next, fallback, reps, calibrations }: PoolStanding) {
  return {
    id: pool,
    fallback: fallback ?? null,
    total,
    last: last ?? null,
    next: next ?? null,
    reps: reps.map(({ rep, share, behind, away, ...counts }) => ({
      id: rep,
      ...counts,
      share: rounded(share),
      behind: rounded(behind),
      away: away ?? null,
    })),
    calibrations: calibrations.map(calibrationView),
  }
}

/** A calibration as the API shows it. */
export function calibrationView({ number, at, reason, change, before, after }: Calibration) {
  return { number, at: toIso(at), reason, change, before: allRounded(before), after: allRounded(after) }
}

function hoursView(hours: WorkingHours) {
  return Object.fromEntries(
    Object.entries(hours).map(([day, shifts]) => [day, shifts.map(({ from, until }) => `${from}-${until}`)]),
  )
}

function allRounded(numbers: Readonly<Record<string, number>>) {
  return Object.fromEntries(Object.entries(numbers).map(([rep, number]) => [rep, rounded(number)]))
}

/** Fractions of leads to four digits; never `-0`. */
function rounded(number: number): number {
  return Math.round(number * 10_000) / 10_000 || 0
}
