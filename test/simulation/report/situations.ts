import type { Entity } from '../../../shared/domain/entity.ts'
import type { RescoreResult } from '../../../shared/domain/job.ts'
import type { Outcome } from '../run.ts'

type Tells = (entity: Entity) => boolean

/** Situations that the runs must get into now and then, or what is checked there is not checked at all. */
const situations: Readonly<Record<string, Tells>> = {
  'a submission is rejected': (entity) => entity.type === 'submission' && entity.state.status === 'rejected',
  'a submission of history makes a lead': (entity) => entity.type === 'submission' && entity.mode === 'history',
  'a lead has possible duplicates': (entity) => entity.type === 'lead' && entity.possibleDuplicates.length > 0,
  'a lead is merged into another': (entity) => entity.type === 'lead' && entity.merged !== undefined,
  'a lead that others were merged into is merged': (entity) =>
    entity.type === 'lead' && entity.merged !== undefined && entity.absorbed !== undefined,
  'a merge closes an offer': (entity) =>
    entity.type === 'assignment' && entity.state.status === 'withdrawn' && entity.state.reason.includes('merged'),
  'a rep is told of a merge': (entity) =>
    entity.type === 'mail' && entity.content.template === 'notice' && entity.content.of === 'merged',
  'a merge makes a lead hot': (entity) =>
    entity.type === 'lead' && entity.task?.id.startsWith('route:merged:') === true,
  'a merge hands a deal over': (entity) => entity.type === 'mail' && entity.id.includes('-handed-over-merged-'),
  'a track ends with a merge': (entity) => entity.type === 'enrollment' && entity.ended?.why === 'merged',
  'a deal of a lead that was merged is credited anew': (entity) =>
    entity.type === 'lead' && entity.merged !== undefined && entity.counts.opportunities > 0,
  'a lead lies in the public pool': (entity) => entity.type === 'lead' && entity.state.stage === 'pool',
  'a lead is worked': (entity) => entity.type === 'lead' && entity.state.stage === 'working',
  'a lead is won': (entity) => entity.type === 'lead' && entity.state.stage === 'won',
  'a lead is nurtured again after a deal was lost': (entity) =>
    entity.type === 'lead' &&
    entity.state.stage === 'nurturing' &&
    entity.history.some(({ stage }) => stage === 'lost'),
  'a lead is routed again after a deal was lost': (entity) =>
    entity.type === 'lead' && entity.state.stage === 'assigned' && entity.history.some(({ stage }) => stage === 'lost'),
  'a lead leaves nurture for Sales': (entity) =>
    entity.type === 'enrollment' && (entity.ended?.why === 'hot' || entity.ended?.why === 'sales'),
  'a lead is nurtured a second time': (entity) => entity.type === 'enrollment' && entity.number > 1,
  'a track comes to its end': (entity) => entity.type === 'enrollment' && entity.ended?.why === 'finished',
  'a lead opts out in a track': (entity) => entity.type === 'enrollment' && entity.ended?.why === 'opted-out',
  'a rep is reminded': (entity) => entity.type === 'assignment' && entity.remindedAt.length > 0,
  'an offer is declined': (entity) => entity.type === 'assignment' && entity.state.status === 'declined',
  'a rep is taken off rotation': (entity) => entity.type === 'rep' && entity.paused !== undefined,
  'a lead stays with who worked it': (entity) =>
    entity.type === 'decision' && entity.kind === 'route' && entity.by === 'lead-owner',
  'a lead goes to who works its company': (entity) =>
    entity.type === 'decision' && entity.kind === 'route' && entity.by === 'account-owner',
  'nothing moves on a lead': (entity) => entity.type === 'assignment' && entity.reviewedAt !== undefined,
  'a rep loses a lead on which nothing moves': (entity) =>
    entity.type === 'assignment' && entity.releasedAt !== undefined,
  'a lead is offered a third time': (entity) => entity.type === 'assignment' && entity.number >= 3,
  'a lead falls back to another pool': (entity) =>
    entity.type === 'assignment' && entity.pool === 'inside' && entity.territory !== 'rest',
  'a mail is in doubt': (entity) => entity.type === 'mail' && entity.state.status === 'doubt',
  'a mail bounces': (entity) => entity.type === 'mail' && entity.state.status === 'bounced',
  'somebody complains': (entity) => entity.type === 'mail' && entity.state.status === 'complained',
  'a mail is dropped': (entity) => entity.type === 'mail' && entity.state.status === 'dropped',
  'an alert is posted': (entity) => entity.type === 'notification' && entity.state.status === 'sent',
  'an alert is posted a second time': (entity) => entity.type === 'notification' && entity.tries > 1,
  'an alert goes by mail because its channel fails': (entity) =>
    entity.type === 'notification' && entity.state.status === 'failed',
  'credits are taken back': (entity) => entity.type === 'credit' && entity.round > 1,
  'a deal is opened again': (entity) =>
    entity.type === 'opportunity' &&
    entity.state.status === 'open' &&
    entity.history.some(({ stage }) => stage === 'won' || stage === 'lost'),
  'a deal is refunded': (entity) =>
    entity.type === 'opportunity' && entity.state.status === 'won' && entity.state.refunds !== undefined,
  'another system changes a deal': (entity) =>
    entity.type === 'outcome' && entity.opportunity !== undefined && entity.task !== undefined,
  'a deal is driven because its lead appears': (entity) =>
    entity.type === 'awaitedLead' && entity.outcomes.length === 0,
  'a click is recorded': (entity) => entity.type === 'touch' && entity.kind === 'click',
  'a deal comes from another system': (entity) => entity.type === 'outcome' && entity.opportunity !== undefined,
  'a deal waits for its lead': (entity) => entity.type === 'outcome' && (entity.task?.attempts ?? 0) > 1,
  'a task is parked': (entity) => 'task' in entity && entity.task?.parkedAt !== undefined,
  'a task is driven three times': (entity) =>
    'task' in entity && entity.task?.kind !== 'outcome' && (entity.task?.attempts ?? 0) >= 3,
  'an offer is withdrawn before it is answered': (entity) =>
    entity.type === 'assignment' && entity.state.status === 'withdrawn' && entity.state.acceptedAt === undefined,
  'a lead that is worked is withdrawn': (entity) =>
    entity.type === 'assignment' && entity.state.status === 'withdrawn' && entity.state.acceptedAt !== undefined,
  'a deal gets another owner': (entity) => entity.type === 'mail' && entity.content.template === 'handed-over',
  'a job is done': (entity) => entity.type === 'job' && entity.state.status === 'done',
  'a job is stopped by a newer version': (entity) =>
    entity.type === 'job' && entity.work.kind === 'rescore' && entity.state.status === 'stopped',
  'a job is stopped by a rep who comes back': (entity) =>
    entity.type === 'job' && entity.work.kind === 'hand-over' && entity.state.status === 'stopped',
  'a new version makes a lead hot': (entity) => rescored(entity, 'routed'),
  'a new version turns a lead away': (entity) => rescored(entity, 'rejected'),
  'a new version takes a lead back': (entity) => rescored(entity, 'restored'),
  'an offered lead is erased': (entity) =>
    entity.type === 'mail' && entity.content.template === 'notice' && entity.content.of === 'erased',
  'a lead with a deal is erased': (entity) =>
    entity.type === 'lead' && entity.erased !== undefined && entity.counts.opportunities > 0,
  'what comes after an erasure is erased': (entity) =>
    entity.type === 'submission' && entity.erased !== undefined && !('lead' in entity.state),
  'who was erased comes back': (entity) => entity.type === 'lead' && entity.optOut === 'erased',
  'a playbook is published': (entity) => entity.type === 'playbookVersion' && entity.version > 1,
}

function rescored(entity: Entity, what: Exclude<keyof RescoreResult, 'changed'>): boolean {
  return entity.type === 'job' && entity.work.kind === 'rescore' && entity.work.result[what] > 0
}

/** Names of all situations. */
export const allSituations: readonly string[] = Object.keys(situations)

/**
 * Says which situations a run got into.
 * @param outcome of the run
 */
export function situationsOf({ world }: Outcome): ReadonlySet<string> {
  const found = new Set<string>()
  for (const { changes } of world.journal.commits) {
    for (const { after } of changes) {
      if (after === undefined) continue
      for (const [name, tells] of Object.entries(situations)) if (!found.has(name) && tells(after)) found.add(name)
    }
  }
  return found
}
