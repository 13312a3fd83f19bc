import type { CampaignId, PoolId, RepId, TrackId } from './ids.ts'
import { type Duration, day } from './time.ts'
import type { Weekday, WorkingHours } from './working-time.ts'

/** A condition on a lead's facts: attribute, operator, value, combined with all, any, not. A missing field is false. */
export type Condition =
  | { readonly all: readonly Condition[] }
  | { readonly any: readonly Condition[] }
  | { readonly not: Condition }
  | { readonly field: string; readonly is: string | number | boolean }
  | { readonly field: string; readonly in: readonly (string | number)[] }
  | { readonly field: string; readonly between: readonly [number, number] }
  | { readonly field: string; readonly atLeast: number }
  | { readonly field: string; readonly atMost: number }
  | { readonly field: string; readonly within: readonly string[] }
  | { readonly field: string; readonly startsWith: string }
  | { readonly field: string; readonly contains: string }
  | { readonly field: string; readonly exists: boolean }

/** Points for what a person is. */
export interface FitRule {
  readonly id: string
  readonly when: Condition
  readonly points: number
}

/** Turns a lead away, with the reason. */
export interface RejectRule {
  readonly id: string
  readonly when: Condition
  readonly reason: string
}

/** The least points for the best, the second and the third place of an axis; falling. */
export type GradeBounds = readonly [number, number, number]

/** How leads are scored. */
export interface Scoring {
  /** A score at or above it is hot. */
  readonly hot: number
  /** The grid's bounds, for A to C and 1 to 3; below them is D and 4. */
  readonly grades?: { readonly fit: GradeBounds; readonly engagement: GradeBounds }
  /** Most points fit gives in all. */
  readonly fitMaximum?: number
  readonly fit: readonly FitRule[]
  readonly engagement: {
    /** The time in which the points of a touch halve. */
    readonly halfLife: Duration
    /** Points by event: `form.demo-request`, `call.answered`, `email.click`; `form.*` takes every form not named. */
    readonly events: Readonly<Record<string, number>>
    /** Most points that all touches of an event give together, by the names in `events`. */
    readonly caps?: Readonly<Record<string, number>>
    /** Most points engagement gives in all. */
    readonly maximum?: number
  }
  readonly reject: readonly RejectRule[]
}

/** Which pool takes which leads; the first that matches. */
export interface Territory {
  readonly id: string
  readonly when?: Condition
  readonly pool: PoolId
}

/** Reps who share leads. */
export interface Pool {
  readonly reps: readonly RepId[]
  /** Share of the leads, 1 where none is named. */
  readonly weights: Readonly<Record<RepId, number>>
  /** Who takes the lead when nobody here can. */
  readonly fallback?: PoolId
  /**
   * When nobody is at work but somebody will be: let the fallbacks cover (so when absent), and wait for the next to
   * start only when nobody there is at work either; or wait in any case.
   */
  readonly afterHours?: 'next-to-start' | 'fallback'
}

/** What can happen each time the accept SLA runs out. */
export const escalations = ['remind', 'tell-manager', 'reassign', 'pool'] as const

/** What happens when the accept SLA runs out. */
export type Escalation = (typeof escalations)[number]

/** The promises made about speed. */
export interface ServiceLevel {
  readonly accept: Duration
  readonly firstTouch: Duration
  /** Whether the time counts always, or only while the rep is at work; always, when absent. */
  readonly clock?: 'wall' | 'business'
  readonly onBreach: readonly Escalation[]
  /** Offers in a row that a rep may let pass before they are taken off rotation; never, when absent. */
  readonly pauseAfter?: number
}

/** What happens to a lead that a rep accepted and nothing moves on. */
export interface Review {
  /** Time without progress after which rep and manager are asked about it. */
  readonly after: Duration
  /** Time without progress after which the rep loses it. */
  readonly release: Duration
  readonly to: 'pool' | 'nurture'
}

