import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join, resolve } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as z from 'zod'
import {
  campaignReportAnswer,
  campaignsAnswer,
  creditsAnswer,
  trendAnswer,
} from '../../shared/contracts/campaign-answers.ts'
import { formsAnswer } from '../../shared/contracts/forms.ts'
import {
  assignmentAnswer,
  decisionsAnswer,
  leadAnswer,
  leadPage,
  offerAnswer,
  opportunityAnswer,
  pathToHotAnswer,
  timelinePage,
} from '../../shared/contracts/lead-answers.ts'
import { mailPreviewAnswer, nurtureAnswer } from '../../shared/contracts/nurture.ts'
import {
  calibrationAnswer,
  funnelAnswer,
  idealCustomerAnswer,
  pursuitAnswer,
  quickRatioAnswer,
  sensitivityAnswer,
  sourcesAnswer,
  speedAnswer,
} from '../../shared/contracts/report-answers.ts'
import {
  playbookAnswer,
  playbooksAnswer,
  poolsAnswer,
  rosterAnswer,
  tasksAnswer,
} from '../../shared/contracts/workspace-answers.ts'
import { openBrowser, openWindow, signInAs, type Window } from '../support/browser.ts'
import { type Seeded, seedConsole } from '../support/console-seed.ts'
import { type LocalStack, startLocalStack } from '../support/local-stack.ts'

const axe = createRequire(import.meta.url).resolve('axe-core/axe.min.js')
const built = resolve(import.meta.dirname, '../../dist/console')

let stack: LocalStack
let browser: Browser
let seeded: Seeded

beforeAll(async () => {
  stack = await startLocalStack()
  browser = await openBrowser()
  seeded = await seedConsole(stack)
}, 120_000)

afterAll(async () => {
  await browser?.close()
  await stack?.stop()
})

const at = (path: string) => new URL(path, stack.running.baseUrl).href

/** Does something in a window of one person, and sees that nothing went wrong in it. */
async function as(
  name: string,
  path: string,
  options: Parameters<typeof openWindow>[1],
  act: (page: Page) => Promise<void>,
) {
  const window = await openWindow(browser, options)
  try {
    await signInAs(window.page, at(path), name)
    await act(window.page)
    expect(window.trouble).toEqual([])
  } finally {
    await window.context.close()
  }
}

const findings = z.object({
  violations: z.array(z.object({ id: z.string(), nodes: z.array(z.object({ html: z.string() })) })),
})

/** What axe finds against WCAG 2.2 AA. */
async function accessibility(page: Page): Promise<readonly string[]> {
  // Evaluated by the debugger, which the page's policy does not bind.
  await page.evaluate(readFileSync(axe, 'utf8'))
  const found: unknown = await page.evaluate(
    "axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] })",
  )
  return findings.parse(found).violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)
}

async function shown(page: Page, title: string): Promise<void> {
  await page.getByRole('heading', { level: 1, name: title, exact: true }).waitFor()
  await expect.poll(() => page.locator('main .loading').count(), { timeout: 20_000 }).toBe(0)
}

const pages = {
  '/now': 'Now',
  '/leads': 'Leads',
  '/leads?stage=pool&minScore=70': 'Leads',
  '/campaigns': 'Campaigns',
  '/campaigns?channel=search&segment=10-49': 'Campaigns',
  '/campaigns/search?show=pipeline': 'search',
  '/campaigns/social?model=markov': 'social',
  '/forms': 'Forms',
  '/forms/demo-request': 'Request a demo',
  '/nurture': 'Nurture',
  '/start': 'Guided start',
  '/reports/funnel': 'Funnel',
  '/reports/sources': 'Sources',
  '/reports/pursuit?campaign=spring&segment=10-49&period=custom&from=2026-01-01': 'Pursuit',
  '/reports/quick-ratio': 'Quick ratio',
  '/playbook': 'Playbook',
  '/roster': 'Roster',
  '/operations': 'Operations',
  '/pool': 'Public pool',
}

