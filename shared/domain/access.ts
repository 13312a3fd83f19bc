import type { CampaignId, FormId } from './ids.ts'
import type { Playbook } from './playbook.ts'
import type { Instant } from './time.ts'

/** How a field of a form is asked for. */
export const fieldTypes = ['text', 'email', 'tel', 'number', 'textarea', 'select', 'checkbox'] as const

/** A field of a form, as its embed asks for it. Capture takes whatever comes: a page that is not up to date loses no lead. */
export interface FormField {
  /** One of Baton's own names (`email`), or the form's own. */
  readonly name: string
  readonly label: string
  readonly type: (typeof fieldTypes)[number]
  /** Whether the visitor's browser insists on it. */
  readonly required?: boolean
  /** What a `select` offers. */
  readonly options?: readonly string[]
}

/** A web form marketers have connected. */
export interface Form {
  readonly type: 'form'
  readonly id: FormId
  readonly name: string
  /** For touches that name no campaign themselves. */
  readonly campaign?: CampaignId
  /** For phone numbers without a country code, ISO 3166-1 alpha-2. */
  readonly country?: string
  /** Where a plain HTML post is sent on to; Baton's own page when absent. */
  readonly thankYouUrl?: string
  /** What its embed asks for, in order; absent on forms that somebody wrote the HTML of. */
  readonly fields?: readonly FormField[]
}

/** Which forms there are, so that they can be listed; those connected before it was kept join when they are changed. */
export interface FormList {
  readonly type: 'formList'
  readonly ids: readonly FormId[]
}

/** A published playbook, as written and as understood. Never changes. */
export interface PlaybookVersion {
  readonly type: 'playbookVersion'
  readonly version: number
  readonly publishedAt: Instant
  /** The YAML as published. */
  readonly source: string
  readonly playbook: Playbook
}

/** Which version is in force. */
export interface CurrentPlaybook {
  readonly type: 'currentPlaybook'
  readonly version: number
}

/** What people may be, the one who may do most first. */
export const roles = ['admin', 'marketer', 'rep'] as const

/**
 * What a person may be. A rep works own leads and the pool; a marketer reads all, and runs campaigns, forms and drafts of
 * the playbook; an admin may do everything.
 */
export type Role = (typeof roles)[number]

/** What a machine's token opens: all of the API, or capturing calls. */
export type KeyRole = 'admin' | 'call-center'

/** A token's digest and what it opens; the token itself is not kept. */
export interface AccessKey {
  readonly type: 'accessKey'
  readonly digest: string
  readonly role: KeyRole
}

/** The key that signs links in mails. */
export interface SigningKey {
  readonly type: 'signingKey'
  /** 32 random bytes, base64url. */
  readonly secret: string
}

/** A connected system that sends leads by webhook. */
export interface WebhookSource {
  readonly type: 'webhookSource'
  readonly provider: string
  readonly id: string
  readonly secret: string
  readonly campaign?: CampaignId
}
