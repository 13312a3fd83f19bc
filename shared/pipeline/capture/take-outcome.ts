import { erasedDeal } from '../../domain/erasure.ts'
import type { OutcomeId } from '../../domain/ids.ts'
import type { Outcome } from '../../domain/opportunity.ts'
import { present } from '../../domain/present.ts'
import { type TaskLane, taskNow } from '../../domain/task.ts'
import { digestOf, digestOfJson } from '../digest.ts'
import { commitFresh } from '../fresh.ts'
import type { Ports } from '../ports.ts'

/**
 * What became of a report of a deal. `known`: the same came before, or something newer; `clash`: something else came
 * before, and nobody said which is newer.
 */
export interface OutcomeResult {
  readonly kind: 'accepted' | 'known' | 'clash'
  readonly id: OutcomeId
}

/** A report of a deal. */
export type Report = Pick<Outcome, 'source' | 'mode' | 'occurredAt' | 'deal'> & {
  /** The source's own id of the deal. */
  readonly dealId: string
}

/**
 * Takes in what another system says of a deal. What is said of one deal may come in any order and more than once: the
 * newest by the other system's clock counts, and of two of the same time one that closes the deal.
 * @param ports store and clock
 * @param report the deal, whole
 * @param lane bulk for imports
 */
export function takeOutcome(
  ports: Pick<Ports, 'store' | 'clock'>,
  report: Report,
  lane: TaskLane,
): Promise<OutcomeResult> {
  const { dealId, ...reported } = report
  const id = `out_${digestOf('outcome', report.source, dealId)}` as const
  return commitFresh<OutcomeResult>(ports.store, async () => {
    const now = ports.clock.now()
    const stored = await ports.store.get({ type: 'outcome', id })
    const before = stored?.entity
    // Whose deal it is was erased: what is told of it since is kept without that, too.
    const deal = before?.erased === undefined ? report.deal : erasedDeal(report.deal)
    const news = {
      type: 'outcome',
      id,
      ...reported,
      deal,
      receivedAt: now,
      payloadDigest: digestOfJson(deal),
      ...present({ erased: before?.erased }),
    } as const
    if (stored === undefined || before === undefined) {
      const entity: Outcome = { ...news, task: taskNow(`outcome:${id}`, 'outcome', now, lane) }
      return { result: { kind: 'accepted', id }, writes: [{ kind: 'create', entity }] }
    }
    const kind = comparison(news, before)
    if (kind !== 'accepted') return { result: { kind, id }, writes: [] }
    const task = taskNow(`outcome:${id}:${stored.version + 1}`, 'outcome', now, lane)
    const known = before.opportunity === undefined ? {} : { opportunity: before.opportunity }
    return { result: { kind, id }, writes: [{ kind: 'replace', stored, entity: { ...news, ...known, task } }] }
  })
}

/** Tells news from what is known. Says the same of any two reports, whichever came first. */
function comparison(news: Outcome, before: Outcome): OutcomeResult['kind'] {
  const isSame = news.payloadDigest === before.payloadDigest
  if (isSame && (news.occurredAt ?? 0) <= (before.occurredAt ?? 0)) return 'known'
  if (news.occurredAt === undefined) return 'clash'
  const ages = [news.occurredAt - (before.occurredAt ?? Number.NEGATIVE_INFINITY), closes(news) - closes(before)]
  const difference = ages.find((age) => age !== 0) ?? (news.payloadDigest > before.payloadDigest ? 1 : -1)
  return difference > 0 ? 'accepted' : 'known'
}

function closes({ deal }: Outcome): number {
  return Number(deal.result.status !== 'open')
}
