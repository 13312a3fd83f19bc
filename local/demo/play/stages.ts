import type { TaskMessage } from '../../../shared/contracts/tasks.ts'
import type { TaskKind } from '../../../shared/domain/task.ts'
import { attributeDeal } from '../../../shared/pipeline/attribute.ts'
import { countForReports } from '../../../shared/pipeline/count-for-reports.ts'
import { takeJobStep } from '../../../shared/pipeline/jobs.ts'
import { type MailPorts, sendMail } from '../../../shared/pipeline/mail/send.ts'
import { type NotifyPorts, sendNotification } from '../../../shared/pipeline/notify.ts'
import { takeNurtureStep } from '../../../shared/pipeline/nurture.ts'
import { recordOutcome } from '../../../shared/pipeline/outcome.ts'
import { qualifySubmission } from '../../../shared/pipeline/qualify.ts'
import { routeHotLead } from '../../../shared/pipeline/route.ts'
import { enforceSla } from '../../../shared/pipeline/sla.ts'
import type { TaskOutcome } from '../../../shared/pipeline/task-work.ts'
import { sendDigest } from '../../../shared/pipeline/weekly-digest/send.ts'

/** What all stages together need of the world. */
export type StagePorts = MailPorts & NotifyPorts

/** The stages, as `functions/` binds them to AWS. */
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
