import type { Assignment } from '../../domain/assignment.ts'
import type { LeadRecord } from '../../domain/entity.ts'
import { type AssignmentId, parseNumberedId, type RepId } from '../../domain/ids.ts'
import type { Mail } from '../../domain/mail.ts'
import type { Rep, Team } from '../../domain/roster.ts'
import type { Touch } from '../../domain/touch.ts'
import type { Store } from '../../ports/store.ts'

/** What a mail tells of, beside its lead. Absent is what is gone, or what such a mail does not tell of. */
export interface MailFacts {
  /** To whom it goes, or of whom it tells the prospect. */
  readonly rep?: Rep | undefined
  readonly assignment?: Assignment | undefined
  /** Whose manager it goes to. */
  readonly team?: Team | undefined
  readonly touch?: Touch | undefined
  /** Everything known of the lead. */
  readonly records: readonly LeadRecord[]
  readonly roster: readonly Rep[]
}

/**
 * Reads what a mail tells of, all at once as far as it can be.
 * @param store where it is
 * @param mail the outbox entry
 */
export async function readFacts(store: Store, mail: Mail): Promise<MailFacts> {
  const { audience, content, leadId } = mail
  const toldOf = 'assignment' in content ? content.assignment : undefined
  const isAlert = content.template === 'alert'
  const tellsAll = isAlert || content.template === 'notice' || content.template === 'handed-over'
  const [rep, assignment, touch, records, roster, team] = await Promise.all([
    audience.to === 'rep' ? repOf(store, audience.rep) : undefined,
    toldOf === undefined ? undefined : assignmentOf(store, toldOf),
    content.template === 'activity'
      ? store.get({ type: 'touch', leadId, at: content.touchAt, id: content.touch })
      : undefined,
    tellsAll ? store.listLead(leadId) : [],
    isAlert ? store.listRoster() : [],
    audience.to === 'manager' ? store.get({ type: 'team', id: audience.team }) : undefined,
  ])
  return {
    rep: rep ?? (assignment === undefined ? undefined : await tellsOfRep(store, mail, assignment)),
    assignment,
    team: team?.entity,
    touch: touch?.entity,
    records: records.map(({ entity }) => entity),
    roster: roster.map(({ entity }) => entity),
  }
}

/** A prospect is told who will be in touch, and a manager of whom it is. */
async function tellsOfRep(store: Store, { audience }: Mail, { rep }: Assignment): Promise<Rep | undefined> {
  return audience.to !== 'rep' ? await repOf(store, rep) : undefined
}

async function repOf(store: Store, id: RepId): Promise<Rep | undefined> {
  return (await store.get({ type: 'rep', id }))?.entity
}

async function assignmentOf(store: Store, id: AssignmentId): Promise<Assignment | undefined> {
  const parsed = parseNumberedId('asg', id)
  return parsed === undefined ? undefined : (await store.get({ type: 'assignment', ...parsed }))?.entity
}
