import type { MailId } from '../../../shared/domain/ids.ts'
import { parseMailId } from '../../../shared/domain/ids.ts'
import { type Duration, type Instant, minute, second } from '../../../shared/domain/time.ts'
import type { MailEvent } from '../../../shared/pipeline/mail-events.ts'
import type { Mailer, OutgoingMail, SendResult } from '../../../shared/ports/mailer.ts'
import type { Call, Invocation, Stage } from '../core/invocation.ts'
import type { Journal } from '../core/journal.ts'

/** A mail the service has accepted: from here on the recipient may read it. */
export interface AcceptedMail {
  readonly id: MailId
  readonly to: string
  readonly sequence: number
  readonly elapsed: Duration
  readonly at: Instant
  readonly by: string
  /** The tokens of its links, in the order they stand in its text. */
  readonly tokens: readonly string[]
}

/** The mail service. */
export interface MailService {
  readonly accepted: readonly AcceptedMail[]
  /** The service as one invocation sees it. */
  mailerFor(invocation: Invocation): Mailer
}

/** Who is told what the service does. */
export interface MailListeners {
  readonly onAccepted: (mail: AcceptedMail) => void
  readonly onEvent: (event: MailEvent) => void
}

/**
 * Makes the mail service.
 * @param stage the world
 * @param journal numbers what happens
 * @param listeners who is told
 */
export function createMailService(stage: Stage, journal: Journal, listeners: MailListeners): MailService {
  const accepted: AcceptedMail[] = []
  const accept = (mail: OutgoingMail, by: string): void => {
    const tokens = [...mail.text.matchAll(/token=(\w+)/g)].map(([, token = '']) => token)
    const { scheduler } = stage
    const taken = { id: mail.id, to: mail.to.address, sequence: journal.nextSequence(), by, tokens: unique(tokens) }
    const whole = { ...taken, elapsed: scheduler.elapsed(), at: scheduler.clock.now() }
    accepted.push(whole)
    listeners.onAccepted(whole)
    for (const event of eventsOf(stage, mail.id)) scheduler.after(event.delay, () => listeners.onEvent(event))
  }
  return {
    accepted,
    mailerFor: (invocation) => ({ send: (mail) => invocation.call(sending(stage, mail, invocation.name, accept)) }),
  }
}

function sending(
  { faults }: Stage,
  mail: OutgoingMail,
  by: string,
  accept: (mail: OutgoingMail, by: string) => void,
): Call<SendResult> {
  return {
    label: `mail ${parseMailId(mail.id)?.id ?? mail.id}`,
    apply: async () => {
      if (faults.strikes('mailBusy')) return { kind: 'busy' }
      if (faults.strikes('mailRefused')) return { kind: 'refused', why: 'simulated' }
      if (faults.strikes('mailTimeoutBefore')) return { kind: 'unknown' }
      accept(mail, by)
      return faults.strikes('mailTimeoutAfter') ? { kind: 'unknown' } : { kind: 'accepted', messageId: mail.id }
    },
  }
}

/** What the service will report of a mail: most are delivered, a few bounce, a few annoy; reports come in any order. */
function eventsOf({ random, faults }: Stage, mail: MailId): readonly (MailEvent & { readonly delay: Duration })[] {
  const fate = random.next()
  const kinds: readonly MailEvent['kind'][] =
    fate < 0.05 ? ['bounced'] : fate < 0.09 ? ['delivered', 'complained'] : fate < 0.95 ? ['delivered'] : []
  const again = kinds.filter(() => faults.strikes('mailEventDuplicated'))
  return [...kinds, ...again].map((kind) => {
    const usual = random.between(50, 10 * second)
    return { mail, kind, delay: faults.strikes('mailEventDelayed') ? random.between(second, 30 * minute) : usual }
  })
}

function unique(texts: readonly string[]): readonly string[] {
  return [...new Set(texts)]
}
