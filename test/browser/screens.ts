import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { openBrowser, openWindow, signInAs } from '../support/browser.ts'
import { seedConsole } from '../support/console-seed.ts'
import { type LocalStack, startLocalStack } from '../support/local-stack.ts'

// Takes the pictures of docs/screens: every page in light and dark, and the rep's on a phone.
const folder = join(import.meta.dirname, '..', '..', 'docs', 'screens')
mkdirSync(folder, { recursive: true })

/** Changes the playbook, so that there is something to see. */
async function tryDraft(page: Page): Promise<void> {
  const editor = page.getByLabel('Playbook source, YAML')
  await editor.fill((await editor.inputValue()).replace('hot: 70 ', 'hot: 110 '))
  await page.getByText('scoring.hot').waitFor()
  await page.getByRole('button', { name: 'Try it on the last 90 days' }).click()
  await page.getByRole('columnheader', { name: 'Draft' }).first().waitFor()
  await page.evaluate("document.querySelector('.editor').scrollTop = 0")
}

/** Sends a test lead and waits until it has travelled. */
async function sendTestLead(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Send', exact: true }).click()
  await page.getByText('Rep alerted by mail').waitFor()
}

/** Some readers click in their first mail, and one wants no more of them. */
async function answerFirstMails({ call, mailsTo }: LocalStack): Promise<void> {
  for (const [index, name] of ['ada', 'ben', 'cleo'].entries()) {
    const [mail] = await mailsTo(`${name}@reader-${index}.example`)
    const wanted = name === 'cleo' ? /\S+\/v1\/unsubscribe\?\S+/ : /\S+\/v1\/click\?\S+/
    const link = wanted.exec(mail?.body.text ?? '')?.[0]
    if (link === undefined) throw new Error('the mail has no such link')
    await call(link, { method: 'POST', headers: { 'user-agent': 'Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0' } })
  }
}

const stack = await startLocalStack()
const browser = await openBrowser()
try {
  await inBothColours({ 'first-steps': '/now' })
  const { leads } = await seedConsole(stack)
  // Reports count a change a minute later.
  await stack.running.advance('PT2M')
  await inBothColours({
    now: '/now',
    leads: '/leads',
    lead: `/leads/${leads.Grace}`,
    campaigns: '/campaigns',
    campaign: '/campaigns/search',
    'quick-ratio': '/reports/quick-ratio',
    funnel: '/reports/funnel',
    playbook: '/playbook',
    roster: '/roster',
    operations: '/operations',
  })
  await onPhones()
  // The first mail of the track is due after an hour.
  await stack.running.advance('PT2H')
  await answerFirstMails(stack)
  await stack.running.advance('P3DT2M')
  await inBothColours({ forms: '/forms', form: '/forms/demo-request', nurture: '/nurture' })
} finally {
  await browser.close()
  await stack.stop()
}

/** Takes pages as an admin sees them. */
async function inBothColours(pages: Readonly<Record<string, string>>): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    const { page, context } = await openWindow(browser, { colorScheme, viewport: { width: 1280, height: 800 } })
    await signInAs(page, stack.running.baseUrl, 'Grace Okafor')
    for (const [name, path] of Object.entries(pages)) await take(path, `${name}-${colorScheme}`)
    await context.close()

    async function take(path: string, name: string): Promise<void> {
      await page.goto(new URL(path, stack.running.baseUrl).href)
      await page.locator('main h1').waitFor()
      await page.waitForLoadState('networkidle')
      if (path === '/playbook') await tryDraft(page)
      // What travels is further down.
      await page.setViewportSize({ width: 1280, height: name.startsWith('form-') ? 1180 : 800 })
      if (name.startsWith('form-')) await sendTestLead(page)
      if (path === '/nurture') await page.frameLocator('.mail-frame').getByText('Unsubscribe').waitFor()
      await page.screenshot({ path: join(folder, `${name}.png`) })
      console.log(name)
    }
  }
}

/** Takes a rep's pages on a phone. */
async function onPhones(): Promise<void> {
  for (const [path, name] of [
    ['/my-leads', 'my-leads-phone'],
    ['/pool', 'pool-phone'],
  ] as const) {
    const { page, context } = await openWindow(browser, { viewport: { width: 360, height: 740 } })
    await signInAs(page, new URL(path, stack.running.baseUrl).href, 'Sally Jones')
    await page.locator('main h1').waitFor()
    await page.waitForLoadState('networkidle')
    await page.screenshot({ path: join(folder, `${name}.png`) })
    await context.close()
    console.log(name)
  }
}