describe('every page', () => {
  const wide = { width: 1280, height: 800 }
  const phone = { width: 360, height: 740 }

  test('is accessible in light and dark colours, and fits on a phone of 360 pixels', async () => {
    await as('Grace Okafor', '/', { viewport: wide }, async (page) => {
      for (const [path, title] of [
        ...Object.entries(pages),
        [`/leads/${seeded.leads.Lena}`, 'Lena Fischer'] as const,
      ]) {
        await page.evaluate(`history.pushState(null, '', '${path}'); dispatchEvent(new PopStateEvent('popstate'))`)
        await shown(page, title)
        for (const colorScheme of ['light', 'dark'] as const) {
          await page.emulateMedia({ colorScheme })
          expect(await accessibility(page), `${path}, ${colorScheme}`).toEqual([])
        }
        await page.setViewportSize(phone)
        // Charts follow the window a moment later.
        const width = () => page.evaluate('document.documentElement.scrollWidth')
        await expect.poll(width, { message: path, timeout: 10_000 }).toBeLessThanOrEqual(phone.width)
        await page.setViewportSize(wide)
      }
    })
    // Every page twice through axe: more than a minute on a busy machine.
  }, 240_000)
})

describe('a list', () => {
  test('says that it loads, that there is nothing, and what to do when it fails', async () => {
    await as('Grace Okafor', '/operations', {}, async (page) => {
      await shown(page, 'Operations')
      const { promise: answer, resolve: answerNow } = Promise.withResolvers<void>()
      let answers: object = {
        status: 500,
        contentType: 'application/problem+json',
        body: '{"title":"Out","status":500}',
      }
      await page.route('**/v1/leads?*', async (route) => {
        await answer
        await route.fulfill(answers)
      })
      await page.getByRole('link', { name: 'Leads' }).click()
      await page.getByRole('status', { name: 'Loading leads' }).waitFor()
      answerNow()
      await page.getByRole('alert').filter({ hasText: 'Out' }).waitFor()
      answers = { status: 200, contentType: 'application/json', body: '{"leads":[]}' }
      await page.getByRole('button', { name: 'Try again' }).click()
      await page.getByText('No lead has come in yet').waitFor()
    })
  })
})

