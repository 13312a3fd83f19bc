/** Nothing from elsewhere, no script but ours, not in anybody's frame. */
function policy(formAction: string): string {
  return [
    "default-src 'none'",
    "style-src 'self'",
    "script-src 'self'",
    "img-src 'self'",
    `form-action ${formAction}`,
    "frame-ancestors 'none'",
    "base-uri 'none'",
  ].join('; ')
}

/**
 * Headers of every page. Links in mails carry tokens in their address, so no page may be kept and none may tell the
 * next site where its visitor came from.
 */
export const securityHeaders = {
  'content-security-policy': policy("'self'"),
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-robots-tag': 'noindex',
  'cache-control': 'no-store',
} as const

/**
 * Headers of the click page. Chromium holds a form's whole chain of redirects against `form-action`, and where a
 * marketer's link leads may redirect again (to www, to another host), so the chain may go to any web site; the form
 * itself is ours and posts here.
 */
export const clickSecurityHeaders = {
  ...securityHeaders,
  'content-security-policy': policy("'self' https: http:"),
} as const

/** Headers of the files that pages ask for. */
export const assetHeaders = {
  'x-content-type-options': 'nosniff',
  'cache-control': 'public, max-age=3600',
} as const
