import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as z from 'zod'
import { leadPage } from '../../shared/contracts/lead-answers.ts'
import { openBrowser, openWindow, signInAs } from '../support/browser.ts'
import { eventually } from '../support/eventually.ts'
import { type LocalStack, startLocalStack } from '../support/local-stack.ts'
import { startOtherSite } from '../support/other-site.ts'

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

/** Does something in a window of one person, and sees that nothing went wrong in it. */
async function as(name: string, path: string, act: (page: Page) => Promise<void>) {
  const { context, page, trouble } = await openWindow(browser, { permissions: ['clipboard-read', 'clipboard-write'] })
  try {
    await signInAs(page, at(path), name)
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

async function leadBy(email: string) {
  return eventually(async () => {
    const { body } = await stack.admin(`/v1/leads?email=${encodeURIComponent(email)}`)
    return leadPage.parse(body).leads[0]
  })
}

/** Puts what was copied into a page of another origin, and does something there as a visitor. */
async function visit(html: string, policy: string, act: (page: Page) => Promise<void>) {
  const site = await startOtherSite(html, policy)
  const { context, page, trouble } = await openWindow(browser)
  try {
    await page.goto(`${site.url}?utm_source=google&utm_campaign=spring`)
    await act(page)
    expect(trouble).toEqual([])
  } finally {
    await context.close()
    await site.stop()
  }
}

async function copied(page: Page, way: string): Promise<string> {
  await page.getByText(way, { exact: true }).click()
  await page.getByRole('button', { name: 'Copy the code' }).click()
  await page.getByRole('button', { name: 'Copied' }).waitFor()
  return z.string().parse(await page.evaluate('navigator.clipboard.readText()'))
}

describe('a marketer', () => {
  test('makes a form, and what is copied into a page of another origin brings leads', async () => {
    await as('Milo Andersen', '/forms', async (page) => {
      await shown(page, 'Forms')
      await page.getByRole('button', { name: 'New form' }).click()
      await page.getByRole('dialog').getByLabel('Name').fill('Ask for a quote')
      await page.getByRole('dialog').getByRole('button', { name: 'Create' }).click()
      await shown(page, 'Ask for a quote')
      expect(page.url()).toBe(at('/forms/ask-for-a-quote'))
      await page.getByRole('button', { name: 'Add one of your own' }).click()
      await page.getByLabel('Label of your own field').fill('Crews <small> & large')
      await page.getByLabel('Type').last().selectOption('select')
      await page.getByText('Say what can be chosen for').waitFor()
      await page.getByLabel('Choices, with commas between').fill('1-5, 6 "or" more')
      await page.getByRole('button', { name: 'Save' }).click()
      await page.getByText('The form is saved.').last().waitFor()
      await page.getByRole('button', { name: 'Saved' }).waitFor()
      const embed = await copied(page, 'Embed')
      const plain = await copied(page, 'Plain HTML')
      const origin = new URL(stack.running.baseUrl).origin
      const strict = `default-src 'none'; script-src ${origin}; connect-src ${origin}; form-action ${origin}`
      await visit(embed, strict, async (shop) => {
        await shop.getByLabel('E-mail').fill('eva@harbor.example')
        await shop.getByLabel('Crews <small> & large').selectOption('6 "or" more')
        await shop.getByRole('button', { name: 'Send' }).click()
        await shop.getByRole('status').filter({ hasText: 'Thank you' }).waitFor()
      })
      expect(await leadBy('eva@harbor.example')).toMatchObject({
        campaign: 'spring',
        extra: { crews_small_large: '6 "or" more' },
      })
      await visit(plain, `default-src 'none'; form-action ${origin}`, async (shop) => {
        await shop.getByLabel('E-mail').fill('max@harbor.example')
        await shop.getByRole('button', { name: 'Send' }).click()
        await shop.waitForURL(`${origin}/thanks/ask-for-a-quote`)
      })
      expect(await leadBy('max@harbor.example')).toMatchObject({ campaign: '(unattributed)' })
    })
  })

  test('a visitor is told what is wrong, and a second click makes no second submission', async () => {
    const html = `<script src="${at('/pages/form.js')}" defer></script>
      <form action="${at('/v1/forms/newsletter')}" method="post" data-baton data-thanks="Danke!">
      <label>Mail <input name="email"></label><input type="hidden" name="action" value="buy">
      <input type="hidden" name="append" value="x"><button>Go</button></form>`
    await visit(html, "default-src 'none'; script-src http:; connect-src http:", async (shop) => {
      await shop.getByLabel('Mail').fill('nobody')
      await shop.getByRole('button').click()
      await expect.poll(() => shop.evaluate("document.querySelector('input').validationMessage")).toMatch(/mail/i)
      await shop.getByLabel('Mail').fill('twice@harbor.example')
      const keys: (string | undefined)[] = []
      await shop.route('**/v1/forms/newsletter', async (route) => {
        keys.push(route.request().headers()['idempotency-key'])
        if (keys.length === 1) return route.abort()
        return route.continue()
      })
      await shop.getByRole('button').click()
      await shop.getByRole('alert').filter({ hasText: 'did not go through' }).waitFor()
      await shop.getByRole('button').click()
      await shop.getByText('Danke!').waitFor()
      expect(keys).toHaveLength(2)
      expect(keys[0]).toMatch(/^[0-9a-f]{32}$/)
      expect(new Set(keys).size).toBe(1)
    })
  })

  test('sees a change taken back when it is refused', async () => {
    await as('Milo Andersen', '/forms/newsletter', async (page) => {
      await shown(page, 'Newsletter')
      await page.route('**/v1/forms/newsletter', (route) =>
        route.fulfill({
          status: 503,
          contentType: 'application/problem+json',
          body: '{"type":"about:blank","title":"Busy","status":503,"detail":"Try again in a second"}',
        }),
      )
      await page.getByLabel('Name', { exact: true }).fill('Weekly letter')
      await page.getByRole('button', { name: 'Save' }).click()
      await page.getByText(/Try again in a second/).waitFor()
      await shown(page, 'Newsletter')
      expect(await page.getByLabel('Name', { exact: true }).inputValue()).toBe('Weekly letter')
    })
  })

  test('watches a reader’s test lead go into the track, and sees its mails as it will get them', async () => {
    await as('Milo Andersen', '/forms/newsletter', async (page) => {
      await shown(page, 'Newsletter')
      await page.getByLabel('Who').selectOption('reader')
      await page.getByRole('button', { name: 'Send', exact: true }).click()
      await page.getByText(/^Scored \d+: not hot yet/).waitFor()
      await page.getByText('Nurtured in welcome').waitFor()
      await page.getByText(/^First mail /).waitFor()
      await page.getByRole('link', { name: 'See the track' }).click()
      await shown(page, 'Nurture')
      const frame = page.frameLocator('.mail-frame')
      await frame.getByText('Hello Dana,', { exact: true }).waitFor()
      await frame.getByText('See a Tuesday with and without a plan').waitFor()
      // The styles of the mail hold, though the policy lets none in.
      const styled = "getComputedStyle(document.querySelector('.mail-frame').contentDocument.querySelector('a')).color"
      expect(await page.evaluate(styled)).not.toBe('rgb(0, 0, 238)')
      expect(await frame.locator('a[href], script').count()).toBe(0)
      await page.getByLabel('As').selectOption({ label: 'Dana Whitfield (test)' })
      await page.getByText('<test+').waitFor()
      await page.getByRole('button', { name: /^Preview Three numbers/ }).click()
      await page.getByText('Plain text', { exact: true }).click()
      await expect.poll(() => page.getByLabel('The mail as plain text').inputValue()).toContain('Hours on the road')
      await page.getByLabel('or the lead with this e-mail').fill('nobody@nowhere.example')
      await page.getByRole('button', { name: 'Show' }).click()
      await page.getByText('No lead has this address').waitFor()
    })
  })
})

describe('a rep', () => {
  test('is not shown forms, tracks or the guide, and is refused them', async () => {
    await as('Sally Jones', '/my-leads', async (page) => {
      await shown(page, 'My leads')
      for (const name of ['Forms', 'Nurture', 'Guided start'])
        expect(await page.getByRole('link', { name, exact: true }).count()).toBe(0)
      await page.evaluate("history.pushState(null, '', '/forms'); dispatchEvent(new PopStateEvent('popstate'))")
      await page.getByRole('alert').filter({ hasText: 'Ask an admin if you need this.' }).waitFor()
    })
  })
})

describe('loading and failing', () => {
  test('tracks say that they load, what went wrong, and that there is none', async () => {
    await as('Grace Okafor', '/operations', async (page) => {
      await shown(page, 'Operations')
      const { promise: answer, resolve: answerNow } = Promise.withResolvers<void>()
      let answers: object = {
        status: 400,
        contentType: 'application/problem+json',
        body: '{"title":"Out","status":400}',
      }
      await page.route('**/v1/nurture', async (route) => {
        await answer
        await route.fulfill(answers)
      })
      await page.getByRole('link', { name: 'Nurture' }).click()
      await page.getByRole('status', { name: 'Loading the tracks' }).waitFor()
      answerNow()
      await page.getByRole('alert').filter({ hasText: 'Out' }).waitFor()
      answers = { status: 200, contentType: 'application/json', body: '{"tracks":[]}' }
      await page.getByRole('button', { name: 'Try again' }).click()
      await page.getByText('The playbook has no nurture track').waitFor()
    })
  })
})