describe('a rep on a phone', () => {
  const phone = { viewport: { width: 360, height: 740 } }

  test('accepts, logs a call, opens a deal and wins it', async () => {
    await as('Sally Jones', '/my-leads', phone, async (page) => {
      await shown(page, 'My leads')
      expect(await accessibility(page)).toEqual([])
      const card = page.getByRole('listitem').filter({ hasText: 'Omar Haddad' })
      await card.getByRole('button', { name: 'Accept' }).click()
      await page.getByText('Accepted: the lead is yours to work.').waitFor()
      await page.getByRole('link', { name: 'Omar Haddad' }).click()
      await shown(page, 'Omar Haddad')
      await page.getByRole('button', { name: 'Log' }).click()
      await page.getByRole('dialog').getByLabel('What was said').fill('Wants a trial for <b>two</b> crews')
      expect(await accessibility(page)).toEqual([])
      await page.getByRole('button', { name: 'Record' }).click()
      await page.getByText('Wants a trial for <b>two</b> crews').waitFor()
      await page.getByRole('button', { name: 'Open a deal' }).click()
      await page.getByRole('dialog').getByLabel('Amount (USD)').fill('12,000')
      await page.getByRole('button', { name: 'Open', exact: true }).click()
      await page.getByRole('button', { name: 'Won', exact: true }).click()
      await page.getByRole('dialog').getByRole('button', { name: 'Won' }).click()
      await page.locator('main .mark-won').first().waitFor()
      await page.getByText('$12,000.00').first().waitFor()
    })
  })

  test('sees who was first when an offer is gone', async () => {
    const lead = seeded.leads.Grace ?? ''
    const first = await signedIn('Sally Jones', `/leads/${lead}`)
    const second = await signedIn('Grace Okafor', `/leads/${lead}`)
    try {
      const accepts = [first, second].map(({ page }) => page.getByRole('button', { name: 'Accept' }))
      await Promise.all(accepts.map((accept) => accept.waitFor()))
      await Promise.all(accepts.map((accept) => accept.click()))
      const outcomes = await Promise.all(
        [first, second].map(({ page }) =>
          Promise.race([
            page
              .getByText('Accepted: the lead is yours to work.')
              .waitFor()
              .then(() => 'won'),
            page
              .getByText('Sally Jones has this lead: it is working.')
              .waitFor()
              .then(() => 'lost'),
          ]),
        ),
      )
      expect(outcomes.toSorted()).toEqual(['lost', 'won'])
      for (const { page } of [first, second]) await page.locator('main .mark-working').first().waitFor()
    } finally {
      await Promise.all([first, second].map(({ context }) => context.close()))
    }
  })

  test('sees at once what was done, and sees it taken back when it is refused', async () => {
    await as('Sally Jones', `/leads/${seeded.leads['<b>Mia</b>']}`, phone, async (page) => {
      const stage = page.locator('main .mark').first()
      await page.getByRole('button', { name: 'Accept' }).waitFor()
      const { promise: refuse, resolve: refuseNow } = Promise.withResolvers<void>()
      // Nothing is read again: what comes back is what was kept.
      await page.route('**/v1/leads/**', (route) => route.abort())
      await page.route('**/accept', async (route) => {
        await refuse
        const problem = { type: 'about:blank', title: 'Conflict', status: 409, detail: 'The offer is closed' }
        await route.fulfill({ status: 409, contentType: 'application/problem+json', body: JSON.stringify(problem) })
      })
      await page.getByRole('button', { name: 'Accept' }).click()
      await expect.poll(() => stage.textContent(), { timeout: 20_000 }).toBe('Working')
      refuseNow()
      await page.getByText(/The offer is closed/).waitFor()
      await expect.poll(() => stage.textContent(), { timeout: 20_000 }).toBe('Offered')
    })
  })

  async function signedIn(name: string, path: string): Promise<Window> {
    const window = await openWindow(browser, phone)
    await signInAs(window.page, at(path), name)
    return window
  }
})

describe('a marketer', () => {
  test('enters a spend and sees what it does to the return; publishes nothing', async () => {
    await as('Milo Andersen', '/campaigns', {}, async (page) => {
      await shown(page, 'Campaigns')
      const row = page.locator('table.campaigns tr').filter({ hasText: 'webinar' })
      await row.getByText('$2,500').waitFor()
      await page.getByRole('button', { name: 'Enter spend' }).click()
      await page.getByRole('dialog').getByLabel('Campaign').selectOption('webinar')
      await page.getByRole('dialog').getByLabel('Amount (USD)').fill('3,000')
      await page.getByRole('button', { name: 'Save', exact: true }).click()
      await row.getByText('$3,000').waitFor()
      await page.getByLabel('Credit').selectOption('first')
      await row.getByText('$3,000').waitFor()
      await page.getByRole('link', { name: 'Playbook' }).click()
      await shown(page, 'Playbook')
      expect(await page.getByRole('button', { name: 'Publish' }).count()).toBe(0)
    })
  })
})

describe('a figure', () => {
  test('opens up to the deals behind it, their leads and the touches that earned it', async () => {
    await as('Milo Andersen', '/campaigns?model=first', {}, async (page) => {
      await shown(page, 'Campaigns')
      await page.getByRole('heading', { name: 'Which campaign to stop paying for' }).waitFor()
      await page.getByText('How this is judged').click()
      await page.getByText('the rule of three').waitFor()
      const row = page.locator('table.campaigns tr').filter({ hasText: 'spring' })
      await row.getByRole('link', { name: '$9,500' }).last().click()
      await shown(page, 'spring')
      const deal = page.getByRole('row').filter({ hasText: 'Ines Duarte' })
      await deal.getByText('Form: demo request').waitFor()
      await deal.getByText('$9,500.00').first().waitFor()
      await page.getByText(/1 deal won: .* \$9,500\.00, by first touch/).waitFor()
      await page.getByText('Pipeline', { exact: true }).last().click()
      await page.getByText(/1 deal opened/).waitFor()
      expect(new URL(page.url()).search).toContain('show=pipeline')
      await deal.getByRole('link', { name: 'Ines Duarte' }).click()
      await shown(page, 'Ines Duarte')
      await page.goBack()
      await page.getByText(/1 deal opened/).waitFor()
    })
  })
})

