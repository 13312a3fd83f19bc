import type { TaskMessage } from '../../shared/contracts/tasks.ts'
import type { TaskKind } from '../../shared/domain/task.ts'
import { putCampaign, putSpend } from '../../shared/pipeline/campaigns.ts'
import { recordCall } from '../../shared/pipeline/capture/call.ts'
import { importLeads } from '../../shared/pipeline/capture/import-leads.ts'
import { importOutcomes } from '../../shared/pipeline/capture/import-outcomes.ts'
import { submitForm } from '../../shared/pipeline/capture/web-form.ts'
import { receiveDeal, receiveLead } from '../../shared/pipeline/capture/webhook.ts'
import { countTogether } from '../../shared/pipeline/count-for-reports.ts'
import { startErasure } from '../../shared/pipeline/erase/start.ts'
import { takeMailEvent } from '../../shared/pipeline/mail-events.ts'
import { mergeLeads } from '../../shared/pipeline/merge.ts'
import { changeOpportunity, closeOpportunity, openOpportunity } from '../../shared/pipeline/opportunities.ts'
import { optOut } from '../../shared/pipeline/opt-out.ts'
import { publishPlaybook, rollBackPlaybook } from '../../shared/pipeline/publish.ts'
import { drive } from '../../shared/pipeline/relay.ts'
import { refundOpportunity, reopenOpportunity } from '../../shared/pipeline/reopen.ts'
import { respond } from '../../shared/pipeline/respond.ts'
import { saveRep } from '../../shared/pipeline/roster.ts'
import { type StagePorts, stages } from '../../shared/pipeline/stages.ts'
import type { TaskOutcome } from '../../shared/pipeline/task-work.ts'
import { redriveParked } from '../../shared/pipeline/tasks.ts'
import { tick } from '../../shared/pipeline/tick.ts'
import { addRepTouch, recordClick } from '../../shared/pipeline/touches.ts'
import type { Store } from '../../shared/ports/store.ts'

/** Does one task. */
export type TaskWork = (ports: StagePorts, message: TaskMessage) => Promise<TaskOutcome>

/** The product as the simulation runs it: what `functions/` binds to AWS is bound to the simulated world here. */
export interface Bindings {
  readonly tasks: { readonly [Kind in TaskKind]: TaskWork }
  readonly drive: typeof drive
  readonly tick: typeof tick
  readonly takeMailEvent: typeof takeMailEvent
  readonly submitForm: typeof submitForm
  readonly recordCall: typeof recordCall
  readonly receiveLead: typeof receiveLead
  readonly receiveDeal: typeof receiveDeal
  readonly importLeads: typeof importLeads
  readonly importOutcomes: typeof importOutcomes
  readonly respond: typeof respond
  readonly openOpportunity: typeof openOpportunity
  readonly changeOpportunity: typeof changeOpportunity
  readonly closeOpportunity: typeof closeOpportunity
  readonly reopenOpportunity: typeof reopenOpportunity
  readonly countTogether: typeof countTogether
  readonly refundOpportunity: typeof refundOpportunity
  readonly recordClick: typeof recordClick
  readonly addRepTouch: typeof addRepTouch
  readonly startErasure: typeof startErasure
  readonly optOut: typeof optOut
  readonly mergeLeads: typeof mergeLeads
  readonly putCampaign: typeof putCampaign
  readonly putSpend: typeof putSpend
  readonly saveRep: typeof saveRep
  readonly publishPlaybook: typeof publishPlaybook
  readonly rollBackPlaybook: typeof rollBackPlaybook
  readonly redriveParked: typeof redriveParked
  /** What the store stands on: planted bugs put something broken between. */
  readonly rawStore: (store: Store) => Store
}

/** The product as it is. */
export const product: Bindings = {
  tasks: stages,
  countTogether,
  drive,
  tick,
  takeMailEvent,
  submitForm,
  recordCall,
  receiveLead,
  receiveDeal,
  importLeads,
  importOutcomes,
  respond,
  openOpportunity,
  changeOpportunity,
  closeOpportunity,
  reopenOpportunity,
  refundOpportunity,
  recordClick,
  addRepTouch,
  startErasure,
  optOut,
  mergeLeads,
  putCampaign,
  putSpend,
  saveRep,
  publishPlaybook,
  rollBackPlaybook,
  redriveParked,
  rawStore: (store) => store,
}
