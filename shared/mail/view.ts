import type { DigestDays } from '../domain/digest.ts'
import type { Grade } from '../domain/grades.ts'
import type { Reason } from '../domain/lead.ts'
import type { NoticeOf } from '../domain/mail.ts'
import type { CampaignMove, DigestFigures } from '../domain/reports/digest-figures.ts'
import type { Rep } from '../domain/roster.ts'
import type { Duration, Instant } from '../domain/time.ts'
import type { Touch } from '../domain/touch.ts'
import type { NurtureVariables } from './prospect.ts'

/** The company that sends, and the zone its clocks show (IANA). */
export interface MailWorkspace {
  readonly name: string
  readonly timezone: string
}

/** A line of what is known, with what it is called. */
export interface Fact {
  readonly label: string
  readonly value: string
}

/** What a rep is shown of the person; see `prospectOf`. */
export interface MailProspect {
  readonly name?: string
  readonly company?: string
  readonly jobTitle?: string
  readonly email?: string
  readonly phone?: string
  readonly place?: string
  /** What else is known: employees, budget, the form's own fields. */
  readonly details: readonly Fact[]
}

/** A score as a rep reads it. */
export interface MailScore {
  readonly value: number
  /** Its place in the grid, such as B2. */
  readonly grade?: Grade
  /** The playbook's threshold for hot. */
  readonly hot: number
  readonly reasons: readonly Pick<Reason, 'points' | 'detail'>[]
}

/** Somebody who could have had the lead, and why they did not get it. */
export interface PassedOver {
  readonly name: string
  readonly reason: string
}

/** What a mail to a rep about a lead has in every case. */
interface LeadView {
  readonly workspace: MailWorkspace
  readonly rep: Pick<Rep, 'name'>
  readonly prospect: MailProspect
  /** The moment the mail is about; a deadline on its day is given without a date. */
  readonly at: Instant
}

/** Where a rep answers an offer; both absolute. */
interface Answerable {
  readonly acceptBy: Instant
  readonly acceptUrl: string
  readonly declineUrl: string
}

/** Offers a hot lead to a rep. */
export interface AlertView extends LeadView, Answerable {
  readonly template: 'alert'
  readonly score: MailScore
  readonly why: {
    readonly territory: string
    readonly pool: string
    /** The chosen candidate's reason, from the decision. */
    readonly reason: string
    readonly others: readonly PassedOver[]
  }
  /** Oldest first; the newest is shown on top. */
  readonly touches: readonly Pick<Touch, 'at' | 'kind' | 'event' | 'campaign' | 'summary'>[]
}

/** Reminds a rep to accept, or of the first touch they owe. */
export type ReminderView = LeadView & {
  readonly template: 'reminder'
  readonly score: Pick<MailScore, 'value'>
} & (({ readonly of: 'accept' } & Answerable) | { readonly of: 'first-touch'; readonly firstTouchBy: Instant })

/** Tells a rep or the manager of their team how an assignment goes. */
export interface NoticeView extends LeadView {
  readonly template: 'notice'
  readonly of: NoticeOf
  readonly toManager: boolean
  /** Who reads it: the rep, or their manager. */
  readonly reader: { readonly name: string }
  readonly score: Pick<MailScore, 'value'>
  /** When the lead was offered, or since when nothing has moved on it. */
  readonly since: Instant
  /** Why the rep is off rotation; empty when they are not. */
  readonly why: string
  /** When the rep loses the lead, if the playbook has reviews. */
  readonly releaseAt?: Instant
  readonly releaseTo?: 'pool' | 'nurture'
}

/** Tells the owner that their lead did something new. */
export interface ActivityView extends LeadView {
  readonly template: 'activity'
  /** One line: what the lead did, and the message left. */
  readonly summary: string
}

/** Tells a rep that a lead with an open deal is theirs now, because its owner left. */
export interface HandedOverView extends LeadView {
  readonly template: 'handed-over'
  readonly deal: { readonly name: string; readonly stage: string }
  /** Oldest first; the newest is shown on top. */
  readonly touches: AlertView['touches']
}

/** Thanks the prospect, naming the rep and what is promised. */
export interface ThanksView {
  readonly template: 'thanks'
  readonly workspace: Pick<MailWorkspace, 'name'>
  readonly prospect: { readonly firstName?: string }
  readonly rep: Pick<Rep, 'name' | 'title'>
  /** The playbook's first-touch SLA. */
  readonly within: Duration
  /** Set when it counts only while the rep is at work. */
  readonly atWorkOnly?: boolean
}

/** One step of a nurture track. */
export interface NurtureView {
  readonly template: 'nurture'
  readonly workspace: { readonly name: string; readonly postalAddress: string }
  /** Liquid; the body is Markdown. */
  readonly step: { readonly subject: string; readonly body: string }
  readonly variables: NurtureVariables
  /** Where each link of the body is to lead instead; keys as `linksIn` gives them. A link not named stays as it is. */
  readonly trackedLinks: ReadonlyMap<string, string>
  readonly unsubscribeUrl: string
}

/** Tells marketing the numbers of a week. */
export interface DigestView {
  readonly template: 'digest'
  /** `currency` is ISO 4217. */
  readonly workspace: MailWorkspace & { readonly currency: string }
  readonly days: DigestDays
  readonly before: DigestFigures
  readonly now: DigestFigures
  /** The furthest first. */
  readonly moves: readonly CampaignMove[]
}

/** Everything a mail is made from, told apart by `template`. */
export type MailView =
  | AlertView
  | ReminderView
  | NoticeView
  | ActivityView
  | HandedOverView
  | ThanksView
  | DigestView
  | NurtureView

/** A mail's words. */
export interface MailWords {
  readonly subject: string
  readonly html: string
  readonly text: string
}
