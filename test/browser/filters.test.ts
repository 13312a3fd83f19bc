import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openBrowser, openWindow, signInAs } from '../support/browser.ts'
import { seedConsole } from '../support/console-seed.ts'
import { type LocalStack, startLocalStack } from '../support/local-stack.ts'

let stack: LocalStack
let browser: Browser

beforeAll(async () => {
  stack = await startLocalStack()
  await seedConsole(stack)
  // Reports count a change a minute later.
  await stack.running.advance('PT2M')
  browser = await openBrowser()
}, 120_000)

afterAll(async () => {
  await browser?.close()
  await stack?.stop()
})

/** Does something as the marketer, and sees that nothing went wrong in the window. */
async function asMarketer(path: string, act: (page: Page) => Promise<void>) {
  const { context, page, trouble } = await openWindow(browser)
  try {
    await signInAs(page, new URL(path, stack.running.baseUrl).href, 'Milo Andersen')
    await act(page)
    expect(trouble).toEqual([])
  } finally {
    await context.close()
  }
}

async function shown(page: Page, title: string): Promise<void> {
  await page.getByRole('heading', { level: 1, name: title, exact: true }).waitFor()
  await expect.poll(() => page.locator('main .loading').count(), { timeout: 20_000 }).toBe(0)
}

describe('a report', () => {
  const query = (page: Page) => Object.fromEntries(new URL(page.url()).searchParams)
  const figure = (page: Page, column: number) => page.locator('table.data tbody tr').first().locator('td').nth(column)

  test('is narrowed, sent as a link, saved as it is shown, and widened again', async () => {
    await asMarketer('/reports/pursuit', async (page) => {
      await shown(page, 'Pursuit')
      await expect.poll(() => figure(page, 1).textContent()).toBe('7')
      await page.getByLabel('By', { exact: true }).selectOption('rep')
      // What is narrowed is not broken down.
      await page.getByLabel('Brought by').selectOption({ label: 'spring' })
      await page.getByLabel('Belongs to').selectOption({ label: '10-49 people' })
      await page.getByRole('button', { name: 'Remove Campaign: spring' }).waitFor()
      expect(query(page)).toEqual({ campaign: 'spring', segment: '10-49' })
      await expect.poll(() => figure(page, 1).textContent()).toBe('2')
      await page.reload()
      await shown(page, 'Pursuit')
      expect(query(page)).toEqual({ campaign: 'spring', segment: '10-49' })
      await expect.poll(() => figure(page, 1).textContent()).toBe('2')
      const [asked] = await Promise.all([
        page.waitForRequest((request) => request.headers().accept === 'text/csv'),
        page.waitForEvent('download'),
        page.getByRole('button', { name: 'Save as CSV' }).click(),
      ])
      expect(Object.fromEntries(new URL(asked.url()).searchParams)).toEqual({ campaign: 'spring', segment: '10-49' })
      // The funnel takes one filter; the models side by side none.
      await page.getByRole('link', { name: 'Funnel' }).click()
      await shown(page, 'Funnel')
      expect(query(page)).toEqual({ campaign: 'spring' })
      await page.getByRole('button', { name: 'Remove Campaign: spring' }).press('Enter')
      await expect.poll(() => query(page)).toEqual({})
      await page.getByLabel('Period').selectOption('custom')
      await page.getByLabel('Through').fill('2020-01-01')
      await page.getByLabel('Through').press('Enter')
      await page.getByText('0', { exact: true }).first().waitFor()
      expect(query(page)).toEqual({ period: 'custom', through: '2020-01-01' })
    })
  })

  test('of campaigns keeps to what each model can be narrowed to', async () => {
    await asMarketer('/campaigns?model=markov&segment=10-49&channel=search', async (page) => {
      await shown(page, 'Campaigns')
      expect(await page.getByRole('button', { name: /^Remove / }).allTextContents()).toEqual(['Channel: search ×'])
      expect(await page.getByLabel('Belongs to').count()).toBe(0)
      await page.getByLabel('Credit').selectOption('even')
      await page.getByLabel('Belongs to').selectOption({ label: '10-49 people' })
      await expect.poll(() => page.getByLabel('Credit').locator('option').count()).toBe(6)
      await page.getByRole('link', { name: 'search' }).click()
      await shown(page, 'search')
      expect(query(page)).toEqual({ model: 'even' })
    })
  })
})
