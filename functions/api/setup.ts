import { putForm } from '../../shared/contracts/forms.ts'
import { putSource } from '../../shared/contracts/setup.ts'
import { webhookProviders } from '../../shared/contracts/webhooks.ts'
import { present } from '../../shared/domain/present.ts'
import { readJsonAs } from '../../shared/lambda/body.ts'
import { type HttpAnswer, type HttpEvent, json, pathPart } from '../../shared/lambda/http.ts'
import { problem } from '../../shared/lambda/problem.ts'
import { formScript } from '../../shared/pages/index.ts'
import { connectForm, formOf, readForms } from '../../shared/pipeline/forms.ts'
import type { Ports } from '../../shared/pipeline/ports.ts'
import { putRecord } from '../../shared/pipeline/setup-records.ts'
import { largestBody } from './limits.ts'
import { created, pathName } from './names.ts'

/**
 * Makes the answers about what a workspace is made of besides its playbook and roster: forms and webhook sources.
 * @param ports store, clock
 * @param publicUrl where Baton is reached
 */
export function setupAnswers(ports: Ports, publicUrl: string) {
  return {
    listForms: async (): Promise<HttpAnswer> => {
      const forms = await readForms(ports)
      return json(200, {
        forms: forms.map(({ form: { type: _type, ...form }, standing, figures }) => ({
          ...form,
          ...standing,
          url: `${publicUrl}/v1/forms/${encodeURIComponent(form.id)}`,
          scriptUrl: `${publicUrl}${formScript.path}`,
          ...figures,
        })),
      })
    },
    putForm: async (event: HttpEvent): Promise<HttpAnswer> => {
      const id = pathName(event, 'formId')
      if (!id.ok) return id.answer
      const body = readJsonAs(putForm, event, largestBody)
      if (!body.ok) return body.answer
      const outcome = await connectForm(ports.store, formOf(id.value, body.value))
      return json(created(outcome), {
        id: id.value,
        ...body.value,
        url: `${publicUrl}/v1/forms/${encodeURIComponent(id.value)}`,
      })
    },
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