describe('leads', () => {
  test('are found by company, by name and by score; a view is kept, and all that fit are saved', async () => {
    await as('Milo Andersen', '/leads', {}, async (page) => {
      await shown(page, 'Leads')
      const search = page.getByLabel('Find by name, company, e-mail or phone')
      const rows = page.locator('table.leads tbody tr')
      const find = async (text: string, count: number, name: string) => {
        await search.fill(text)
        await search.press('Enter')
        await rows.filter({ hasText: name }).first().waitFor()
        await expect.poll(() => rows.count(), { timeout: 20_000 }).toBe(count)
      }
      await find('nordlicht', 1, 'Lena Fischer')
      await find('omar haddad', 1, 'Omar Haddad')
      await find('lena@nordlicht-solar.example', 1, 'Lena Fischer')
      await search.fill('')
      await page.getByLabel('Campaign').selectOption('search')
      await expect.poll(() => rows.count(), { timeout: 20_000 }).toBe(2)
      await page.getByLabel('Score').selectOption('50')
      await page.getByRole('button', { name: 'Save this view' }).click()
      await page.getByRole('dialog').getByLabel('Name').fill('From search')
      await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click()
      await page.getByRole('link', { name: 'All', exact: true }).click()
      await expect.poll(() => rows.count(), { timeout: 20_000 }).toBeGreaterThan(5)
      await page.getByRole('link', { name: 'From search' }).click()
      await expect.poll(() => new URL(page.url()).search).toBe('?campaign=search&minScore=50')
      await expect.poll(() => rows.count(), { timeout: 20_000 }).toBe(2)
      const [download] = await Promise.all([
        page.waitForEvent('download'),
        page.getByRole('button', { name: 'Save as CSV' }).click(),
      ])
      const lines = readFileSync(await download.path(), 'utf8')
        .trim()
        .split('\r\n')
      expect(lines).toHaveLength(3)
      expect(lines[0]).toMatch(/^id,firstName,lastName,email/)
      await page.getByRole('button', { name: 'Forget “From search”' }).click()
      await page.getByRole('button', { name: 'Save this view' }).waitFor()
    })
  })
})

describe('an admin', () => {
  test('edits the playbook with its faults marked, and publishes it', async () => {
    await as('Grace Okafor', '/playbook', {}, async (page) => {
      await shown(page, 'Playbook')
      const editor = page.getByLabel('Playbook source, YAML')
      const source = await editor.inputValue()
      await editor.fill(source.replace('hot: 70 ', 'hot: seventy '))
      await page.locator('[data-mark="error"]').first().waitFor()
      expect(await page.getByRole('button', { name: 'Publish' }).isDisabled()).toBe(true)
      await editor.fill(source.replace('hot: 70 ', 'hot: 65 '))
      await page.getByText(/65/).first().waitFor()
      await page.getByRole('button', { name: 'Try it on the last 90 days' }).click()
      await page.getByText('Hot, to Sales').waitFor()
      await page.getByRole('button', { name: 'Publish' }).click()
      await page.getByText(/^Version 2 is in force/).waitFor()
    })
  })

  test('goes on with a fresh token when the last one is not taken any more, without being asked', async () => {
    await as('Grace Okafor', '/roster', {}, async (page) => {
      await shown(page, 'Roster')
      // The clock stays: moving it would take offers from the other tests' reps.
      let refused = false
      await page.route('**/v1/tasks', async (route) => {
        if (refused) return route.continue()
        refused = true
        await route.fulfill({
          status: 401,
          contentType: 'application/problem+json',
          body: '{"title":"No","status":401}',
        })
      })
      const renewal = page.waitForResponse((response) => response.url().endsWith('/token') && response.ok())
      await page.getByRole('link', { name: 'Operations' }).click()
      await renewal
      await page.getByText('Nothing is parked').waitFor()
    })
  })

  test('comes back to the page asked for after a reload, and leaves no token behind', async () => {
    await as('Grace Okafor', '/roster', {}, async (page) => {
      await shown(page, 'Roster')
      await page.reload()
      await shown(page, 'Roster')
      const kept: unknown = await page.evaluate('JSON.stringify([{ ...localStorage }, { ...sessionStorage }])')
      expect(String(kept)).not.toMatch(/eyJ|token/i)
      expect(page.url()).toBe(at('/roster'))
      await page.getByRole('button', { name: 'Sign out' }).click()
      await page
        .getByRole('button', { name: /Sign (in|out)/ })
        .first()
        .waitFor()
    })
  })
})

