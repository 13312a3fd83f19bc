import type { Role } from '../../shared/domain/access.ts'
import { html } from '../../shared/pages/html.ts'
import { page } from '../../shared/pages/page.ts'
import type { Person } from './people.ts'

const workspace = 'Baton on this machine'

const does: { readonly [Name in Role]: string } = {
  admin: 'sets everything up',
  marketer: 'runs campaigns',
  rep: 'works leads',
}

/**
 * The page that asks who somebody is: one button for each person.
 * @param people who can sign in
 * @param action where the choice is posted
 */
export function choicePage(people: readonly Person[], action: string): string {
  const buttons = people.map(
    ({ id, name, role }) =>
      html`<p><button type="submit" name="person" value="${id}">${name} – ${role}, ${does[role]}</button></p>`,
  )
  return page({
    workspace,
    title: 'Sign in as',
    body: html`<form method="post" action="${action}">${buttons}</form>
<p class="soft">People of the demo. There are no passwords: only this machine can open this page.</p>`,
  })
}

/**
 * The page that asks before signing out.
 * @param action where the answer is posted
 * @param xsrf shows that the answer comes from this page
 */
export function signOutPage(action: string, xsrf: string): string {
  return page({
    workspace,
    title: 'Sign out?',
    body: html`<form method="post" action="${action}">
<input type="hidden" name="xsrf" value="${xsrf}">
<button type="submit" name="logout" value="yes">Sign out</button>
</form>`,
  })
}

/** The page after signing out, for who did not come from the console. */
export function signedOutPage(): string {
  return page({ workspace, title: 'Signed out', body: html`<p>You can close this page.</p>` })
}

/**
 * The page for a sign-in that can't go on.
 * @param why what is wrong, in a few words
 */
export function errorPage(why: string): string {
  return page({
    workspace,
    title: 'Signing in did not work',
    body: html`<p>${why}</p><p>Go back to the console and try again.</p>`,
  })
}
