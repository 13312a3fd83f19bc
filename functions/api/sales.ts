import type * as z from 'zod'
import {
  changeOpportunity as changeBody,
  loseOpportunity,
  openOpportunity as openBody,
  refundOpportunity as refundBody,
  reopenOpportunity as reopenBody,
  winOpportunity,
} from '../../shared/contracts/sales.ts'
import { isLeadId } from '../../shared/domain/ids.ts'
import type { Opportunity } from '../../shared/domain/opportunity.ts'
import { readJson, readJsonAs } from '../../shared/lambda/body.ts'
import { type HttpAnswer, type HttpEvent, header, json, pathPart } from '../../shared/lambda/http.ts'
import { type Checked, check, invalid, problem } from '../../shared/lambda/problem.ts'
import { type OpportunityResult, readOpportunity } from '../../shared/pipeline/deal-changes.ts'
import { changeOpportunity, closeOpportunity, openOpportunity } from '../../shared/pipeline/opportunities.ts'
import type { Ports } from '../../shared/pipeline/ports.ts'
import { refundOpportunity, reopenOpportunity } from '../../shared/pipeline/reopen.ts'
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
      return answerTo(ports, await openOpportunity(ports, id, body.value), 201, 'lead')
    },
    getOpportunity: async (event: HttpEvent): Promise<HttpAnswer> => {
      const stored = await readOpportunity(ports, pathPart(event, 'id'))
      return stored === undefined
        ? problem('not-found', 'There is no such opportunity')
        : json(200, await dealView(ports, stored.entity))
    },
    changeOpportunity: async (event: HttpEvent): Promise<HttpAnswer> => {
      const body = readJsonAs(changeBody, event, largestBody)
      if (!body.ok) return body.answer
      return answerTo(ports, await changeOpportunity(ports, pathPart(event, 'id'), body.value), 200, 'opportunity')
    },
    winOpportunity: async (event: HttpEvent): Promise<HttpAnswer> => {
      const body = readIfAny(winOpportunity, event)
      if (!body.ok) return body.answer
      return answerTo(
        ports,
        await closeOpportunity(ports, pathPart(event, 'id'), { status: 'won', ...body.value }),
        200,
        'opportunity',
      )
    },
    loseOpportunity: async (event: HttpEvent): Promise<HttpAnswer> => {
      const body = readJsonAs(loseOpportunity, event, largestBody)
      if (!body.ok) return body.answer
      return answerTo(
        ports,
        await closeOpportunity(ports, pathPart(event, 'id'), { status: 'lost', ...body.value }),
        200,
        'opportunity',
      )
    },
    reopenOpportunity: async (event: HttpEvent): Promise<HttpAnswer> => {
      const body = readIfAny(reopenBody, event)
      if (!body.ok) return body.answer
      return answerTo(
        ports,
        await reopenOpportunity(ports, pathPart(event, 'id'), body.value.reason),
        200,
        'opportunity',
      )
    },
    refundOpportunity: async (event: HttpEvent): Promise<HttpAnswer> => {
      const body = readJsonAs(refundBody, event, largestBody)
      if (!body.ok) return body.answer
      const key = header(event, 'idempotency-key')?.trim()
      if (key !== undefined && (key === '' || key.length > longestKey)) {
        return invalid([{ path: 'Idempotency-Key', message: `must be 1 to ${longestKey} characters` }])
      }
      const result = await refundOpportunity(ports, pathPart(event, 'id'), { ...body.value, key })
      return answerTo(ports, result, 200, 'opportunity')
    },
  }
}

/** Longest idempotency key, in characters. */
const longestKey = 255

/** Reads a body that may be left out. */
function readIfAny<Schema extends z.ZodType>(schema: Schema, event: HttpEvent): Checked<z.infer<Schema>> {
  if (event.body === undefined || event.body === '') return check(schema, {})
  const read = readJson(event, largestBody)
  return read.ok ? check(schema, read.value) : read
}

/** A deal keeps its id when its lead is merged into another; whose it is now is said. */
async function dealView({ store }: Pick<Ports, 'store'>, opportunity: Opportunity) {
  const lead = await store.get({ type: 'lead', id: opportunity.leadId })
  return { ...opportunityView(opportunity), leadId: lead?.entity.id ?? opportunity.leadId }
}

async function answerTo(
  ports: Pick<Ports, 'store'>,
  result: OpportunityResult,
  status: number,
  missing: 'lead' | 'opportunity',
): Promise<HttpAnswer> {
  switch (result.kind) {
    case 'done':
      return json(status, await dealView(ports, result.opportunity))
    case 'not-found':
      return problem('not-found', `There is no such ${missing}`)
    case 'invalid':
      return invalid(result.errors)
    case 'closed': {
      const current = await dealView(ports, result.opportunity)
      return problem('conflict', `The opportunity is ${current.status} already`, undefined, { current })
    }
    case 'not-won': {
      const current = await dealView(ports, result.opportunity)
      return problem('conflict', `The opportunity is ${current.status}, so nothing was earned`, undefined, { current })
    }
    case 'clash':
      return problem('conflict', 'This Idempotency-Key came before with another refund: use a new key for each refund')
  }
}
