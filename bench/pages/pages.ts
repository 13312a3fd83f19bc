import type { Page } from 'playwright-core'
import { openBrowser, openWindow, signInAs } from '../../test/support/browser.ts'
import type { Benchmark, Context, Figure } from '../context.ts'
import { distributionOf } from '../measure/distribution.ts'
import { type LargeStack, startLargeStack } from './large-stack.ts'

/** Pages, by what a person sees once they can use them. */
const pages: readonly (readonly [string, string])[] = [
  ['/now', 'main .list, main .empty, main table'],
  ['/leads', 'table.leads tbody tr'],
  ['/leads?stage=pool', 'table.leads tbody tr'],
  ['/leads?minScore=130', 'table.leads tbody tr'],
  ['/leads?campaign=partners', 'table.leads tbody tr'],
  ['/campaigns', '.advice-lead'],
  ['/campaigns/search-generic', '#deals table tbody tr'],
  ['/reports/funnel', 'table.data tbody tr'],
  ['/reports/quick-ratio', 'table.data tbody tr'],
  ['/reports/sensitivity', 'table.data tbody tr'],
  ['/roster', 'table.data tbody tr, .card'],
  ['/operations', 'main .section'],
]

/** Calls that lists and pages make. */
const calls: readonly string[] = [
  '/v1/leads?limit=100',
  '/v1/leads?limit=100&stage=pool',
  '/v1/leads?limit=100&stage=nurturing',
  '/v1/leads?limit=100&minScore=70',
  '/v1/leads?limit=100&minScore=135',
  '/v1/leads?limit=100&campaign=partners',
  '/v1/leads?limit=100&campaign=partners&stage=won',
  '/v1/leads?limit=100&company=harbor',
  '/v1/leads?limit=100&name=fischer',
  '/v1/leads?limit=100&owner=sally-jones',
  '/v1/campaigns',
  '/v1/reports/campaigns',
  '/v1/reports/sensitivity',
  '/v1/reports/trend',
  '/v1/reports/quick-ratio',
  '/v1/reports/campaigns/search-generic/credits?kind=pipeline',
]

/**
 * How fast the console is over a year of many leads: until each page can be used, in a browser that has the console's files;
 * the list of leads while it is scrolled; and the calls that pages make.
 * @param context see there
 */
export const consolePages: Benchmark = async (context) => {
  const leads = context.quick ? 10_000 : 100_000
  const stack = await startLargeStack(leads, context.progress)
  try {
    const over = `over ${leads.toLocaleString('en')} leads`
    return [...(await callTimes(stack, context, over)), ...(await pageTimes(stack, context, over))]
  } finally {
    await stack.stop()
  }
}

async function callTimes({ running }: LargeStack, { quick }: Context, over: string): Promise<readonly Figure[]> {
  const headers = { authorization: `Bearer ${running.credentials?.adminToken}` }
  const figures: Figure[] = []
  for (const path of calls) {
    const times: number[] = []
    for (let round = 0; round < (quick ? 5 : 20); round += 1) {
      const began = performance.now()
      const answer = await fetch(new URL(path, running.baseUrl), { headers })
      await answer.text()
      if (!answer.ok) throw new Error(`${path} was answered ${answer.status}`)
      times.push(performance.now() - began)
    }
    const { p50, max } = distributionOf(times)
    figures.push({ what: `GET ${path} ${over}, p50`, unit: 'ms', value: p50, note: `at most ${Math.round(max)} ms` })
  }
  return figures
}

async function pageTimes({ running }: LargeStack, context: Context, over: string): Promise<readonly Figure[]> {
  const browser = await openBrowser()
  try {
    const { page } = await openWindow(browser, { viewport: { width: 1280, height: 800 } })
    await signInAs(page, running.baseUrl, 'Grace Okafor')
    const figures: Figure[] = []
    for (const [path, usable] of pages) {
      const times: number[] = []
      for (let round = 0; round < (context.quick ? 1 : 5); round += 1) times.push(await open(page, path, usable))
      context.progress(`${path} ${times.map(Math.round).join(' ')}`)
      const { p50, max } = distributionOf(times)
      const note = `from another page, at most ${Math.round(max)} ms`
      figures.push({ what: `${path} can be used ${over}, p50`, unit: 'ms', value: p50, aim: { atMost: 1000 }, note })
    }
    return [...figures, ...(await scrolling(page, context, over))]
  } finally {
    await browser.close()
  }
}

/** Goes to a page from one that has nothing, as a click does, with nothing of it in memory. */
async function open(page: Page, path: string, usable: string): Promise<number> {
  await go(page, '/nowhere')
  await page.getByText('There is no such page').waitFor()
  const began = performance.now()
  await go(page, path)
  await page.locator(usable).first().waitFor()
  return performance.now() - began
}

async function go(page: Page, path: string): Promise<void> {
  await page.evaluate(`history.pushState(null, '', '${path}'); dispatchEvent(new PopStateEvent('popstate'))`)
}

/** Scrolls the list of leads for some seconds, screen by screen, while it reads on, and looks at the frames. */
async function scrolling(page: Page, { quick }: Context, over: string): Promise<readonly Figure[]> {
  await open(page, '/leads', 'table.leads tbody tr')
  const script = `(async () => {
    const list = document.querySelector('.lead-scroll')
    const frames = []
    let last = performance.now()
    const end = last + ${quick ? 3_000 : 15_000}
    while (last < end) {
      list.scrollTop += 180
      const now = await new Promise(requestAnimationFrame)
      frames.push(now - last)
      last = now
    }
    return JSON.stringify({ frames, shown: Number(list.querySelector('table').getAttribute('aria-rowcount')), top: list.scrollTop, rows: list.querySelectorAll('tbody tr').length })
  })()`
  const seen: { readonly frames: readonly number[]; readonly top: number; readonly rows: number } = JSON.parse(
    String(await page.evaluate(script)),
  )
  const { p50, p95, max } = distributionOf(seen.frames)
  const note = `${seen.frames.length} frames down to row ${Math.round(seen.top / 52).toLocaleString('en')}, ${seen.rows} rows on the page, the longest ${Math.round(max)} ms`
  return [
    { what: `a frame while the list of leads is scrolled ${over}, p50`, unit: 'ms', value: p50, note },
    {
      what: `a frame while the list of leads is scrolled ${over}, p95`,
      unit: 'ms',
      value: p95,
      aim: { atMost: 34 },
      note,
    },
  ]
}
