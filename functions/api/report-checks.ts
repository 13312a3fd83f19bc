import {
  checkCountersQuery,
  foldCampaignQuery,
  foldLeadsQuery,
  mendCheck,
} from '../../shared/contracts/report-check.ts'
import type { ReportCheck } from '../../shared/domain/report-check.ts'
import { toIso } from '../../shared/domain/time.ts'
import { readJsonAs } from '../../shared/lambda/body.ts'
import { type HttpAnswer, type HttpEvent, json, pathPart } from '../../shared/lambda/http.ts'
import { check, problem } from '../../shared/lambda/problem.ts'
import type { Ports } from '../../shared/pipeline/ports.ts'
import {
  beginCheck,
  type CheckResult,
  foldLeads,
  foldLedger,
  mendReports,
  readCounters,
  renewCheck,
  runningCheck,
  talliedCampaigns,
  waitFor,
} from '../../shared/pipeline/report-check.ts'
import { largestBody } from './limits.ts'

/**
 * Makes the answers about checks of the reports' counters.
 * @param ports store, clock, ids
 */
export function reportCheckAnswers(ports: Ports) {
  const { store, clock } = ports
  const view = async (running: ReportCheck) => ({
    id: running.id,
    readyIn: waitFor(running, clock.now()),
    until: toIso(running.until),
    mended: running.mended,
    leads: await store.countLeads({}),
    campaigns: await talliedCampaigns(store),
  })
  const answerTo = async (result: CheckResult, status: number): Promise<HttpAnswer> => {
    if (result.kind === 'done') return json(status, await view(result.check))
    if (result.kind === 'over') return over
    const { until, mended } = result.check
    const current = { until: toIso(until), mended }
    return problem('conflict', 'Another check is under way, or this was put right already', undefined, { current })
  }
  /** Reads only while the check lasts: what is read then stands still. */
  const reading = async (event: HttpEvent, read: () => Promise<unknown>): Promise<HttpAnswer> => {
    const id = pathPart(event, 'id')
    const running = await runningCheck(store, id, clock.now())
    if (running === undefined) return over
    if (waitFor(running.entity, clock.now()) > 0)
      return problem('conflict', 'The check may not be read yet: see readyIn')
    const answer = await read()
    return (await runningCheck(store, id, clock.now())) === undefined ? over : json(200, answer)
  }
  return {
    beginReportCheck: async (): Promise<HttpAnswer> => answerTo(await beginCheck(ports), 201),
    renewReportCheck: async (event: HttpEvent): Promise<HttpAnswer> =>
      answerTo(await renewCheck(ports, pathPart(event, 'id')), 200),
    endReportCheck: async (event: HttpEvent): Promise<HttpAnswer> => {
      await renewCheck(ports, pathPart(event, 'id'), 0)
      return { statusCode: 204, headers: { 'cache-control': 'no-store' } }
    },
    foldLeads: async (event: HttpEvent): Promise<HttpAnswer> => {
      const query = check(foldLeadsQuery, event.queryStringParameters ?? {})
      return query.ok ? reading(event, () => foldLeads(store, query.value.cursor)) : query.answer
    },
    foldLedger: async (event: HttpEvent): Promise<HttpAnswer> => {
      const query = check(foldCampaignQuery, event.queryStringParameters ?? {})
      return query.ok ? reading(event, () => foldLedger(store, query.value.campaign)) : query.answer
    },
    checkCounters: async (event: HttpEvent): Promise<HttpAnswer> => {
      const query = check(checkCountersQuery, event.queryStringParameters ?? {})
      if (!query.ok) return query.answer
      return reading(event, () => readCounters(store, query.value.dimension, query.value.month))
    },
    mendReports: async (event: HttpEvent): Promise<HttpAnswer> => {
      const body = readJsonAs(mendCheck, event, largestBody)
      if (!body.ok) return body.answer
      return answerTo(await mendReports(ports, pathPart(event, 'id'), body.value), 200)
    },
  }
}

const over = problem('gone', 'The check is over: begin another')
