/** Paths that the API answers on the console's own origin; all others are the console's. */
export const apiPaths = ['/v1/*', '/openapi.json', '/thanks/*', '/pages/*'] as const

/** The file that every address of the console is answered with; it then shows the page asked for. */
export const consoleIndex = '/index.html'

/**
 * Tells whether an address is one of the console's pages: its last part has no dot, so it names no file.
 * @param path an address without its query
 */
export function isConsolePage(path: string): boolean {
  return !(path.split('/').at(-1) ?? '').includes('.')
}

/**
 * The content security policy of the console: files of its own origin only, nothing inline.
 * @param signInOrigins origins of the sign-in pages, which the console calls for tokens
 */
export function consolePolicy(signInOrigins: readonly string[]): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    "font-src 'self'",
    `connect-src ${["'self'", ...signInOrigins].join(' ')}`,
    "manifest-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ')
}