/** One mail of a track. Subject and body are Liquid; the body is Markdown. */
export interface NurtureStep {
  readonly id: string
  /** Time after the step before, or after enrollment. */
  readonly after: Duration
  readonly subject: string
  readonly body: string
}

/** A series of mails for leads that are not ready yet. */
export interface Track {
  readonly id: TrackId
  readonly when?: Condition
  /** Clicks in this track's mails count for this campaign. */
  readonly campaign?: CampaignId
  readonly steps: readonly NurtureStep[]
}

/** How credit for a deal is given to its touches; the ledger holds what each gives. */
export const attributionModels = ['first', 'last', 'even', 'position', 'w-shaped', 'time-decay'] as const

/** One attribution model. */
export type AttributionModel = (typeof attributionModels)[number]

/** Models that every line of the ledger has; the others were added later. */
export type OriginalModel = 'first' | 'last' | 'even'

/** Models that look at all paths together when a report is made; nothing of theirs is in the ledger. */
export const dataDrivenModels = ['markov', 'shapley'] as const

/** One data-driven model. */
export type DataDrivenModel = (typeof dataDrivenModels)[number]

/** How credit is given. What is absent was not there when the version was published: its default holds. */
export interface AttributionRules {
  readonly lookback: Duration
  readonly default: AttributionModel
  /** In `time-decay`, the time in which a touch's weight halves; `defaultCreditHalfLife`, when absent. */
  readonly halfLife?: Duration
  /** Won deals below which a data-driven model says nothing; `defaultMinimumPaths`, when absent. */
  readonly minimumPaths?: number
}

/** Half-life of `time-decay` when the playbook names none. */
export const defaultCreditHalfLife: Duration = 7 * day

/**
 * Won deals that a data-driven model needs when the playbook says nothing: the standard error of a share is at most
 * √(0.25 ÷ n), so 100 give a share to ±10 percentage points at 95 % confidence, and fewer could not tell campaigns
 * apart. Ad platforms, with shorter paths and more of them, asked for 300 and more.
 */
export const defaultMinimumPaths = 100

/** To whom the numbers of each week go by mail, and when. */
export interface DigestRules {
  /** Addresses, each once. */
  readonly to: readonly string[]
  readonly on: Weekday
  /** Such as `08:00`, in the workspace's time zone. */
  readonly at: string
}

/** All rules in one versioned document. A published version never changes. */
export interface Playbook {
  readonly workspace: {
    readonly name: string
    /** IANA time zone; report dates and dates without a zone are in it. */
    readonly timezone: string
    /** ISO 4217. */
    readonly currency: string
    /** Default country for phone numbers, ISO 3166-1 alpha-2. */
    readonly country: string
    /** Postal address in the foot of marketing mail, which CAN-SPAM (16 CFR 316) asks for. */
    readonly postalAddress: string
    /** Days nobody is at work, such as `2026-12-25`. */
    readonly holidays?: readonly string[]
    /** When reps without hours of their own are at work; always, when absent. */
    readonly workingHours?: WorkingHours
  }
  readonly scoring: Scoring
  readonly routing: {
    /** Whose new leads stay with a rep: those they worked before, or those of every company they work; nobody's, when absent. */
    readonly keepOwner?: 'lead' | 'company.domain' | 'nobody'
    /** Where leads go that a rep was working who left: to others, so when absent, or to the public pool. */
    readonly handOver?: 'reassign' | 'pool'
    /** Domains that belong to another: the child's, then the parent's. */
    readonly parents?: Readonly<Record<string, string>>
    readonly territories: readonly Territory[]
    readonly pools: Readonly<Record<PoolId, Pool>>
  }
  readonly sla: ServiceLevel
  /** Absent in versions from before there were reviews: nothing is reviewed. */
  readonly review?: Review
  readonly nurture: { readonly tracks: readonly Track[] }
  /** Sales stages of an opportunity, in order. */
  readonly stages: readonly string[]
  readonly attribution: AttributionRules
  /** No digest is sent, when absent. */
  readonly digest?: DigestRules
}
