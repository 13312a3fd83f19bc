import { nameInPath } from '../../shared/contracts/setup.ts'
import { type HttpAnswer, type HttpEvent, json, pathPart } from '../../shared/lambda/http.ts'
import { problem } from '../../shared/lambda/problem.ts'
import { testChannels } from '../../shared/pipeline/alerts/test-channels.ts'
import type { Ports } from '../../shared/pipeline/ports.ts'
import type { Poster } from '../../shared/ports/poster.ts'

/**
 * Makes the answers about channels.
 * @param ports store, clock, ids and poster
 */
export function channelAnswers(ports: Ports & { readonly poster: Poster }) {
  return {
    testChannels: async (event: HttpEvent): Promise<HttpAnswer> => {
      const id = nameInPath.safeParse(pathPart(event, 'id'))
      const channels = id.success ? await testChannels(ports, id.data) : undefined
      return channels === undefined ? problem('not-found', 'There is no such rep') : json(200, { channels })
    },
  }
}
