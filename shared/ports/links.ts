import type { AssignmentId, LeadId, MailId } from '../domain/ids.ts'
import type { Instant } from '../domain/time.ts'

/** What a signed link allows its holder to do. */
export type LinkClaim =
  | { readonly act: 'respond'; readonly assignment: AssignmentId; readonly rep: string }
  | { readonly act: 'unsubscribe'; readonly lead: LeadId }
  | { readonly act: 'click'; readonly lead: LeadId; readonly mail: MailId; readonly url: string }

/** What a token from a link turned out to be. */
export type LinkCheck =
  | { readonly kind: 'valid'; readonly claim: LinkClaim }
  | { readonly kind: 'expired' }
  | { readonly kind: 'invalid' }

/** Signs what goes into links in mails, and checks what comes back. */
export interface LinkSigner {
  /**
   * @param claim what the link allows
   * @param expiresAt when it stops working; absent: never (unsubscribing must always work)
   */
  sign(claim: LinkClaim, expiresAt?: Instant): Promise<string>
  check(token: string, now: Instant): Promise<LinkCheck>
}
