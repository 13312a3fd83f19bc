import { openApiDocument } from '../../shared/contracts/openapi.ts'
import type { SignInAnswer } from '../../shared/contracts/session.ts'
import { type HttpAnswer, type HttpEvent, json, pathPart } from '../../shared/lambda/http.ts'
import { problem } from '../../shared/lambda/problem.ts'
import { assetHeaders, assets, home, notFound, thanks } from '../../shared/pages/index.ts'
import type { Ports } from '../../shared/pipeline/ports.ts'
import { currentRules } from '../../shared/pipeline/rules.ts'
import { htmlAnswer } from './answer.ts'

/**
 * Makes the answers that anybody may have.
 * @param ports store
 * @param publicUrl where Baton is reached
 * @param signIn where people sign in
 */
export function publicAnswers(ports: Ports, publicUrl: string, signIn: SignInAnswer) {
  return {
    health: async (): Promise<HttpAnswer> => {
      const { version } = await currentRules(ports.store)
      return json(200, { status: 'ready', playbook: version })
    },
    openapi: async (): Promise<HttpAnswer> => json(200, openApiDocument(publicUrl)),
    getSignIn: async (): Promise<HttpAnswer> => json(200, signIn),
    home: async (): Promise<HttpAnswer> =>
      htmlAnswer(
        200,
        home({
          workspace: await workspaceOf(ports),
          links: [{ label: 'API description (OpenAPI 3.1)', url: '/openapi.json' }],
        }),
      ),
    thanks: async (event: HttpEvent): Promise<HttpAnswer> => {
      const form = await ports.store.get({ type: 'form', id: pathPart(event, 'formId') })
      return form === undefined
        ? htmlAnswer(404, notFound())
        : htmlAnswer(200, thanks({ workspace: await workspaceOf(ports) }))
    },
    asset: async (event: HttpEvent): Promise<HttpAnswer> => {
      const asset = assets.find(({ path }) => path === `/pages/${pathPart(event, 'file')}`)
      if (asset === undefined) return problem('not-found', 'There is no such file')
      return { statusCode: 200, headers: { 'content-type': asset.contentType, ...assetHeaders }, body: asset.body }
    },
  }
}

async function workspaceOf(ports: Ports): Promise<{ readonly name: string }> {
  return (await currentRules(ports.store)).playbook.workspace
}
