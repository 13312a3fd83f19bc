import type { TaskMessage } from '../contracts/tasks.ts'
import type { TaskKind } from '../domain/task.ts'
import { attributeDeal } from './attribute.ts'
import { countForReports } from './count-for-reports.ts'
import { takeJobStep } from './jobs.ts'
import { type MailPorts, sendMail } from './mail/send.ts'
import { type NotifyPorts, sendNotification } from './notify.ts'
import { takeNurtureStep } from './nurture.ts'
import { recordOutcome } from './outcome.ts'
import { qualifySubmission } from './qualify.ts'
import { routeHotLead } from './route.ts'
import { enforceSla } from './sla.ts'
import type { TaskOutcome } from './task-work.ts'
import { sendDigest } from './weekly-digest/send.ts'

/** What all stages together need of the world. */
export type StagePorts = MailPorts & NotifyPorts

/**
 * The stages by the kind of task that each does. Each function of AWS binds its own; whoever runs all in one process, as the
 * demo's history and the simulation do, takes them from here.
 */
export const stages: {
  readonly [Kind in TaskKind]: (ports: StagePorts, message: TaskMessage) => Promise<TaskOutcome>
} = {
  qualify: qualifySubmission,
  route: routeHotLead,
  send: sendMail,
  notify: sendNotification,
  sla: enforceSla,
  nurture: takeNurtureStep,
  outcome: recordOutcome,
  attribute: attributeDeal,
  job: takeJobStep,
  digest: sendDigest,
  report: countForReports,
}
