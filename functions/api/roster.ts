import { timeOffSpan } from '../../shared/contracts/roster.ts'
import { readJson, readJsonAs } from '../../shared/lambda/body.ts'
import { type HttpAnswer, type HttpEvent, json, pathPart } from '../../shared/lambda/http.ts'
import { invalid, problem } from '../../shared/lambda/problem.ts'
import type { Ports } from '../../shared/pipeline/ports.ts'
import { addTimeOff, deactivate, type RepChanged, removeTimeOff, saveRep } from '../../shared/pipeline/roster.ts'
import { readRoster, readRosterEntry } from '../../shared/pipeline/roster-list.ts'
import { largestBody } from './limits.ts'
import { created, pathName } from './names.ts'
import { repView, rosterEntryView } from './roster-views.ts'

/**
 * Makes the answers about reps.
 * @param ports store, clock
 */
export function rosterAnswers(ports: Ports) {
  return {
    listRoster: async (): Promise<HttpAnswer> => json(200, { reps: (await readRoster(ports)).map(rosterEntryView) }),
    getRep: async (event: HttpEvent): Promise<HttpAnswer> => {
      const entry = await readRosterEntry(ports, pathPart(event, 'id'))
      return entry === undefined ? noSuchRep() : json(200, rosterEntryView(entry))
    },
    putRep: async (event: HttpEvent): Promise<HttpAnswer> => {
      const id = pathName(event, 'id')
      if (!id.ok) return id.answer
      const body = readJson(event, largestBody)
      if (!body.ok) return body.answer
      const result = await saveRep(ports, id.value, body.value)
      if (result.kind === 'invalid') return invalid(result.errors)
      return json(created(result.created ? 'created' : 'changed'), {
        ...repView(result.rep),
        handOver: result.handOver,
      })
    },
    deactivateRep: async (event: HttpEvent): Promise<HttpAnswer> =>
      changed(200, await deactivate(ports, pathPart(event, 'id'))),
    addTimeOff: async (event: HttpEvent): Promise<HttpAnswer> => {
      const body = readJsonAs(timeOffSpan, event, largestBody)
      if (!body.ok) return body.answer
      return changed(201, await addTimeOff(ports, pathPart(event, 'id'), body.value))
    },
    removeTimeOff: async (event: HttpEvent): Promise<HttpAnswer> =>
      changed(200, await removeTimeOff(ports, pathPart(event, 'id'), pathPart(event, 'from'))),
  }
}

/** Answers with the rep as they are now; `status` when that is news. */
function changed(status: number, result: RepChanged): HttpAnswer {
  switch (result.kind) {
    case 'changed':
      return json(status, { ...repView(result.rep), handOver: result.handOver })
    case 'unchanged':
      return json(200, repView(result.rep))
    case 'invalid':
      return invalid(result.errors)
    case 'not-found':
      return result.what === 'rep' ? noSuchRep() : problem('not-found', 'No time off of this rep begins then')
  }
}

function noSuchRep(): HttpAnswer {
  return problem('not-found', 'There is no such rep')
}
