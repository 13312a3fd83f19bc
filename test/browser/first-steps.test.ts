import { expect, test } from 'vitest'
import { leadPage } from '../../shared/contracts/lead-answers.ts'
import { openBrowser, openWindow, signInAs } from '../support/browser.ts'
import { startLocalStack } from '../support/local-stack.ts'

test('an empty system takes an admin through the first steps, each ticking itself off, until a lead has travelled', async () => {
  const stack = await startLocalStack()
  const browser = await openBrowser()
  const { page, trouble } = await openWindow(browser)
  const titled = (name: string) => page.getByRole('heading', { level: 1, name, exact: true }).waitFor()
  try {
    await signInAs(page, stack.running.baseUrl, 'Grace Okafor')
    const guide = page.locator('.guide')
    await guide.waitFor()
    const done = async () => (await guide.locator('[data-done="true"] h3').allTextContents()).map((text) => text.trim())
    expect(await done()).toEqual(['Connect a form (done)', 'Put a rep on the roster (done)'])
    await guide.getByLabel('Campaign').fill('Spring search ads')
    await guide.getByText('utm_campaign=spring-search-ads').waitFor()
    await guide.getByRole('button', { name: 'Add' }).click()
    await guide.getByRole('button', { name: 'Send', exact: true }).click()
    await guide.getByText(/^Scored \d+: hot/).waitFor()
    await guide.getByText('Routed to Sally Jones').waitFor()
    await guide.getByText('Rep alerted by mail').waitFor()
    await expect.poll(async () => (await done()).length, { timeout: 20_000 }).toBe(4)
    await page.getByText('All is set.').waitFor()
    await page.getByRole('button', { name: 'Dismiss' }).click()
    await expect.poll(() => guide.count()).toBe(0)
    await page.getByRole('link', { name: 'Guided start' }).click()
    await titled('Guided start')
    await guide.getByText('spring-search-ads', { exact: true }).waitFor()
    await page.goto(new URL('/now', stack.running.baseUrl).href)
    await titled('Now')
    await page.getByRole('link', { name: 'Dana Whitfield (test)' }).waitFor()
    expect(await guide.count()).toBe(0)
    const { body } = await stack.admin('/v1/leads')
    expect(leadPage.parse(body).leads).toMatchObject([{ campaign: 'test', lastName: 'Whitfield (test)' }])
    expect(trouble).toEqual([])
  } finally {
    await browser.close()
    await stack.stop()
  }
})
