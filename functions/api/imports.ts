import { leadImport, outcomeImport } from '../../shared/contracts/import.ts'
import { readJsonAs } from '../../shared/lambda/body.ts'
import { type HttpAnswer, type HttpEvent, json } from '../../shared/lambda/http.ts'
import { importLeads } from '../../shared/pipeline/capture/import-leads.ts'
import { importOutcomes } from '../../shared/pipeline/capture/import-outcomes.ts'
import type { Ports } from '../../shared/pipeline/ports.ts'
import { largestBody } from './limits.ts'

/**
 * Makes the answers to imports.
 * @param ports store, clock, ids
 */
export function importAnswers(ports: Ports) {
  return {
    importLeads: async (event: HttpEvent): Promise<HttpAnswer> => {
      const body = readJsonAs(leadImport, event, largestBody)
      return body.ok ? json(200, await importLeads(ports, body.value)) : body.answer
    },
    importOutcomes: async (event: HttpEvent): Promise<HttpAnswer> => {
      const body = readJsonAs(outcomeImport, event, largestBody)
      return body.ok ? json(200, await importOutcomes(ports, body.value)) : body.answer
    },
  }
}
