import { conditionChanges } from './condition-diff.ts'
import { describeCondition } from './condition-words.ts'
import { defaultGrades } from './grades.ts'
import {
  type AttributionRules,
  type Condition,
  type DigestRules,
  defaultCreditHalfLife,
  defaultMinimumPaths,
  type NurtureStep,
  type Playbook,
  type Pool,
  type Review,
  type Scoring,
  type ServiceLevel,
  type Track,
} from './playbook.ts'
import {
  type Changes,
  changed,
  durationText,
  items,
  namedValues,
  own,
  type PlaybookChange,
  value,
} from './playbook-changes.ts'
import { type WorkingHours, weekdays } from './working-time.ts'

/** What a pool does after hours when its version says nothing of it. */
const defaultAfterHours = 'fallback'

/**
 * Says what changed from one playbook to another, part by part; rules, territories, pools, tracks and steps are known
 * by their id.
 * @param before the older playbook
 * @param after the newer one
 * @returns the differences in the order of the document; empty when both say the same
 */
export function diffPlaybooks(before: Playbook, after: Playbook): readonly PlaybookChange[] {
  return [
    ...workspaceChanges(before.workspace, after.workspace),
    ...scoringChanges(before.scoring, after.scoring),
    ...value('routing.keepOwner', before.routing.keepOwner ?? 'nobody', after.routing.keepOwner ?? 'nobody'),
    ...value('routing.handOver', before.routing.handOver ?? 'reassign', after.routing.handOver ?? 'reassign'),
    ...namedValues('routing.parents', before.routing.parents ?? {}, after.routing.parents ?? {}),
    ...items('routing.territories', before.routing.territories, after.routing.territories, {
      describe: ({ when, pool }) => `${conditionText(when)}: to ${pool}`,
      compare: (path, old, now) => [
        ...conditions(path, old.when, now.when),
        ...value(`${path}.pool`, old.pool, now.pool),
      ],
    }),
    ...pools(before.routing.pools, after.routing.pools),
    ...slaChanges(before.sla, after.sla),
    ...namedValues('review', reviewTexts(before.review), reviewTexts(after.review)),
    ...items('nurture.tracks', before.nurture.tracks, after.nurture.tracks, {
      describe: ({ steps, when }) => `${conditionText(when)}, ${steps.map(({ id }) => id).join(', ')}`,
      compare: trackChanges,
    }),
    ...value('stages', before.stages.join(', '), after.stages.join(', ')),
    ...attributionChanges(before.attribution, after.attribution),
    ...namedValues('digest', digestTexts(before.digest), digestTexts(after.digest)),
  ]
}

function digestTexts(digest: DigestRules | undefined): Readonly<Record<string, string>> {
  return digest === undefined ? {} : { to: digest.to.join(', '), on: digest.on, at: digest.at }
}

function attributionChanges(before: AttributionRules, after: AttributionRules): Changes {
  const halfLife = (rules: AttributionRules) => durationText(rules.halfLife ?? defaultCreditHalfLife)
  const minimum = (rules: AttributionRules) => rules.minimumPaths ?? defaultMinimumPaths
  return [
    ...value('attribution.lookback', durationText(before.lookback), durationText(after.lookback)),
    ...value('attribution.default', before.default, after.default),
    ...value('attribution.halfLife', halfLife(before), halfLife(after)),
    ...value('attribution.minimumPaths', minimum(before), minimum(after)),
  ]
}

function workspaceChanges(before: Playbook['workspace'], after: Playbook['workspace']): Changes {
  const texts = ({ holidays = [], workingHours = {}, ...named }: Playbook['workspace']) => named
  return [
    ...namedValues('workspace', texts(before), texts(after)),
    ...value('workspace.holidays', (before.holidays ?? []).join(', '), (after.holidays ?? []).join(', ')),
    ...namedValues('workspace.workingHours', hoursTexts(before.workingHours), hoursTexts(after.workingHours)),
  ]
}

function hoursTexts(hours: WorkingHours = {}): Readonly<Record<string, string>> {
  return Object.fromEntries(
    weekdays.flatMap((day) => {
      const shifts = hours[day] ?? []
      return shifts.length === 0 ? [] : [[day, shifts.map(({ from, until }) => `${from}-${until}`).join(', ')]]
    }),
  )
}

function slaChanges(before: ServiceLevel, after: ServiceLevel): Changes {
  return [
    ...value('sla.accept', durationText(before.accept), durationText(after.accept)),
    ...value('sla.firstTouch', durationText(before.firstTouch), durationText(after.firstTouch)),
    ...value('sla.clock', before.clock ?? 'wall', after.clock ?? 'wall'),
    ...value('sla.onBreach', before.onBreach.join(', '), after.onBreach.join(', ')),
    ...value('sla.pauseAfter', before.pauseAfter ?? '', after.pauseAfter ?? ''),
  ]
}

function reviewTexts(review: Review | undefined): Readonly<Record<string, string>> {
  if (review === undefined) return {}
  return { after: durationText(review.after), release: durationText(review.release), to: review.to }
}

function conditions(path: string, before: Condition | undefined, after: Condition | undefined): Changes {
  return conditionChanges(before, after).map((text) => changed(`${path}.when`, text))
}

function conditionText(when: Condition | undefined): string {
  return when === undefined ? 'everything' : describeCondition(when)
}

