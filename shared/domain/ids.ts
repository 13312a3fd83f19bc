/** Ids are a prefix, an underscore and a sortable unique part; the prefix is part of the type. */
export type LeadId = `lead_${string}`
export type SubmissionId = `sub_${string}`
export type TouchId = `touch_${string}`
export type DecisionId = `decision_${string}`
export type MailId = `mail_${string}`
/** `note_<the lead's unique part>-alert-<number of the offer>-<rep or team>-<kind of channel>`. */
export type NotificationId = `note_${string}`
/** `asg_<the lead's unique part>-<number of the offer>`: the same offer can't be made twice. */
export type AssignmentId = `asg_${string}`
/** `enr_<the lead's unique part>-<number of the enrollment>`. */
export type EnrollmentId = `enr_${string}`
/** `opp_<the lead's unique part>-<number of the opportunity>`. */
export type OpportunityId = `opp_${string}`
/** `out_<digest of the source's own deal id>`. */
export type OutcomeId = `out_${string}`
export type JobId = `job_${string}`

/** Names that people choose: lower-case words, digits and dashes. */
export type RepId = string
export type TeamId = string
export type PoolId = string
export type CampaignId = string
export type FormId = string
export type TrackId = string

/** What an assignment names for a pool when the lead was claimed: leads that nobody is pursuing. */
export const publicPool: PoolId = '(public pool)'

/** What an assignment names for a pool when the lead stayed with the rep who worked it or its company before. */
export const ownerPool: PoolId = '(owner)'

/** The row of the report that takes what no campaign brought. */
export const unattributed: CampaignId = '(unattributed)'

/**
 * Names the n-th thing of a lead after the lead, so that its cause fixes its id.
 * @param prefix `asg`, `enr` or `opp`
 * @param lead the lead it belongs to
 * @param number counted from 1
 * @returns such as `asg_01J…-2`
 */
export function numberedId<Prefix extends 'asg' | 'enr' | 'opp'>(
  prefix: Prefix,
  lead: LeadId,
  number: number,
): `${Prefix}_${string}` {
  return `${prefix}_${lead.slice('lead_'.length)}-${number}`
}

/** The lead and the number that a numbered id was made from. */
export interface NumberedId {
  readonly leadId: LeadId
  readonly number: number
}

/**
 * Takes a numbered id apart again.
 * @param prefix the prefix it must have
 * @param id any text, for instance from a URL
 * @returns its lead and number, or `undefined` when it is no such id
 */
export function parseNumberedId(prefix: 'asg' | 'enr' | 'opp', id: string): NumberedId | undefined {
  const match = /^([a-z]+)_([0-9A-Za-z]+)-([1-9]\d{0,5})$/.exec(id)
  if (match === null || match[1] !== prefix) return undefined
  return { leadId: `lead_${match[2]}`, number: Number(match[3]) }
}

/**
 * Names a mail after its lead and its cause, so that one cause makes one mail.
 * @param lead the lead it is about
 * @param cause such as `alert-1` or `nurture-1-welcome`
 * @returns such as `mail_01J…-alert-1`
 */
export function mailId(lead: LeadId, cause: string): MailId {
  return `mail_${lead.slice('lead_'.length)}-${cause}`
}

/**
 * Finds the lead a mail's id was made from.
 * @param id any text, for instance from a mail service's event
 * @returns the ids, or `undefined` when it is no mail's id
 */
export function parseMailId(id: string): { readonly id: MailId; readonly leadId: LeadId } | undefined {
  const match = /^mail_([0-9A-Za-z]+)-[\w.-]+$/.exec(id)
  return match === null ? undefined : { id: `mail_${id.slice('mail_'.length)}`, leadId: `lead_${match[1]}` }
}

/**
 * Tells whether a text is a job's id.
 * @param id any text, for instance from a URL
 */
export function isJobId(id: string): id is JobId {
  return /^job_[0-9A-Za-z]{1,64}$/.test(id)
}

/**
 * Names an alert on a channel after its lead and its cause, so that one cause makes one notification.
 * @param lead the lead it is about
 * @param cause such as `alert-1-rep-slack`
 * @returns such as `note_01J…-alert-1-rep-slack`
 */
export function notificationId(lead: LeadId, cause: string): NotificationId {
  return `note_${lead.slice('lead_'.length)}-${cause}`
}

/**
 * Tells whether a text is a lead's id.
 * @param id any text, for instance from a URL
 */
export function isLeadId(id: string): id is LeadId {
  return /^lead_[0-9A-Za-z]{1,64}$/.test(id)
}
