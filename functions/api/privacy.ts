import { eraseLead, exportQuery } from '../../shared/contracts/privacy.ts'
import type { Erased } from '../../shared/domain/erasure.ts'
import { isLeadId } from '../../shared/domain/ids.ts'
import { toIso } from '../../shared/domain/time.ts'
import { readJsonAs } from '../../shared/lambda/body.ts'
import { type HttpAnswer, type HttpEvent, json, pathPart } from '../../shared/lambda/http.ts'
import { check, invalid, problem } from '../../shared/lambda/problem.ts'
import { startErasure } from '../../shared/pipeline/erase/start.ts'
import { readExport } from '../../shared/pipeline/export-lead.ts'
import { readLeadById } from '../../shared/pipeline/leads.ts'
import type { Ports } from '../../shared/pipeline/ports.ts'
import { exportView } from './export-view.ts'
import { largestBody } from './limits.ts'

/**
 * Makes the answers to a person's right to know what is kept of them, and to have it erased.
 * @param ports store, clock, ids
 */
export function privacyAnswers(ports: Ports) {
  return {
    eraseLead: async (event: HttpEvent): Promise<HttpAnswer> => {
      const id = pathPart(event, 'id')
      const body = readJsonAs(eraseLead, event, largestBody)
      if (!body.ok) return body.answer
      if (body.value.confirm !== id) return invalid([{ path: 'confirm', message: "must be the lead's id once more" }])
      if (!isLeadId(id)) return noSuchLead()
      const result = await startErasure(ports, id)
      return result.kind === 'not-found' ? noSuchLead() : json(202, { lead: id, job: result.job })
    },
    exportLead: async (event: HttpEvent): Promise<HttpAnswer> => {
      const query = check(exportQuery, event.queryStringParameters ?? {})
      if (!query.ok) return query.answer
      const id = pathPart(event, 'id')
      const from = Number(query.value.cursor ?? '0')
      if (!Number.isSafeInteger(from) || from < 0) return invalid([{ path: 'cursor', message: 'is not a cursor' }])
      const page = isLeadId(id) ? await readExport(ports.store, id, from) : undefined
      if (page !== undefined) return json(200, exportView(page, ports.clock.now()))
      const erased = (await readLeadById(ports.store, id))?.erased
      return erased === undefined ? noSuchLead() : leadErased(erased)
    },
  }
}

/**
 * Answers that a lead was erased.
 * @param erased when, and by which job
 */
export function leadErased({ at, job }: Erased): HttpAnswer {
  return problem('gone', 'The lead was erased', undefined, { erased: { at: toIso(at), job } })
}

function noSuchLead(): HttpAnswer {
  return problem('not-found', 'There is no such lead')
}