function scoringChanges(before: Scoring, after: Scoring): Changes {
  const engagement = 'scoring.engagement'
  return [
    ...value('scoring.hot', before.hot, after.hot),
    ...gradeChanges(before.grades ?? defaultGrades, after.grades ?? defaultGrades),
    ...value('scoring.fitMaximum', before.fitMaximum ?? '', after.fitMaximum ?? ''),
    ...items('scoring.fit', before.fit, after.fit, {
      describe: ({ points, when }) => `${signed(points)} points when ${conditionText(when)}`,
      compare: (path, old, now) => [
        ...conditions(path, old.when, now.when),
        ...value(`${path}.points`, old.points, now.points),
      ],
    }),
    ...value(
      `${engagement}.halfLife`,
      durationText(before.engagement.halfLife),
      durationText(after.engagement.halfLife),
    ),
    ...value(`${engagement}.maximum`, before.engagement.maximum ?? '', after.engagement.maximum ?? ''),
    ...namedValues(`${engagement}.events`, before.engagement.events, after.engagement.events),
    ...namedValues(`${engagement}.caps`, before.engagement.caps ?? {}, after.engagement.caps ?? {}),
    ...items('scoring.reject', before.reject, after.reject, {
      describe: ({ when, reason }) => `"${reason}" when ${conditionText(when)}`,
      compare: (path, old, now) => [
        ...conditions(path, old.when, now.when),
        ...value(`${path}.reason`, old.reason, now.reason),
      ],
    }),
  ]
}

type Grades = NonNullable<Scoring['grades']>

function gradeChanges(before: Grades, after: Grades): Changes {
  return [
    ...value('scoring.grades.fit', before.fit.join(', '), after.fit.join(', ')),
    ...value('scoring.grades.engagement', before.engagement.join(', '), after.engagement.join(', ')),
  ]
}

type Pools = Playbook['routing']['pools']

function pools(before: Pools, after: Pools): Changes {
  const named = (all: Pools) => Object.entries(all).map(([id, pool]) => ({ id, pool }))
  const sorted = (all: Pools) => named(all).toSorted((one, other) => (one.id < other.id ? -1 : 1))
  return items('routing.pools', sorted(before), sorted(after), {
    describe: ({ pool }) => pool.reps.map((rep) => withWeight(pool, rep)).join(', '),
    compare: (path, old, now) => poolChanges(path, old.pool, now.pool),
  })
}

function poolChanges(path: string, before: Pool, after: Pool): Changes {
  const place = `${path}.reps`
  return [
    ...before.reps
      .filter((rep) => !after.reps.includes(rep))
      .map((rep): PlaybookChange => ({ path: place, kind: 'removed', text: rep })),
    ...after.reps
      .filter((rep) => !before.reps.includes(rep))
      .map((rep): PlaybookChange => ({ path: place, kind: 'added', text: withWeight(after, rep) })),
    ...reordered(place, before.reps, after.reps),
    ...after.reps
      .filter((rep) => before.reps.includes(rep))
      .flatMap((rep) => value(`${path}.weights.${rep}`, weight(before, rep), weight(after, rep))),
    ...value(`${path}.fallback`, before.fallback ?? '', after.fallback ?? ''),
    ...value(`${path}.afterHours`, before.afterHours ?? defaultAfterHours, after.afterHours ?? defaultAfterHours),
  ]
}

/** Among equals the rotation starts with who is named first. */
function reordered(path: string, before: readonly string[], after: readonly string[]): Changes {
  const stayed = before.filter((rep) => after.includes(rep))
  const now = after.filter((rep) => before.includes(rep))
  return stayed.some((rep, index) => now[index] !== rep) ? [changed(path, `order is now ${after.join(', ')}`)] : []
}

function weight(pool: Pool, rep: string): number {
  return own(pool.weights, rep) ?? 1
}

function withWeight(pool: Pool, rep: string): string {
  return weight(pool, rep) === 1 ? rep : `${rep} (weight ${weight(pool, rep)})`
}

function trackChanges(path: string, before: Track, after: Track): Changes {
  return [
    ...conditions(path, before.when, after.when),
    ...value(`${path}.campaign`, before.campaign ?? '', after.campaign ?? ''),
    ...items(`${path}.steps`, before.steps, after.steps, {
      describe: (step) => `${durationText(step.after)} later: ${step.subject}`,
      compare: stepChanges,
    }),
  ]
}

function stepChanges(path: string, before: NurtureStep, after: NurtureStep): Changes {
  return [
    ...value(`${path}.after`, durationText(before.after), durationText(after.after)),
    ...value(`${path}.subject`, before.subject, after.subject),
    ...bodyChange(`${path}.body`, before.body, after.body),
  ]
}

/** Shows the first line of a mail that differs, and how many more there may be. */
function bodyChange(path: string, before: string, after: string): Changes {
  if (before === after) return []
  const [old, now] = [before.split('\n'), after.split('\n')]
  const first = now.findIndex((line, index) => line !== old[index])
  const line = first === -1 ? now.length : first
  return [changed(path, `from line ${line + 1} on: ${quoted(old[line])} → ${quoted(now[line])}`)]
}

function quoted(line: string | undefined): string {
  return line === undefined ? 'nothing' : `"${line.trim()}"`
}

function signed(points: number): string {
  return points > 0 ? `+${points}` : String(points)
}
