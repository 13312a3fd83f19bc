import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useFormat } from '../../api/workspace.ts'
import type { Format } from '../../words/format.ts'
import { modelInSentence } from '../../words/models.ts'
import type { CampaignSearch } from './figures.ts'
import type { Standing } from './standings.ts'

/** How campaigns stand, and what was chosen, so that links keep it. */
export interface AdviceProps {
  readonly standings: ReadonlyMap<string, Standing>
  readonly search: CampaignSearch
  readonly nameOf: (campaign: string) => string
}

/** Which campaign to stop paying for, in a sentence each; how that is judged is one click away. */
export function Advice({ standings, search, nameOf }: AdviceProps) {
  const format = useFormat()
  const all = [...standings.values()]
  const link = (campaign: string) => (
    <Link to="/campaigns/$id" params={{ id: campaign }} search={search}>
      {nameOf(campaign)}
    </Link>
  )
  const weak = of(all, 'weak').toSorted(
    (one, other) => other.spendMinor - other.verdict.mostMinor - (one.spendMinor - one.verdict.mostMinor),
  )
  const depends = of(all, 'depends')
  const early = [...of(all, 'few'), ...of(all, 'young')]
  const paid = all.filter(({ verdict }) => verdict.kind !== 'unpaid')
  if (paid.length === 0) return <Unpaid />
  return (
    <section className="advice" aria-labelledby="advice">
      <h2 id="advice">Which campaign to stop paying for</h2>
      {weak.length === 0 && <p className="advice-lead">{nothingToStop(paid.length, early.length, depends.length)}</p>}
      {weak.map(({ campaign, spendMinor, verdict: { mostMinor } }, index) => (
        <p key={campaign} className={index === 0 ? 'advice-lead' : undefined}>
          <strong>{link(campaign)}</strong> cost {format.roundMoney(spendMinor)} and brought{' '}
          {mostMinor === 0 ? 'nothing back' : `${format.roundMoney(mostMinor)} back at the most`}, whichever model you
          ask.
        </p>
      ))}
      {depends.length > 0 && (
        <p className="muted">
          Depends on the model:{' '}
          {depends.map(({ campaign, verdict }, index) => (
            <span key={campaign}>
              {index > 0 && ', '}
              {link(campaign)} ({dependsWords(verdict)})
            </span>
          ))}
          .
        </p>
      )}
      {early.length > 0 && (
        <p className="muted">
          Too early to tell:{' '}
          {early.map(({ campaign, verdict }, index) => (
            <span key={campaign}>
              {index > 0 && ', '}
              {link(campaign)} ({earlyWords(verdict, format)})
            </span>
          ))}
          .
        </p>
      )}
      <HowJudged />
    </section>
  )
}

function Unpaid() {
  return (
    <section className="advice" aria-labelledby="advice">
      <h2 id="advice">Which campaign to stop paying for</h2>
      <p className="muted">No spend is entered for this period. Enter what campaigns cost to see which earn it back.</p>
    </section>
  )
}

function nothingToStop(paid: number, early: number, depends: number): string {
  if (early === paid) return 'It is too early to tell.'
  if (depends > 0) return 'None for sure: no campaign costs more than it earns in every model.'
  return early > 0
    ? 'None: every campaign that had time enough earns more than it costs, in every model.'
    : 'None: every campaign earns more than it costs, in every model.'
}

function of<Kind extends Standing['verdict']['kind']>(standings: readonly Standing[], kind: Kind) {
  return standings.filter((one): one is Standing & { readonly verdict: { readonly kind: Kind } } => is(one, kind))
}

function is<Kind extends Standing['verdict']['kind']>({ verdict }: Standing, kind: Kind): boolean {
  return verdict.kind === kind
}

/**
 * Says why it is too early.
 * @param verdict one that is early
 * @param format how numbers are written
 */
export function earlyWords(verdict: Standing['verdict'], { number }: Format): string {
  if (verdict.kind === 'young') return 'most of its spend is younger than 90 days'
  if (verdict.kind !== 'few') return ''
  const some = `${number(verdict.have)} ${verdict.have === 1 ? verdict.of.slice(0, -1) : verdict.of}`
  return verdict.need === undefined ? `${some}, and no deal is won yet` : `${some}, n < ${number(verdict.need)}`
}

/** Names the fewer: the models by which it earns its cost, or those by which it does not. */
function dependsWords({ earnsBy, costsBy }: Extract<Standing['verdict'], { readonly kind: 'depends' }>): string {
  return earnsBy.length <= costsBy.length
    ? `earns its cost only by ${listOf(earnsBy.map(modelInSentence))}`
    : `earns its cost, but not by ${listOf(costsBy.map(modelInSentence))}`
}

function listOf(names: readonly string[]): string {
  return new Intl.ListFormat('en', { type: 'conjunction' }).format(names)
}

function HowJudged(): ReactNode {
  return (
    <details className="muted">
      <summary>How this is judged</summary>
      <p>
        A campaign <strong>earns</strong> when its revenue is at least its spend. It is{' '}
        <strong>weak in every model</strong> when each attribution model gives it less revenue than it cost, and{' '}
        <strong>depends on the model</strong> when they disagree: then look at it before you decide.
      </p>
      <p>
        It is <strong>too early to tell</strong> while a campaign has fewer leads, and took part in fewer deals (n),
        than it takes to expect three won deals at the rate of all campaigns, because so few may bring nothing by chance
        (the rule of three); or while most of its spend is of months that began in the last 90 days, as deals take time.
      </p>
      <p>What came in as revenue counts; open deals don’t. The quick ratio below says what they promise.</p>
    </details>
  )
}