describe('the API answers as the console takes it', () => {
  const lead = (path: string) => `/v1/leads/${seeded.leads.Ines}${path}`
  const suffix = () => (seeded.leads.Ines ?? '').slice('lead_'.length)
  const answers: readonly (readonly [() => string, z.ZodType])[] = [
    [() => '/v1/leads', leadPage],
    [() => lead(''), leadAnswer],
    [() => lead('/timeline'), timelinePage],
    [() => lead('/decisions'), decisionsAnswer],
    [() => lead('/path-to-hot'), pathToHotAnswer],
    [() => `/v1/assignments/asg_${suffix()}-1`, assignmentAnswer],
    [() => `/v1/opportunities/opp_${suffix()}-1`, opportunityAnswer],
    [() => '/v1/reports/campaigns', campaignReportAnswer],
    [() => '/v1/reports/campaigns?model=markov', campaignReportAnswer],
    [() => '/v1/reports/campaigns/search/credits?kind=pipeline&model=first', creditsAnswer],
    [() => '/v1/reports/trend', trendAnswer],
    [() => '/v1/reports/quick-ratio', quickRatioAnswer],
    [() => '/v1/campaigns', campaignsAnswer],
    [() => '/v1/reports/funnel?by=source', funnelAnswer],
    [() => '/v1/reports/speed?by=rep', speedAnswer],
    [() => '/v1/reports/pursuit?by=rep', pursuitAnswer],
    [() => '/v1/reports/sources', sourcesAnswer],
    [() => '/v1/reports/sensitivity', sensitivityAnswer],
    [() => '/v1/reports/calibration', calibrationAnswer],
    [() => '/v1/reports/ideal-customer', idealCustomerAnswer],
    [() => '/v1/forms', formsAnswer],
    [() => '/v1/nurture', nurtureAnswer],
    [() => '/v1/nurture/preview?track=welcome&step=hello', mailPreviewAnswer],
    [() => '/v1/tasks', tasksAnswer],
    [() => '/v1/playbook', playbookAnswer],
    [() => '/v1/playbooks', playbooksAnswer],
    [() => '/v1/roster', rosterAnswer],
    [() => '/v1/pools', poolsAnswer],
  ]

  test.each(answers)('%#', async (path, schema) => {
    const { status, body } = await stack.admin(path())
    expect(status).toBe(200)
    expect(schema.safeParse(body).error?.issues ?? [], path()).toEqual([])
  })

  test('so does an offer that somebody answered before', async () => {
    const { status, body } = await stack.admin(`/v1/assignments/asg_${suffix()}-1/accept`, { method: 'POST' })
    expect(status).toBe(409)
    expect(z.object({ current: offerAnswer }).safeParse(body).error).toBeUndefined()
  })
})

describe('the build', () => {
  test('loads at most 250 KB of scripts first, gzipped, and no inline ones', () => {
    const sizes = z.object({ firstLoad: z.number() }).parse(JSON.parse(readFileSync(join(built, 'sizes.json'), 'utf8')))
    expect(sizes.firstLoad).toBeLessThanOrEqual(250 * 1024)
    const index = readFileSync(join(built, 'index.html'), 'utf8')
    expect(index).not.toMatch(/<script(?![^>]*\bsrc=)|<style|\son\w+=/)
  })
})
