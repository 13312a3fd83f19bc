import { oneLine } from '../domain/text.ts'
import type { Block, LinkedFact } from './document.ts'
import type { MailProspect } from './view.ts'

/** A link to a phone, when the number is one. */
function telephone(phone: string): { readonly href?: string } {
  return /^\+?[\d\s().-]{5,25}$/.test(phone) ? { href: `tel:${phone.replace(/[^+\d]/g, '')}` } : {}
}

/** A link to a mailbox, when the address is one. */
function mailbox(email: string): { readonly href?: string } {
  const [user, domain, ...more] = email.split('@')
  if (user === undefined || domain === undefined || more.length > 0) return {}
  if (!/^[\p{L}\p{N}.!#$%&'*+/=?^_`{|}~-]+$/u.test(user) || !/^[\p{L}\p{N}.-]+$/u.test(domain)) return {}
  return { href: `mailto:${encodeURIComponent(user)}@${domain}` }
}

/** A fact, when there is a value. */
function fact(
  label: string,
  value = '',
  linked: (value: string) => { readonly href?: string } = () => ({}),
): readonly LinkedFact[] {
  const line = oneLine(value, 400)
  return line === '' ? [] : [{ label: oneLine(label), value: line, ...linked(line) }]
}

/**
 * Who the lead is and how to reach them.
 * @param prospect the person
 * @param extent `short` leaves out what is known beyond that
 * @param more further facts, shown last
 */
export function whoBlock(prospect: MailProspect, extent: 'short' | 'full', more: readonly LinkedFact[] = []): Block {
  return {
    kind: 'facts',
    facts: [
      ...fact('Name', prospect.name),
      ...fact('Company', prospect.company),
      ...fact('Job title', prospect.jobTitle),
      ...fact('Phone', prospect.phone, telephone),
      ...fact('E-mail', prospect.email, mailbox),
      ...fact('Place', prospect.place),
      ...(extent === 'full' ? prospect.details : []).flatMap((detail) => fact(detail.label, detail.value)),
      ...more,
    ],
  }
}

/**
 * The two ways to answer an offer.
 * @param links where each leads, absolute
 */
export function answerBlock(links: { readonly acceptUrl: string; readonly declineUrl: string }): Block {
  return {
    kind: 'actions',
    actions: [
      { label: 'Accept this lead', url: links.acceptUrl, primary: true },
      { label: 'Decline', url: links.declineUrl, primary: false },
    ],
  }
}
