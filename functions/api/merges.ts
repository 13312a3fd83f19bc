import { mergeLead } from '../../shared/contracts/sales.ts'
import { isLeadId } from '../../shared/domain/ids.ts'
import { mostAbsorbed } from '../../shared/domain/merging.ts'
import { readJsonAs } from '../../shared/lambda/body.ts'
import { type HttpAnswer, type HttpEvent, json, pathPart } from '../../shared/lambda/http.ts'
import { invalid, problem } from '../../shared/lambda/problem.ts'
import { findDuplicates } from '../../shared/pipeline/duplicates.ts'
import { type MergeResult, mergeLeads } from '../../shared/pipeline/merge.ts'
import type { Ports } from '../../shared/pipeline/ports.ts'
import { largestBody } from './limits.ts'
import { leadView } from './views.ts'

/**
 * Makes the answers about leads that are one person.
 * @param ports store, clock, ids
 */
export function mergeAnswers(ports: Ports) {
  return {
    listDuplicates: async (event: HttpEvent): Promise<HttpAnswer> => {
      const id = pathPart(event, 'id')
      const found = isLeadId(id) ? await findDuplicates(ports.store, id) : undefined
      if (found === undefined) return problem('not-found', 'There is no such lead')
      return json(200, { duplicates: found.map(({ lead, reasons }) => ({ lead: leadView(lead), reasons })) })
    },
    mergeLead: async (event: HttpEvent): Promise<HttpAnswer> => {
      const body = readJsonAs(mergeLead, event, largestBody)
      if (!body.ok) return body.answer
      const { duplicate } = body.value
      const id = pathPart(event, 'id')
      if (!isLeadId(id)) return problem('not-found', 'There is no such lead')
      if (!isLeadId(duplicate)) return invalid([{ path: 'duplicate', message: "must be a lead's id" }])
      return merged(await mergeLeads(ports, id, duplicate))
    },
  }
}

function merged(result: MergeResult): HttpAnswer {
  switch (result.kind) {
    case 'done':
      return json(200, leadView(result.lead))
    case 'same':
      return invalid([{ path: 'duplicate', message: 'must be another lead' }])
    case 'not-found':
      return problem('not-found', result.which === 'lead' ? 'There is no such lead' : 'There is no such duplicate')
    case 'elsewhere':
      return conflict(result, `${result.merged} was merged into ${result.lead.id} before: merge with that one`)
    case 'full':
      return conflict(result, `No more than ${mostAbsorbed} leads can be merged into one`)
    case 'checking':
      return conflict(result, 'The reports are being checked: merge again in a minute')
  }
}

function conflict(
  { lead }: Extract<MergeResult, { readonly kind: 'elsewhere' | 'full' | 'checking' }>,
  detail: string,
) {
  return problem('conflict', detail, undefined, { current: leadView(lead) })
}
