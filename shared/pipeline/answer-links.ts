import type { Assignment } from '../domain/assignment.ts'
import { day } from '../domain/time.ts'
import type { LinkSigner } from '../ports/links.ts'

/** How long a link to an offer works after it was made: long enough to find out what became of it. */
const linksLast = 30 * day

/** What making links needs. */
export interface LinkPorts {
  readonly links: LinkSigner
  /** Where links lead: no slash at the end. */
  readonly publicUrl: string
}

/** Pages on which a rep answers an offer; opening one changes nothing. */
export interface AnswerLinks {
  readonly acceptUrl: string
  readonly declineUrl: string
}

/**
 * Makes the links to the pages on which a rep answers an offer. Whoever has them can answer for the rep.
 * @param ports link signer and where links lead
 * @param assignment the offer
 */
export async function answerLinks(
  { links, publicUrl }: LinkPorts,
  { id, rep, offeredAt }: Pick<Assignment, 'id' | 'rep' | 'offeredAt'>,
): Promise<AnswerLinks> {
  const token = await links.sign({ act: 'respond', assignment: id, rep }, offeredAt + linksLast)
  const base = `${publicUrl}/v1/assignments/${id}`
  return { acceptUrl: `${base}/accept?token=${token}`, declineUrl: `${base}/decline?token=${token}` }
}
