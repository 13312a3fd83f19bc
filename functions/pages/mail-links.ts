import { isbot } from 'isbot'
import { type HttpAnswer, type HttpEvent, header } from '../../shared/lambda/http.ts'
import {
  clickSecurityHeaders,
  confirmUnsubscribe,
  continueTo,
  linkInvalid,
  unsubscribed,
} from '../../shared/pages/index.ts'
import { optOut } from '../../shared/pipeline/opt-out.ts'
import type { Ports } from '../../shared/pipeline/ports.ts'
import { currentRules } from '../../shared/pipeline/rules.ts'
import { recordClick } from '../../shared/pipeline/touches.ts'
import type { LinkClaim, LinkSigner } from '../../shared/ports/links.ts'
import { htmlAnswer, ownAddress, tokenOf } from './answer.ts'

type LinkPorts = Ports & { readonly links: LinkSigner }

/**
 * Makes the answers to links in nurture mail: opening one changes nothing, since mail scanners open them too.
 * @param ports store, clock, ids, link signer
 */
export function mailLinkAnswers(ports: LinkPorts) {
  return {
    showUnsubscribe: async (event: HttpEvent): Promise<HttpAnswer> => {
      const claim = await claimOf(ports, event, 'unsubscribe')
      if (claim === undefined) return htmlAnswer(401, linkInvalid())
      return htmlAnswer(200, confirmUnsubscribe({ workspace: await workspaceOf(ports), action: ownAddress(event) }))
    },
    unsubscribe: async (event: HttpEvent): Promise<HttpAnswer> => {
      const claim = await claimOf(ports, event, 'unsubscribe')
      if (claim === undefined) return htmlAnswer(401, linkInvalid())
      await optOut(ports, claim.lead, 'unsubscribed')
      return htmlAnswer(200, unsubscribed({ workspace: await workspaceOf(ports) }))
    },
    showClick: async (event: HttpEvent): Promise<HttpAnswer> => {
      const claim = await claimOf(ports, event, 'click')
      if (claim === undefined) return htmlAnswer(401, linkInvalid())
      const view = { workspace: await workspaceOf(ports), action: ownAddress(event), url: claim.url }
      return htmlAnswer(200, continueTo(view), clickSecurityHeaders)
    },
    click: async (event: HttpEvent): Promise<HttpAnswer> => {
      const claim = await claimOf(ports, event, 'click')
      if (claim === undefined) return htmlAnswer(401, linkInvalid())
      if (!isbot(header(event, 'user-agent') ?? '')) await recordClick(ports, claim)
      return {
        statusCode: 303,
        headers: { location: claim.url, 'cache-control': 'no-store', 'referrer-policy': 'no-referrer' },
      }
    },
  }
}

async function claimOf<Act extends LinkClaim['act']>(
  ports: LinkPorts,
  event: HttpEvent,
  act: Act,
): Promise<Extract<LinkClaim, { readonly act: Act }> | undefined> {
  const checked = await ports.links.check(tokenOf(event), ports.clock.now())
  return checked.kind === 'valid' && allows(checked.claim, act) ? checked.claim : undefined
}

function allows<Act extends LinkClaim['act']>(
  claim: LinkClaim,
  act: Act,
): claim is Extract<LinkClaim, { readonly act: Act }> {
  return claim.act === act
}

async function workspaceOf(ports: Ports): Promise<{ readonly name: string }> {
  return (await currentRules(ports.store)).playbook.workspace
}
