import type { EntityOf, EntityType } from '../../shared/domain/entity.ts'
import { type LeadId, numberedId } from '../../shared/domain/ids.ts'
import { rescoreJob } from '../../shared/domain/job.ts'
import type { LeadState } from '../../shared/domain/lead.ts'
import { emptyProfile } from '../../shared/domain/profile.ts'
import { taskAt, taskNow } from '../../shared/domain/task.ts'

/** A moment to count from. */
export const noon = Date.UTC(2026, 2, 1, 12)

/** A lead's id of the n-th lead; ids sort as the numbers do. */
export function leadIdOf(number: number): LeadId {
  return `lead_${String(number).padStart(8, '0')}`
}

/** A lead in a state. */
export function sampleLead(number = 1, state: LeadState = { stage: 'new' }): EntityOf<'lead'> {
  return {
    type: 'lead',
    id: leadIdOf(number),
    createdAt: noon,
    recordedAt: noon,
    lastTouchAt: noon,
    profile: { ...emptyProfile, email: `person-${number}@example.org`, company: { name: 'Acme', employees: 20 } },
    externalIds: [],
    state,
    history: [{ stage: state.stage, at: noon }],
    score: { value: 71.25, fit: 20, engagement: 51.25, hot: true, at: noon, playbook: 1, reasons: [] },
    firstCampaign: '(unattributed)',
    possibleDuplicates: [],
    counts: { assignments: 0, enrollments: 0, opportunities: 0 },
  }
}

/** A touch of a lead, with as long a summary as wanted. */
export function sampleTouch(number: number, summary = 'Asked for a demo', lead = leadIdOf(1)): EntityOf<'touch'> {
  const id = `touch_${String(number).padStart(6, '0')}` as const
  return { type: 'touch', id, leadId: lead, at: noon + number, kind: 'form', event: 'form.demo-request', summary }
}

/** A mail whose task is due at a time. */
export function sampleMail(number: number, dueAt: number, parkedAt?: number): EntityOf<'mail'> {
  const task = taskAt(`send-${number}`, 'send', dueAt)
  return {
    type: 'mail',
    id: `mail_${number}`,
    leadId: leadIdOf(number),
    at: noon,
    audience: { to: 'prospect', purpose: 'service' },
    content: { template: 'thanks', assignment: numberedId('asg', leadIdOf(number), 1) },
    state: { status: 'queued' },
    task: parkedAt === undefined ? task : { ...task, parkedAt },
  }
}

/** A submission as it came. */
export function sampleSubmission(raw: unknown, key = 'form-1'): EntityOf<'submission'> {
  return {
    type: 'submission',
    key,
    id: 'sub_1',
    source: { kind: 'form', form: 'demo-request' },
    mode: 'live',
    receivedAt: noon,
    occurredAt: noon,
    raw,
    payloadDigest: 'digest',
    profile: emptyProfile,
    utm: {},
    state: { status: 'pending' },
    task: taskNow('qualify-1', 'qualify', noon),
  }
}

/** A campaign's ledger line. */
export function sampleCredit(round: number, campaign = 'spring'): EntityOf<'credit'> {
  return {
    type: 'credit',
    campaign,
    opportunity: numberedId('opp', leadIdOf(1), 1),
    basis: 'revenue',
    round,
    at: noon,
    amounts: { first: 100, last: 0, even: 50 },
    deals: { first: 1, last: 0, even: 1 },
  }
}

/** A form whose name tells its state. */
export function sampleForm(id: string, name = 'Demo'): EntityOf<'form'> {
  return { type: 'form', id, name }
}

