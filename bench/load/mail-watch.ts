import type { MeasuredStack } from '../stack/stack.ts'

/** Knows when the mail about each prospect was accepted. */
export interface MailWatch {
  /** Settles with the time of the rep's first mail about a prospect, in milliseconds since the epoch. */
  repMail(about: string): Promise<number>
  stop(): void
}

/**
 * Begins to watch for mails to reps.
 * @param stack a running stack
 */
export function watchMails(stack: MeasuredStack): MailWatch {
  const accepted = new Map<string, PromiseWithResolvers<number>>()
  const of = (about: string) => {
    const known = accepted.get(about) ?? Promise.withResolvers<number>()
    accepted.set(about, known)
    return known
  }
  const stop = stack.onMail((mail) => {
    if (mail.to === 'rep') of(mail.about).resolve(mail.at)
  })
  return { repMail: (about) => of(about).promise, stop }
}
