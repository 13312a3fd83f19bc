import type * as z from 'zod'
import {
  campaignQuery,
  funnelQuery,
  periodQuery,
  pursuitQuery,
  quickRatioQuery,
  sourcesQuery,
  speedQuery,
} from '../../shared/contracts/reports.ts'
import { toIso } from '../../shared/domain/time.ts'
import { type HttpAnswer, type HttpEvent, header, json } from '../../shared/lambda/http.ts'
import { check } from '../../shared/lambda/problem.ts'
import type { Ports } from '../../shared/pipeline/ports.ts'
import { readCampaignReport } from '../../shared/pipeline/reports/campaigns.ts'
import { readCalibration, readIdealCustomer, readSources } from '../../shared/pipeline/reports/marketing.ts'
import { readQuickRatio } from '../../shared/pipeline/reports/quick-ratio.ts'
import { readFunnel, readHours, readPursuit, readSpeed } from '../../shared/pipeline/reports/sales.ts'
import { readSensitivity } from '../../shared/pipeline/reports/sensitivity.ts'
import { currentRules } from '../../shared/pipeline/rules.ts'
import { type CsvTable, csvAnswer } from './csv.ts'
import { campaignTable, quickRatioTable, sensitivityTable } from './tables/campaigns.ts'
import { calibrationTable, idealCustomerTable, sourcesTable } from './tables/marketing.ts'
import { funnelTable, hourTable, pursuitTable, speedTable } from './tables/sales.ts'

/** A report as it is answered: as JSON, and as one table. */
interface Report {
  readonly body: object
  readonly table: CsvTable
  /** Of a report in pages: where the next one begins. */
  readonly cursor?: string
}

/**
 * Makes the answers of reports.
 * @param ports store, clock
 */
export function reportAnswers(ports: Ports) {
  const { store } = ports
  return {
    campaignReport: report(ports, 'campaigns', campaignQuery, async (query) => {
      const found = await readCampaignReport(store, query)
      return { body: found, table: campaignTable(found) }
    }),
    sensitivityReport: report(ports, 'sensitivity', periodQuery, async (query) => {
      const found = await readSensitivity(store, query)
      return { body: found, table: sensitivityTable(found) }
    }),
    quickRatioReport: report(ports, 'quick-ratio', quickRatioQuery, async (query) => {
      const found = await readQuickRatio(store, query, ports.clock.now())
      return { body: found, table: quickRatioTable(found) }
    }),
    funnelReport: report(ports, 'funnel', funnelQuery, async (query) => {
      const found = await readFunnel(store, query)
      return { body: found, table: funnelTable(found) }
    }),
    speedReport: report(ports, 'speed', speedQuery, async ({ by, ...query }) => {
      if (by === 'hour') {
        const hours = await readHours(store, query)
        return { body: { hours }, table: hourTable(hours) }
      }
      const found = await readSpeed(store, { ...query, by })
      return { body: found, table: speedTable(found) }
    }),
    pursuitReport: report(ports, 'pursuit', pursuitQuery, async (query) => {
      const found = await readPursuit(store, query)
      const never = found.neverTouched
      const leads = never?.leads.map((one) => ({ ...one, acceptedAt: toIso(one.acceptedAt) }))
      return {
        body: { ...found, neverTouched: never === null ? null : { ...never, leads } },
        table: pursuitTable(found),
      }
    }),
    sourcesReport: report(ports, 'sources', sourcesQuery, async (query) => {
      const found = await readSources(store, query)
      return { body: found, table: sourcesTable(found) }
    }),
    calibrationReport: report(ports, 'calibration', periodQuery, async (query) => {
      const found = await readCalibration(store, query)
      return { body: found, table: calibrationTable(found) }
    }),
    idealCustomerReport: report(ports, 'ideal-customer', periodQuery, async (query) => {
      const found = await readIdealCustomer(store, query)
      return { body: found, table: idealCustomerTable(found) }
    }),
  }
}

/**
 * Checks the query, makes the report, and answers as JSON (with when it was made and what its units are) or CSV. Where a
 * CSV's next page begins, its `Link` header says (RFC 8288).
 * @param ports store, clock
 * @param name of the CSV file
 * @param query what it can be asked for
 * @param make makes it
 */
export function report<Query extends z.ZodType>(
  { store, clock }: Ports,
  name: string,
  query: Query,
  make: (query: z.output<Query>, event: HttpEvent) => Promise<Report>,
) {
  return async (event: HttpEvent): Promise<HttpAnswer> => {
    const asked = check(query, event.queryStringParameters ?? {})
    if (!asked.ok) return asked.answer
    const [{ playbook }, { body, table, cursor }] = await Promise.all([currentRules(store), make(asked.value, event)])
    if ((header(event, 'accept') ?? '').includes('text/csv')) {
      const answer = csvAnswer(name, table)
      return cursor === undefined
        ? answer
        : { ...answer, headers: { ...answer.headers, link: nextLink(event, cursor) } }
    }
    const { currency, timezone } = playbook.workspace
    const units = { money: 'minor', time: 'ms' }
    return json(200, { asOf: toIso(clock.now()), currency, timezone, units, ...body, cursor })
  }
}

function nextLink({ queryStringParameters }: HttpEvent, cursor: string): string {
  const query = new URLSearchParams({ ...queryStringParameters, cursor })
  return `<?${query}>; rel="next"`
}
