import { html } from './html.ts'
import { page } from './page.ts'

/** A page of a workspace. */
export interface WorkspaceView {
  readonly workspace: { readonly name: string }
}

/** A page that posts to an address: path and query of the page itself, token included. */
export interface ActionView extends WorkspaceView {
  readonly action: string
}

/** Tells that a link's time is over. */
export function linkExpired(): string {
  return page({
    title: 'This link has expired',
    body: html`<p>Links in our mails work for a limited time. The newest mail about this has one that works.</p>`,
  })
}

/** Tells that a link is not one of ours, or not whole. */
export function linkInvalid(): string {
  return page({
    title: 'This link does not work',
    body: html`<p>Perhaps it was cut off. Please open it from the mail again, or copy all of it.</p>`,
  })
}

/** Tells that there is nothing here. */
export function notFound(): string {
  return page({ title: 'Page not found', body: html`<p>There is nothing at this address.</p>` })
}

/**
 * Asks before marketing mail is stopped: mail scanners open links too.
 * @param view where the answer is posted
 */
export function confirmUnsubscribe(view: ActionView): string {
  return page({
    title: 'Unsubscribe?',
    workspace: view.workspace.name,
    body: html`<p>You will get no more newsletters and tips from ${view.workspace.name}.</p>
<form method="post" action="${view.action}">
<input type="hidden" name="List-Unsubscribe" value="One-Click">
<button type="submit">Unsubscribe</button>
</form>`,
  })
}

/**
 * Tells that marketing mail has been stopped.
 * @param view whose mail it was
 */
export function unsubscribed(view: WorkspaceView): string {
  return page({
    title: 'You are unsubscribed',
    workspace: view.workspace.name,
    body: html`<p>${view.workspace.name} sends you no more newsletters and tips, from now on. Answers to what you ask us yourself still reach you.</p>`,
  })
}

/** A link that a mail tracked: where it leads, and where the click is posted. */
export interface ContinueView extends ActionView {
  /** Absolute, http or https. */
  readonly url: string
}

/**
 * Leads on to where a mail points. The script sends the form at once; without scripts its button does. To be served
 * with `clickSecurityHeaders`.
 * @param view where it leads; anything but an http or https address makes the page of a link that does not work
 */
export function continueTo(view: ContinueView): string {
  const url = URL.parse(view.url)
  if (url === null || !['http:', 'https:'].includes(url.protocol)) return linkInvalid()
  return page({
    title: `Continue to ${url.host}`,
    workspace: view.workspace.name,
    continues: true,
    body: html`<p>You are on your way to <strong>${url.host}</strong>.</p>
<form method="post" action="${view.action}">
<button type="submit">Continue to ${url.host}</button>
</form>`,
  })
}

/**
 * Thanks for a form that was sent without JavaScript.
 * @param view whose form it was
 */
export function thanks(view: WorkspaceView): string {
  return page({
    title: 'Thank you',
    workspace: view.workspace.name,
    body: html`<p>What you sent has arrived at ${view.workspace.name}. We will be in touch.</p>`,
  })
}

/** Where the front page leads. */
export interface HomeView extends WorkspaceView {
  readonly links: readonly { readonly label: string; readonly url: string }[]
}

/**
 * Tells whoever opens the address that Baton is running.
 * @param view where to go from here, such as the mail viewer and the API's description
 */
export function home(view: HomeView): string {
  const links = view.links.filter(({ url }) => /^(https?:\/\/|\/(?!\/))/.test(url))
  return page({
    title: 'Baton is running',
    workspace: view.workspace.name,
    body: html`<p>It passes leads from Marketing to Sales for ${view.workspace.name}.</p>
${links.length > 0 && html`<ul>${links.map(({ label, url }) => html`<li><a href="${url}">${label}</a></li>`)}</ul>`}`,
  })
}
