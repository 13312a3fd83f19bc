import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import * as z from 'zod'
import { leadPage } from '../../shared/contracts/lead-answers.ts'
import { leadExport } from '../../shared/contracts/privacy.ts'
import { openBrowser, openWindow, signInAs } from '../support/browser.ts'
import { type LocalStack, startLocalStack } from '../support/local-stack.ts'

const axe = createRequire(import.meta.url).resolve('axe-core/axe.min.js')

let stack: LocalStack
let browser: Browser

beforeAll(async () => {
  stack = await startLocalStack()
  browser = await openBrowser()
}, 120_000)

afterAll(async () => {
  await browser?.close()
  await stack?.stop()
})

/** Brings a lead. */
async function bring(firstName: string, lastName: string, company: string): Promise<{ id: string; email: string }> {
  const email = `${firstName}.${lastName}@${company}.example`.toLowerCase()
  const person = {
    email,
    firstName,
    lastName,
    company,
    jobTitle: 'Director',
    employees: 60,
    country: 'US',
    state: 'NY',
  }
  await stack.call('/v1/forms/demo-request', { json: { ...person, message: 'Twelve lanterns, please' } })
  await stack.running.quiet()
  const found = await stack.admin(`/v1/leads?email=${encodeURIComponent(email)}`)
  return { id: leadPage.parse(found.body).leads[0]?.id ?? '', email }
}

/** Opens a lead's page as somebody. */
async function onTheLead(id: string, called: string, name: string, act: (page: Page) => Promise<void>): Promise<void> {
  const window = await openWindow(browser, { acceptDownloads: true })
  try {
    await signInAs(window.page, new URL(`/leads/${id}`, stack.running.baseUrl).href, name)
    await window.page.getByRole('heading', { level: 1, name: called }).waitFor()
    await act(window.page)
    expect(window.trouble).toEqual([])
  } finally {
    await window.context.close()
  }
}

const findings = z.object({ violations: z.array(z.object({ id: z.string() })) })

async function accessibility(page: Page): Promise<readonly string[]> {
  await page.evaluate(readFileSync(axe, 'utf8'))
  const found: unknown = await page.evaluate(
    "axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] })",
  )
  return findings.parse(found).violations.map(({ id: rule }) => rule)
}

test('a marketer hands out what is known of a person, and can’t take it away', async () => {
  const { id, email } = await bring('Ida', 'Marsh', 'Kettles')
  await onTheLead(id, 'Ida Marsh', 'Milo Andersen', async (page) => {
    expect(await page.getByRole('button', { name: 'Erase…' }).count()).toBe(0)
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Export' }).click(),
    ])
    expect(download.suggestedFilename()).toBe(`${id}.json`)
    const document = leadExport.parse(JSON.parse(readFileSync(await download.path(), 'utf8')))
    expect(document.lead.email).toBe(email)
    expect(document.touches.map(({ words }) => words)).toContain('Twelve lanterns, please')
  })
})

test('an admin erases a person, who is gone from the page and from every list', async () => {
  const { id, email } = await bring('Wanda', 'Quill', 'Lanternworks')
  await onTheLead(id, 'Wanda Quill', 'Grace Okafor', async (page) => {
    await page.getByRole('button', { name: 'Erase…' }).click()
    const dialog = page.getByRole('dialog', { name: 'Erase this person' })
    const deed = dialog.getByRole('button', { name: 'Erase for good' })
    expect(await deed.isDisabled()).toBe(true)
    await dialog.getByRole('textbox').fill('wanda')
    expect(await deed.isDisabled()).toBe(true)
    await dialog.getByRole('textbox').fill(email)
    expect(await accessibility(page)).toEqual([])
    await deed.click()
    await page.getByRole('heading', { level: 1, name: 'Erased' }).waitFor()
    await page.getByText(/^Done: \d+ records were removed or emptied\.$/).waitFor()
    expect(await accessibility(page)).toEqual([])
    expect(await page.content()).not.toMatch(/wanda|quill|lantern/i)
    await page.getByRole('link', { name: 'Leads', exact: true }).click()
    await page.getByRole('heading', { level: 1, name: 'Leads' }).waitFor()
    await expect.poll(() => page.locator('main .loading').count()).toBe(0)
    expect(await page.content()).not.toMatch(/wanda|quill|lantern/i)
    await page.getByRole('link', { name: 'Operations', exact: true }).click()
    await page.getByText(`Erase ${id}`).waitFor()
  })
})
