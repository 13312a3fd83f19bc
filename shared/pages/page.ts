import { oneLine } from '../domain/text.ts'
import { continueScript, icon, stylesheet } from './assets.ts'
import { type Html, html } from './html.ts'

/** What every page has. */
export interface PageParts {
  /** The page's title and its heading. */
  readonly title: string
  /** Whose page it is, shown above; the workspace's name. */
  readonly workspace?: string
  readonly body: Html
  /** Sends the page's form without waiting for the reader. */
  readonly continues?: boolean
}

/**
 * Gives a page its frame. No script or style stands in the page itself, so the policy can forbid them.
 * @param parts what the page says
 * @returns a whole HTML document
 */
export function page(parts: PageParts): string {
  const [title, workspace] = [oneLine(parts.title), oneLine(parts.workspace ?? 'Baton')]
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="robots" content="noindex">
<title>${title === workspace ? title : `${title} – ${workspace}`}</title>
<link rel="icon" href="${icon.path}">
<link rel="stylesheet" href="${stylesheet.path}">
${parts.continues === true && html`<script src="${continueScript.path}" defer></script>`}
</head>
<body>
<header>${workspace}</header>
<main>
<h1>${title}</h1>
${parts.body}
</main>
</body>
</html>
`.toString()
}
