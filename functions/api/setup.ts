import { nameInPath, putForm, putRep, putSource } from '../../shared/contracts/setup.ts'
import { webhookProviders } from '../../shared/contracts/webhooks.ts'
import { present } from '../../shared/domain/present.ts'
import { readJsonAs } from '../../shared/lambda/body.ts'
import { type HttpAnswer, type HttpEvent, json, pathPart } from '../../shared/lambda/http.ts'
import { type Checked, invalid, problem } from '../../shared/lambda/problem.ts'
import { saveRep } from '../../shared/pipeline/hand-over.ts'
import type { Ports } from '../../shared/pipeline/ports.ts'
import { putRecord } from '../../shared/pipeline/setup-records.ts'
import { largestBody } from './limits.ts'
import { repView } from './views.ts'

/**
 * Makes the answers about what a workspace is made of besides its playbook: forms, reps, webhook sources.
 * @param ports store, clock
 * @param publicUrl where Baton is reached
 */
export function setupAnswers(ports: Ports, publicUrl: string) {
  return {
    putForm: async (event: HttpEvent): Promise<HttpAnswer> => {
      const id = pathName(event, 'formId')
      if (!id.ok) return id.answer
      const body = readJsonAs(putForm, event, largestBody)
      if (!body.ok) return body.answer
      const { name, ...rest } = body.value
      const outcome = await putRecord(ports.store, { type: 'form', id: id.value, name, ...present(rest) })
      return json(created(outcome), {
        id: id.value,
        name,
        ...rest,
        url: `${publicUrl}/v1/forms/${encodeURIComponent(id.value)}`,
      })
    },
    putRep: async (event: HttpEvent): Promise<HttpAnswer> => {
      const id = pathName(event, 'id')
      if (!id.ok) return id.answer
      const body = readJsonAs(putRep, event, largestBody)
      if (!body.ok) return body.answer
      const timeOff = body.value.timeOff.map(({ from, until }) => ({
        from: Date.parse(from),
        until: Date.parse(until),
      }))
      const backwards = timeOff.findIndex(({ from, until }) => until <= from)
      if (backwards >= 0) return invalid([{ path: `timeOff.${backwards}.until`, message: 'must be after from' }])
      const rep = { type: 'rep', id: id.value, ...body.value, timeOff } as const
      const { outcome, handOver } = await saveRep(ports, rep)
      return json(created(outcome), { ...repView(rep), handOver })
    },
    listRoster: async (): Promise<HttpAnswer> =>
      json(200, { reps: (await ports.store.listRoster()).map(({ entity }) => repView(entity)) }),
    putSource: async (event: HttpEvent): Promise<HttpAnswer> => {
      const provider = webhookProviders.find((name) => name === pathPart(event, 'provider'))
      if (provider === undefined)
        return problem('not-found', `There is no such provider: use ${webhookProviders.join(', ')}`)
      const id = pathName(event, 'sourceId')
      if (!id.ok) return id.answer
      const body = readJsonAs(putSource, event, largestBody)
      if (!body.ok) return body.answer
      const { secret, campaign } = body.value
      const outcome = await putRecord(ports.store, {
        type: 'webhookSource',
        provider,
        id: id.value,
        secret,
        ...present({ campaign }),
      })
      return json(created(outcome), {
        provider,
        id: id.value,
        url: `${publicUrl}/v1/webhooks/${provider}/${encodeURIComponent(id.value)}`,
      })
    },
  }
}

function pathName(event: HttpEvent, part: string): Checked<string> {
  const name = nameInPath.safeParse(pathPart(event, part))
  if (name.success) return { ok: true, value: name.data }
  return {
    ok: false,
    answer: invalid([{ path: part, message: 'must be 1 to 100 letters, digits, spaces, dots, dashes or underscores' }]),
  }
}

function created(outcome: 'created' | 'changed'): number {
  return outcome === 'created' ? 201 : 200
}
