import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import * as z from 'zod'
import { duplicatesAnswer, leadAnswer, leadPage } from '../../shared/contracts/lead-answers.ts'
import { openBrowser, openWindow, signInAs } from '../support/browser.ts'
import { eventually } from '../support/eventually.ts'
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

const at = (path: string) => new URL(path, stack.running.baseUrl).href

/** A person who is two leads: known by phone, and by e-mail; then they gave both. */
async function twoLeads(name: string, phone: string): Promise<{ readonly mail: string; readonly phone: string }> {
  const email = `${name.toLowerCase()}@lantern.example`
  const submit = async (json: object) => {
    const { status } = await stack.call('/v1/forms/newsletter', { json: { lastName: name, ...json } })
    expect(status).toBe(202)
  }
  await submit({ phone, company: 'Lantern' })
  await submit({ email })
  const ids = await Promise.all([lead(`phone=${encodeURIComponent(phone)}`), lead(`email=${email}`)])
  await submit({ email, phone })
  await eventually(async () => {
    const { body } = await stack.admin(`/v1/leads/${ids[1]}`)
    return leadAnswer.parse(body).possibleDuplicates.length > 0 ? true : undefined
  })
  return { phone: ids[0], mail: ids[1] }
}

function lead(query: string): Promise<string> {
  return eventually(async () => leadPage.parse((await stack.admin(`/v1/leads?${query}`)).body).leads[0]?.id)
}

/** What axe finds against WCAG 2.2 AA. */
async function accessibility(page: Page): Promise<readonly string[]> {
  await page.evaluate(readFileSync(axe, 'utf8'))
  const found: unknown = await page.evaluate(
    "axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] })",
  )
  const findings = z.object({ violations: z.array(z.object({ id: z.string() })) }).parse(found)
  return findings.violations.map(({ id }) => id)
}

test.each([1280, 360])(
  'a marketer compares two leads, keeps the other one, and finds it under both addresses (%i pixels)',
  async (width) => {
    const name = `Bell${width}`
    const { mail, phone } = await twoLeads(name, `+1212555${width === 360 ? '0160' : '0170'}`)
    const answer = await stack.admin(`/v1/leads/${mail}/duplicates`)
    expect(duplicatesAnswer.safeParse(answer.body).error?.issues ?? []).toEqual([])
    const { page, context, trouble } = await openWindow(browser, { viewport: { width, height: 800 } })
    try {
      await signInAs(page, at(`/leads/${phone}`), 'Milo Andersen')
      const panel = page.locator('section').filter({ hasText: 'Possible duplicates' })
      await panel.getByText('One submission named both').waitFor()
      await panel.getByRole('button', { name: `Merge with ${name}` }).click()
      const dialog = page.getByRole('dialog')
      await dialog.getByRole('cell', { name: `${name.toLowerCase()}@lantern.example` }).waitFor()
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme })
        expect(await accessibility(page)).toEqual([])
      }
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width)
      await dialog.getByLabel('Keep the other').check()
      await dialog.getByRole('button', { name: 'Merge' }).click()
      await page.getByText('They are one lead now.').waitFor()
      await page.waitForURL(at(`/leads/${mail}`))
      await page.getByRole('link', { name: `${name.toLowerCase()}@lantern.example` }).waitFor()
      await page.getByText('Merged with another lead').waitFor()
      await page.getByText('No other lead looks like the same person.').waitFor()
      await page.goto(at(`/leads/${phone}`))
      await page.waitForURL(at(`/leads/${mail}`))
      expect(trouble).toEqual([])
    } finally {
      await context.close()
    }
  },
)

test('a merge that is refused says why, and what was shown comes back', async () => {
  const { mail } = await twoLeads('Gray', '+12125550180')
  const { page, context } = await openWindow(browser)
  try {
    await signInAs(page, at(`/leads/${mail}`), 'Grace Okafor')
    await page.route('**/merge', (route) =>
      route.fulfill({
        status: 409,
        contentType: 'application/problem+json',
        body: JSON.stringify({ type: 'about:blank', title: 'Conflict', status: 409, detail: 'Reports are checked' }),
      }),
    )
    const merge = page.getByRole('button', { name: 'Merge with Gray' })
    await merge.click()
    await page.getByRole('dialog').getByRole('button', { name: 'Merge' }).click()
    await page.getByText(/Reports are checked/).waitFor()
    await merge.waitFor()
  } finally {
    await context.close()
  }
})
