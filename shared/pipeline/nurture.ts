import type { TaskMessage } from '../contracts/tasks.ts'
import type { Lead } from '../domain/lead.ts'
import { mayReceiveMarketing, nextStep } from '../domain/nurture.ts'
import type { Enrollment, EnrollmentEnd } from '../domain/nurturing.ts'
import type { NurtureStep, Track } from '../domain/playbook.ts'
import { taskAt } from '../domain/task.ts'
import type { Instant } from '../domain/time.ts'
import type { Stored, Write } from '../ports/store.ts'
import { mailWrite } from './outbox.ts'
import type { Ports } from './ports.ts'
import { doTask, type TaskOutcome, withoutTask } from './task-work.ts'

/**
 * The nurture stage, run when an enrollment's next step is due: puts the step's mail into the outbox and sets the
 * time of the one after, or ends the enrollment when it is over or the lead should get no marketing mail now.
 * @param ports store, clock and ids
 * @param message names the enrollment's task
 */
export function takeNurtureStep(ports: Ports, message: TaskMessage): Promise<TaskOutcome> {
  return doTask(ports.store, message, 'enrollment', async (stored, { playbook }) => {
    const enrollment = stored.entity
    const lead = await ports.store.get({ type: 'lead', id: enrollment.leadId })
    const now = ports.clock.now()
    const track = playbook.nurture.tracks.find(({ id }) => id === enrollment.track)
    const end = lead === undefined ? 'rejected' : reasonToEnd(lead.entity, enrollment)
    if (lead === undefined || end !== undefined) return [ended(stored, end ?? 'rejected', now)]
    if (track === undefined) return [ended(stored, 'track-removed', now)]
    const step = nextStep(track, enrollment.sent)
    if (step === undefined) return [ended(stored, 'finished', now)]
    return stepWrites(stored, lead, track, step, now)
  })
}

/** Why a lead that has left nurture, or wants no mail, gets no further step. */
function reasonToEnd(lead: Lead, enrollment: Enrollment): EnrollmentEnd | undefined {
  if (lead.optOut !== undefined) return 'opted-out'
  if (lead.state.stage === 'rejected') return 'rejected'
  if (lead.state.stage !== 'nurturing') return lead.score.hot ? 'hot' : 'sales'
  if (lead.state.enrollment !== enrollment.id) return 'sales'
  return mayReceiveMarketing(lead) ? undefined : 'opted-out'
}

function ended(stored: Stored<Enrollment>, why: EnrollmentEnd, at: Instant): Write {
  return { kind: 'replace', stored, entity: { ...withoutTask(stored.entity), ended: { at, why } } }
}

function stepWrites(
  stored: Stored<Enrollment>,
  lead: Stored<Lead>,
  track: Track,
  step: NurtureStep,
  now: Instant,
): readonly Write[] {
  const enrollment = stored.entity
  const sent = [...enrollment.sent, step.id]
  const following = nextStep(track, sent)
  const onward: Enrollment =
    following === undefined
      ? { ...withoutTask(enrollment), sent, ended: { at: now, why: 'finished' } }
      : {
          ...enrollment,
          sent,
          task: taskAt(`nurture:${enrollment.id}:${following.id}`, 'nurture', now + following.after),
        }
  const content = { template: 'nurture', enrollment: enrollment.id, track: track.id, step: step.id } as const
  const cause = `nurture-${enrollment.number}-${step.id}`
  return [
    { kind: 'replace', stored, entity: onward },
    { kind: 'require', stored: lead },
    mailWrite(lead.entity, cause, { to: 'prospect', purpose: 'marketing' }, content, now, 'live'),
  ]
}
