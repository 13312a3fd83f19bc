import { readdirSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { extname, join, sep } from 'node:path'
import { apiPaths, consoleIndex, consolePolicy, isConsolePage } from '../../shared/contracts/console.ts'

/** What serving the console needs. */
export interface ConsoleFilesOptions {
  /** Folder of the built console; when there is none, nothing is served and the API answers as without it. */
  readonly folder: string | undefined
  /** Origins of the sign-in pages. */
  readonly signInOrigins: readonly string[]
}

/** Answers a request when it is for the console: says whether it did. */
export type ConsoleRoute = (request: IncomingMessage, response: ServerResponse) => Promise<boolean>

const types: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
}

/**
 * Serves the built console as CloudFront does on AWS: its files, and its first page for every address that names no file.
 * Only what was in the folder at the start is served, so that no path leads out of it.
 * @param options what is served
 */
export function makeConsoleRoute({ folder, signInOrigins }: ConsoleFilesOptions): ConsoleRoute {
  const files = folder === undefined ? new Map<string, string>() : filesIn(folder)
  const policy = consolePolicy(signInOrigins)
  return async (request, response) => {
    const path = (request.url ?? '/').split('?')[0] ?? '/'
    const found = isForConsole(request, path) ? fileFor(files, request, path) : undefined
    if (found === undefined) return false
    const body = await readFile(found.file)
    response.writeHead(200, { ...headersOf(found.path, policy), 'content-length': body.length })
    response.end(request.method === 'HEAD' ? undefined : body)
    return true
  }
}

function filesIn(folder: string): ReadonlyMap<string, string> {
  return new Map(namesIn(folder).map((name) => [`/${name.split(sep).join('/')}`, join(folder, name)]))
}

function namesIn(folder: string): readonly string[] {
  try {
    const entries = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    return entries.filter((name) => extname(name) in types)
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return []
    throw error
  }
}

function isForConsole({ method }: IncomingMessage, path: string): boolean {
  if (method !== 'GET' && method !== 'HEAD') return false
  return ![...apiPaths, '/dev/*'].some((pattern) =>
    pattern.endsWith('*') ? path.startsWith(pattern.slice(0, -1)) : path === pattern,
  )
}

/** A file by its name; the first page for whoever looks with a browser, so that programs still get the API's answers. */
function fileFor(files: ReadonlyMap<string, string>, request: IncomingMessage, path: string) {
  const wantsPage = isConsolePage(path) && (request.headers.accept ?? '').includes('text/html')
  const wanted = wantsPage ? consoleIndex : path
  const file = files.get(wanted)
  return file === undefined ? undefined : { path: wanted, file }
}

function headersOf(path: string, policy: string): Readonly<Record<string, string>> {
  return {
    'content-type': types[extname(path)] ?? 'application/octet-stream',
    // Files under /assets have a digest of their content in their name.
    'cache-control': path.startsWith('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache',
    'content-security-policy': policy,
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
  }
}
