import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { openBrowser, openWindow, signInAs } from '../support/browser.ts'
import { seedConsole } from '../support/console-seed.ts'
import { startLocalStack } from '../support/local-stack.ts'

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

const stack = await startLocalStack()
const browser = await openBrowser()
try {
  const { leads } = await seedConsole(stack)
  // Reports count a change a minute later.
  await stack.running.advance('PT2M')
  const pages = {
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
  }
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
      await page.screenshot({ path: join(folder, `${name}.png`) })
      console.log(name)
    }
  }
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
} finally {
  await browser.close()
  await stack.stop()
}
