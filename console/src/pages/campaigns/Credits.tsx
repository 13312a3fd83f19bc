import { Button, SegmentedControl } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useEffect, useRef, useState } from 'react'
import type { CreditsAnswer } from '../../../../shared/contracts/campaign-answers.ts'
import { useFormat } from '../../api/workspace.ts'
import { Section } from '../../parts/Page.tsx'
import { Empty, Failed, Loading } from '../../parts/States.tsx'
import { saveCsv } from '../../parts/save-csv.ts'
import { useApi } from '../../session/session.ts'
import { toCsv } from '../../words/csv.ts'
import { nameOf, touchWords } from '../../words/lead.ts'
import { isLedgerModel, type Model, modelInSentence, modelWords } from '../../words/models.ts'
import type { Period } from '../../words/period.ts'
import { allCredits, useCredits } from './campaigns.ts'
import type { CreditKind } from './figures.ts'

type CreditedDeal = CreditsAnswer['deals'][number]

/** Which figure is opened up, and what is told of another choice. */
export interface CreditsProps {
  readonly campaign: string
  readonly model: Model
  readonly period: Period
  readonly kind: CreditKind
  readonly onKind: (kind: CreditKind) => void
}

/** The deals behind a figure, each with its lead and the touches that earned the campaign its part. */
export function Credits({ campaign, model, period, kind, onKind }: CreditsProps) {
  const found = useCredits({ campaign, model, kind, period })
  const deals = found.data?.pages.flatMap((page) => page.deals)
  const totals = found.data?.pages[0]?.totals
  const heading = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (location.hash === '#deals') heading.current?.scrollIntoView({ block: 'start' })
  }, [])
  return (
    <div id="deals" ref={heading}>
      <Section
        title="The deals behind it"
        aside={
          <div className="row">
            {isLedgerModel(model) && (
              <SegmentedControl
                size="xs"
                aria-label="Which figure"
                value={kind}
                data={[
                  { value: 'pipeline', label: 'Pipeline' },
                  { value: 'revenue', label: 'Revenue' },
                ]}
                onChange={(value) => onKind(value === 'pipeline' ? 'pipeline' : 'revenue')}
              />
            )}
            <SaveCredits campaign={campaign} model={model} period={period} kind={kind} />
          </div>
        }
      >
        {totals !== undefined && <Sum totals={totals} kind={kind} model={model} />}
        {deals === undefined ? (
          <Pending error={found.error} retry={() => void found.refetch()} />
        ) : deals.length === 0 ? (
          <Empty title={kind === 'pipeline' ? 'No deal was opened' : 'No deal was won'}>
            By this model the campaign has no part of any deal of this period.
          </Empty>
        ) : (
          <CreditTable deals={deals} model={model} />
        )}
        {found.hasNextPage && (
          <Button
            className="more"
            variant="default"
            loading={found.isFetchingNextPage}
            onClick={() => void found.fetchNextPage()}
          >
            Show more
          </Button>
        )}
      </Section>
    </div>
  )
}

function Pending({ error, retry }: { readonly error: unknown; readonly retry: () => void }) {
  return error ? <Failed error={error} retry={retry} /> : <Loading what="the deals" />
}

function Sum({
  totals,
  kind,
  model,
}: Pick<CreditsProps, 'kind' | 'model'> & { readonly totals: CreditsAnswer['totals'] }) {
  const format = useFormat()
  const deals = `${format.number(totals.deals)} ${totals.deals === 1 ? 'deal' : 'deals'}`
  if (totals.creditMinor === null)
    return (
      <p className="muted above">
        {deals} won with this campaign on the way. {modelWords[model].name} divides the revenue of the whole period by
        what all paths show together: it gives no single deal a part.
      </p>
    )
  return (
    <p className="muted above">
      {deals} {kind === 'pipeline' ? 'opened' : 'won'}: this campaign’s part of them is{' '}
      <strong>{format.money(totals.creditMinor)}</strong>, by {modelInSentence(model)}.
    </p>
  )
}

function CreditTable({ deals, model }: { readonly deals: readonly CreditedDeal[]; readonly model: Model }) {
  const format = useFormat()
  const divides = isLedgerModel(model)
  return (
    <div className="table-frame">
      <table className="data">
        <thead>
          <tr>
            <th>Date</th>
            <th>Deal</th>
            <th>Touches that earned it</th>
            <th className="number">Deal</th>
            {divides && <th className="number">Credit</th>}
          </tr>
        </thead>
        <tbody>
          {deals.map(({ opportunityId, at, creditMinor, deal }) => (
            <tr key={`${opportunityId} ${at}`}>
              <td className="nowrap">{format.day(at)}</td>
              <td>
                {deal === null ? <span className="muted">The lead was erased or merged</span> : <Deal deal={deal} />}
              </td>
              <td>
                <Touches touches={deal?.touches ?? []} />
              </td>
              <td className="number">{deal === null ? '–' : format.money(deal.amountMinor)}</td>
              {divides && <td className="number strong">{creditMinor === null ? '–' : format.money(creditMinor)}</td>}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function Deal({ deal: { name, lead } }: { readonly deal: NonNullable<CreditedDeal['deal']> }) {
  return (
    <>
      <Link to="/leads/$id" params={{ id: lead.id }} className="strong">
        {nameOf(lead)}
      </Link>
      <span className="small muted block">{[name, lead.company].filter(Boolean).join(' · ')}</span>
    </>
  )
}

function Touches({ touches }: { readonly touches: NonNullable<CreditedDeal['deal']>['touches'] }) {
  const format = useFormat()
  if (touches.length === 0) return <span className="muted">–</span>
  return (
    <ul className="credit-touches">
      {touches.map((touch) => (
        <li key={`${touch.at} ${touch.event}`}>
          {touchWords(touch)} <span className="muted">{format.day(touch.at)}</span>
          {touches.length > 1 && touch.creditMinor !== null && (
            <span className="muted"> · {format.money(touch.creditMinor)}</span>
          )}
        </li>
      ))}
    </ul>
  )
}

function SaveCredits(asked: Pick<CreditsProps, 'campaign' | 'model' | 'period' | 'kind'>) {
  const api = useApi()
  const [busy, wait] = useState(false)
  const save = async () => {
    wait(true)
    try {
      saveCsv(`${asked.campaign}-${asked.kind}.csv`, creditsCsv(await allCredits(api, asked)))
    } finally {
      wait(false)
    }
  }
  return (
    <Button variant="default" size="xs" loading={busy} onClick={() => void save()}>
      Save as CSV
    </Button>
  )
}

function creditsCsv(deals: readonly CreditedDeal[]): string {
  return toCsv(
    ['at', 'opportunityId', 'deal', 'status', 'leadId', 'company', 'dealMinor', 'creditMinor', 'touches'],
    deals.map(({ at, opportunityId, creditMinor, deal }) => [
      at,
      opportunityId,
      deal?.name,
      deal?.status,
      deal?.lead.id,
      deal?.lead.company,
      deal?.amountMinor,
      creditMinor,
      deal?.touches.map((touch) => `${touch.at} ${touch.event}`).join('; '),
    ]),
  )
}
