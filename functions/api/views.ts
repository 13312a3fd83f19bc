import type { Assignment } from '../../shared/domain/assignment.ts'
import type { Campaign } from '../../shared/domain/campaign.ts'
import type { Decision } from '../../shared/domain/decision.ts'
import { type Lead, ownerOf, type Score } from '../../shared/domain/lead.ts'
import { missingPoints } from '../../shared/domain/missing-points.ts'
import type { Opportunity } from '../../shared/domain/opportunity.ts'
import { toIso } from '../../shared/domain/time.ts'
import type { PresentLead } from '../../shared/pipeline/leads.ts'
import type { CreditedDeal } from '../../shared/pipeline/reports/credits.ts'
import type { TimelineItem } from '../../shared/pipeline/timeline.ts'

/**
 * A lead as the API shows it.
 * @param lead as stored
 * @param score as of now; by default the one it was last decided by
 */
export function leadView(lead: Lead, score: Score = lead.score) {
  const { email, phone, firstName, lastName, jobTitle, company, address, answers, extra } = lead.profile
  return {
    id: lead.id,
    stage: lead.state.stage,
    owner: ownerOf(lead) ?? null,
    email,
    phone,
    firstName,
    lastName,
    jobTitle,
    company: company.name,
    companyDomain: company.domain,
    employees: company.employees,
    industry: company.industry,
    founded: company.founded,
    country: address.country,
    state: address.state,
    postalCode: address.postalCode,
    answers,
    extra,
    externalIds: lead.externalIds,
    score: scoreView(score),
    hot: score.hot,
    campaign: lead.firstCampaign,
    assignment: 'assignment' in lead.state ? lead.state.assignment : undefined,
    opportunity: 'opportunity' in lead.state ? lead.state.opportunity : undefined,
    enrollment: 'enrollment' in lead.state ? lead.state.enrollment : undefined,
    rejectedBecause: lead.state.stage === 'rejected' ? lead.state.reason : undefined,
    marketing: lead.optOut === undefined ? 'allowed' : lead.optOut,
    possibleDuplicates: lead.possibleDuplicates,
    absorbed: lead.absorbed,
    createdAt: toIso(lead.createdAt),
    lastTouchAt: toIso(lead.lastTouchAt),
  }
}

/** A lead as it stands now, as the API shows it: with its place in a nurture track. */
export function presentLeadView({ lead, score, enrollment }: PresentLead) {
  const next = enrollment?.task?.dueAt
  const nurture = enrollment && { track: enrollment.track, nextMailAt: next === undefined ? null : toIso(next) }
  return { ...leadView(lead, score), nurture }
}

function scoreView(score: Score) {
  const { value, fit, engagement, grade, playbook, reasons } = score
  return { value, fit, engagement, grade, playbook, at: toIso(score.at), reasons }
}

/** What would make a lead hot, as the API shows it; `path` is null when no few steps would. */
export function pathToHotView({ lead, touches, score, rules: { playbook, version } }: PresentLead) {
  const { at } = score
  const { path, ...standing } = missingPoints({ playbook, version, profile: lead.profile, touches, now: at })
  return { ...standing, at: toIso(at), playbook: version, path: path ?? null }
}

/** A line of the timeline as the API shows it. */
export function timelineView({ at, kind, id, what, details }: TimelineItem) {
  return { at: toIso(at), kind, id, what, ...details }
}

/** A decision as the API shows it. */
export function decisionView(decision: Decision) {
  const { id, at, kind, playbook } = decision
  const common = { id, at: toIso(at), kind, playbook }
  if (decision.kind === 'route') {
    const { territory, pools, rep, candidates } = decision
    return { ...common, territory, pools, rep: rep ?? null, candidates }
  }
  return {
    ...common,
    score: scoreView(decision.score),
    hot: decision.score.hot,
    touch: decision.touch,
    job: decision.job,
    merged: decision.merged,
    rejected: decision.rejected,
  }
}

/** An offer as the API shows it, with what it waits for. */
export function assignmentView(assignment: Assignment) {
  const { id, leadId, rep, pool, territory, state, offeredAt, acceptBy, firstTouchBy, firstTouchAt } = assignment
  return {
    id,
    leadId,
    rep,
    pool,
    territory,
    status: state.status,
    offeredAt: toIso(offeredAt),
    acceptBy: toIso(acceptBy),
    firstTouchBy: firstTouchBy && toIso(firstTouchBy),
    firstTouchAt: firstTouchAt && toIso(firstTouchAt),
  }
}

/** A deal as the API shows it. */
export function opportunityView(opportunity: Opportunity) {
  const { id, leadId, name, amountMinor, currency, openedAt, state } = opportunity
  return {
    id,
    leadId,
    name,
    amountMinor: state.status === 'won' ? state.amountMinor : amountMinor,
    pipelineMinor: amountMinor,
    currency,
    openedAt: toIso(openedAt),
    status: state.status,
    stage: state.status === 'open' ? state.stage : state.status,
    closedAt: state.status === 'open' ? undefined : toIso(state.closedAt),
    lostBecause: state.status === 'lost' ? state.reason : undefined,
    refunds:
      state.status === 'won' && state.refunds !== undefined
        ? state.refunds.map((refund) => ({ amountMinor: refund.amountMinor, refundedAt: toIso(refund.at) }))
        : undefined,
  }
}

/** A campaign as the API shows it. */
export function campaignView({ id, name, channel, startsOn, endsOn }: Campaign) {
  return { id, name, channel, startsOn, endsOn }
}

/** A deal that a campaign has credit of, as the API shows it. */
export function creditedDealView({ id, at, creditMinor, behind }: CreditedDeal) {
  return {
    opportunityId: id,
    at: toIso(at),
    creditMinor,
    deal: behind === undefined ? null : dealBehindView(behind),
  }
}

function dealBehindView({ opportunity, lead, dealMinor, touches, isExplained }: NonNullable<CreditedDeal['behind']>) {
  const { firstName, lastName, email, company } = lead.profile
  return {
    name: opportunity.name,
    status: opportunity.state.status,
    amountMinor: dealMinor,
    lead: { id: lead.id, firstName, lastName, email, company: company.name },
    touches: touches.map(({ touch, partMinor }) => ({
      at: toIso(touch.at),
      kind: touch.kind,
      event: touch.event,
      creditMinor: isExplained ? partMinor : null,
    })),
  }
}
