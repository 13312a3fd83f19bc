/** Where a tag begins and ends; text of a mail has its `<` escaped. */
const tag = /<[a-z][^>]*>/gi
const styleBlock = /<style[^>]*>([\s\S]*?)<\/style>/gi

/**
 * Puts a mail's HTML into an empty page whose policy refuses inline styles: they are taken out before the browser reads
 * them, and set by script.
 * @param page of a frame in which no script runs
 * @param html of the mail
 */
export function laidOut(page: Document, html: string): void {
  const sheets = [...html.matchAll(styleBlock)].map(([, css = '']) => css)
  const harmless = html
    .replaceAll(styleBlock, '')
    .replaceAll(tag, (found) => found.replaceAll(/\sstyle=/gi, ' data-style='))
  const mail = new DOMParser().parseFromString(harmless, 'text/html')
  for (const one of mail.querySelectorAll('script, link, meta, base, iframe, object, embed')) one.remove()
  page.body.replaceChildren(...[...mail.body.childNodes].map((node) => page.importNode(node, true)))
  copyStyle(mail.body, page.body)
  page.body.className = mail.body.className
  for (const element of page.body.querySelectorAll<HTMLElement>('[data-style]')) copyStyle(element, element)
  for (const link of page.body.querySelectorAll('a')) {
    link.removeAttribute('href')
    link.setAttribute('role', 'link')
    link.setAttribute('aria-disabled', 'true')
  }
  page.documentElement.lang = mail.documentElement.lang || 'en'
  const { defaultView } = page
  if (defaultView === null) return
  // A sheet belongs to the page it was made in.
  page.adoptedStyleSheets = [...sheets, 'a { text-decoration: underline; cursor: default }'].map((css) => {
    const sheet = new defaultView.CSSStyleSheet()
    sheet.replaceSync(css)
    return sheet
  })
}

function copyStyle(from: Element, to: HTMLElement): void {
  const style = from.getAttribute('data-style')
  if (style !== null) to.style.cssText = style
  to.removeAttribute('data-style')
}
