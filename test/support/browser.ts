import { existsSync, mkdirSync, rmdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Browser, type BrowserContext, type BrowserContextOptions, chromium, type Page } from 'playwright-core'
import { eventually } from './eventually.ts'

/**
 * Opens the Chromium that comes with the packages, or the one of CHROMIUM_PATH.
 * @throws when CHROMIUM_PATH names no file
 */
export async function openBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: await executable(),
    args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage', '--font-render-hinting=none'],
  })
}

async function executable(): Promise<string> {
  const { CHROMIUM_PATH } = process.env
  if (CHROMIUM_PATH !== undefined && CHROMIUM_PATH !== '') {
    if (!existsSync(CHROMIUM_PATH)) throw new Error('CHROMIUM_PATH names no file')
    return CHROMIUM_PATH
  }
  // The package unpacks the libraries it needs, too, where it takes itself to be in a Lambda function.
  process.env.AWS_EXECUTION_ENV ??= 'AWS_Lambda_nodejs24.x'
  const { default: packaged } = await import('@sparticuz/chromium')
  return inTurn(() => packaged.executablePath())
}

/** One process at a time: of two that unpack at once, one would start what the other has written half of. */
async function inTurn<T>(unpack: () => Promise<T>): Promise<T> {
  const turn = join(tmpdir(), 'baton-browser-turn')
  await eventually(async () => {
    mkdirSync(turn)
    return true
  }, 60_000)
  try {
    return await unpack()
  } finally {
    rmdirSync(turn)
  }
}

/** A window of one person, with what went wrong in it. */
export interface Window {
  readonly context: BrowserContext
  readonly page: Page
  /** Errors of scripts, and what the content security policy refused; must stay empty. */
  readonly trouble: readonly string[]
}

/**
 * Opens a window that shares nothing with others.
 * @param browser in which
 * @param options size, colours and the like
 */
export async function openWindow(browser: Browser, options: BrowserContextOptions = {}): Promise<Window> {
  const context = await browser.newContext({ locale: 'en-US', reducedMotion: 'reduce', ...options })
  context.setDefaultTimeout(20_000)
  const page = await context.newPage()
  const trouble: string[] = []
  page.on('pageerror', (error) => trouble.push(String(error)))
  page.on('console', (message) => {
    if (message.type() === 'error' && /content security policy|refused to/i.test(message.text()))
      trouble.push(message.text())
  })
  return { context, page, trouble }
}

/**
 * Signs somebody in through the local provider.
 * @param page of a window
 * @param url an address of the console
 * @param name as the sign-in page shows it
 */
export async function signInAs(page: Page, url: string, name: string): Promise<void> {
  await page.goto(url)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await page.getByRole('button', { name: new RegExp(`^${name}`) }).click()
  await page.getByRole('button', { name: 'Sign out' }).waitFor()
}
