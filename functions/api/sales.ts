import {
  changeOpportunity as changeBody,
  loseOpportunity,
  openOpportunity as openBody,
  winOpportunity,
} from '../../shared/contracts/sales.ts'
import { isLeadId } from '../../shared/domain/ids.ts'
import { readJson, readJsonAs } from '../../shared/lambda/body.ts'
import { type HttpAnswer, type HttpEvent, json, pathPart } from '../../shared/lambda/http.ts'
import { check, invalid, problem } from '../../shared/lambda/problem.ts'
import {
  changeOpportunity,
  closeOpportunity,
  type OpportunityResult,
  openOpportunity,
  readOpportunity,
} from '../../shared/pipeline/opportunities.ts'
import type { Ports } from '../../shared/pipeline/ports.ts'
import { largestBody } from './limits.ts'
import { opportunityView } from './views.ts'

/**
 * Makes the answers about opportunities.
 * @param ports store, clock, ids
 */
export function salesAnswers(ports: Ports) {
  return {
    openOpportunity: async (event: HttpEvent): Promise<HttpAnswer> => {
      const body = readJsonAs(openBody, event, largestBody)
      if (!body.ok) return body.answer
      const id = pathPart(event, 'id')
      if (!isLeadId(id)) return problem('not-found', 'There is no such lead')
      return answerTo(await openOpportunity(ports, id, body.value), 201, 'lead')
    },
    getOpportunity: async (event: HttpEvent): Promise<HttpAnswer> => {
      const stored = await readOpportunity(ports, pathPart(event, 'id'))
      return stored === undefined
        ? problem('not-found', 'There is no such opportunity')
        : json(200, opportunityView(stored.entity))
    },
    changeOpportunity: async (event: HttpEvent): Promise<HttpAnswer> => {
      const body = readJsonAs(changeBody, event, largestBody)
      if (!body.ok) return body.answer
      return answerTo(await changeOpportunity(ports, pathPart(event, 'id'), body.value), 200, 'opportunity')
    },
    winOpportunity: async (event: HttpEvent): Promise<HttpAnswer> => {
      const read = hasBody(event) ? readJson(event, largestBody) : ({ ok: true, value: {} } as const)
      const body = read.ok ? check(winOpportunity, read.value) : read
      if (!body.ok) return body.answer
      return answerTo(
        await closeOpportunity(ports, pathPart(event, 'id'), { status: 'won', ...body.value }),
        200,
        'opportunity',
      )
    },
    loseOpportunity: async (event: HttpEvent): Promise<HttpAnswer> => {
      const body = readJsonAs(loseOpportunity, event, largestBody)
      if (!body.ok) return body.answer
      return answerTo(
        await closeOpportunity(ports, pathPart(event, 'id'), { status: 'lost', ...body.value }),
        200,
        'opportunity',
      )
    },
  }
}

function hasBody(event: HttpEvent): boolean {
  return event.body !== undefined && event.body !== ''
}

function answerTo(result: OpportunityResult, status: number, missing: 'lead' | 'opportunity'): HttpAnswer {
  switch (result.kind) {
    case 'done':
      return json(status, opportunityView(result.opportunity))
    case 'not-found':
      return problem('not-found', `There is no such ${missing}`)
    case 'invalid':
      return invalid(result.errors)
    case 'closed': {
      const current = opportunityView(result.opportunity)
      return problem('conflict', `The opportunity is ${current.status} already`, undefined, { current })
    }
  }
}