/** One entity of every type; the compiler keeps the list whole. */
export const oneOfEach: { readonly [Type in EntityType]: EntityOf<Type> } = {
  submission: sampleSubmission({ email: 'a@example.org', tags: ['x', null, true, 1.5], empty: '' }),
  lead: sampleLead(1, { stage: 'assigned', owner: 'sally', assignment: 'asg_00000001-1' }),
  identity: { type: 'identity', kind: 'email', digest: 'abc', lead: leadIdOf(1) },
  touch: sampleTouch(1),
  decision: {
    type: 'decision',
    id: 'decision_1',
    leadId: leadIdOf(1),
    at: noon,
    playbook: 1,
    kind: 'route',
    territory: 'us-east',
    pools: ['us-east'],
    rep: 'sally',
    candidates: [{ rep: 'sally', chosen: true, reason: 'next in turn' }],
  },
  assignment: {
    type: 'assignment',
    id: 'asg_00000001-1',
    leadId: leadIdOf(1),
    number: 1,
    rep: 'sally',
    pool: 'us-east',
    territory: 'us-east',
    offeredAt: noon,
    acceptBy: noon + 900_000,
    state: { status: 'offered' },
    before: [],
    escalations: 0,
    remindedAt: [],
    task: taskAt('sla-1', 'sla', noon + 900_000),
  },
  enrollment: {
    type: 'enrollment',
    id: 'enr_00000001-1',
    leadId: leadIdOf(1),
    number: 1,
    track: 'welcome',
    startedAt: noon,
    sent: ['hello'],
  },
  mail: sampleMail(1, noon),
  notification: {
    type: 'notification',
    id: 'note_00000001-alert-1-rep-slack',
    leadId: leadIdOf(1),
    at: noon,
    assignment: 'asg_00000001-1',
    audience: { to: 'rep', rep: 'sally' },
    channel: 'slack',
    state: { status: 'queued' },
    tries: 0,
    task: taskNow('notify-1', 'notify', noon),
  },
  opportunity: {
    type: 'opportunity',
    id: 'opp_00000001-1',
    leadId: leadIdOf(1),
    number: 1,
    name: 'Twenty seats',
    amountMinor: 1_234_567,
    currency: 'USD',
    openedAt: noon,
    state: { status: 'open', stage: 'demo' },
    history: [],
    credited: { pipeline: { amountMinor: 1_234_567, at: noon, round: 1, campaigns: ['spring'] } },
  },
  outcome: {
    type: 'outcome',
    id: 'out_1',
    source: 'crm',
    mode: 'history',
    receivedAt: noon,
    payloadDigest: 'digest',
    deal: {
      externalLeadId: 'x-1',
      name: 'Deal',
      amountMinor: 5,
      currency: 'USD',
      result: { status: 'won', closedAt: noon },
    },
  },
  reportCheck: { type: 'reportCheck', id: 'check-1', startedAt: noon, until: noon + 1, mended: 0 },
  awaitedLead: { type: 'awaitedLead', kind: 'externalId', digest: 'digest', outcomes: ['out_1'] },
  credit: sampleCredit(1),
  campaign: { type: 'campaign', id: 'spring', name: 'Spring', channel: 'search', declared: true },
  spend: { type: 'spend', campaign: 'spring', month: '2026-03', amountMinor: 100, currency: 'USD' },
  rep: {
    type: 'rep',
    id: 'sally',
    name: 'Sally Jones',
    email: 'sally@example.com',
    title: 'account executive',
    active: true,
    timeOff: [{ from: noon, until: noon + 1 }],
  },
  reportEntry: {
    type: 'reportEntry',
    leadId: leadIdOf(1),
    counted: { '2026-03-01|source:form.demo': { 'reached.lead': 1 } },
  },
  team: { type: 'team', id: 'east', name: 'East', manager: { name: 'Mia', email: 'mia@example.com' } },
  workload: { type: 'workload', rep: 'sally', open: 3, day: '2026-03-01', today: 1, missed: 0 },
  account: { type: 'account', domain: 'acme.example', owner: 'sally', since: noon },
  rotation: { type: 'rotation', pool: 'us-east', deficits: { sally: -1 / 3 }, assigned: { sally: 1 }, total: 1 },
  calibration: {
    type: 'calibration',
    pool: 'us-east',
    number: 1,
    at: noon,
    reason: 'Sally was on leave',
    change: { kind: 'rep', rep: 'sally', leads: 2 },
    before: { sally: 0, tom: 0 },
    after: { sally: 2, tom: -2 },
  },
  form: sampleForm('demo-request'),
  formList: { type: 'formList', ids: ['demo-request', 'newsletter'] },
  playbookVersion: {
    type: 'playbookVersion',
    version: 1,
    publishedAt: noon,
    source: 'workspace: {}',
    playbook: {
      workspace: { name: 'Acme', timezone: 'UTC', currency: 'USD', country: 'US', postalAddress: 'Here' },
      scoring: { hot: 70, fit: [], engagement: { halfLife: 1, events: {} }, reject: [] },
      routing: { territories: [{ id: 'rest', pool: 'all' }], pools: { all: { reps: [], weights: {} } } },
      sla: { accept: 1, firstTouch: 1, onBreach: ['remind'] },
      nurture: { tracks: [] },
      stages: ['demo'],
      attribution: { lookback: 1, default: 'even' },
    },
  },
  currentPlaybook: { type: 'currentPlaybook', version: 1 },
  accessKey: { type: 'accessKey', digest: 'abc', role: 'admin' },
  signingKey: { type: 'signingKey', secret: 'abc' },
  webhookSource: { type: 'webhookSource', provider: 'standard', id: 'crm', secret: 'abc' },
  suppression: { type: 'suppression', kind: 'email', digest: 'abc', since: noon },
  erasureKey: { type: 'erasureKey', secret: 'abc' },
  digest: {
    type: 'digest',
    week: '2026-W10',
    deliveries: { 'marketing@example.com': { status: 'sent', at: noon, messageId: 'm-1' } },
    endedAt: noon,
  },
  job: { ...rescoreJob('job_00000001', 2, noon), steps: 1, done: 40, total: 50, cursor: 'abc' },
}
