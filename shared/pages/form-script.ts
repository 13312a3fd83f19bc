import type { Asset } from './assets.ts'

/**
 * What turns a plain HTML form on somebody's own site into one that answers on the page. A form works without it, too:
 * it is sent as browsers send forms. The script
 * - remembers which campaign brought the visitor (`utm_…` of the address they came by) while the tab is open, and sends it;
 * - gives each filling an Idempotency-Key, so that a second click or a retry makes no second submission;
 * - shows thanks (`data-thanks`) in place of the form, or goes to `data-thanks-url`;
 * - says beside a field what is wrong with it.
 *
 * It adds no style and no inline script, so a site's policy needs `script-src` and `connect-src` for its origin only.
 */
export const formScript: Asset = {
  path: '/pages/form.js',
  contentType: 'text/javascript; charset=utf-8',
  body: `(() => {
  const names = ['utm_source', 'utm_medium', 'utm_campaign', 'utm_term', 'utm_content']
  const origin = () => {
    const here = new URLSearchParams(location.search)
    const found = names.flatMap((name) => (here.get(name) ? [[name, here.get(name)]] : []))
    try {
      if (found.length > 0) sessionStorage.setItem('baton-utm', JSON.stringify(found))
      return found.length > 0 ? found : JSON.parse(sessionStorage.getItem('baton-utm') ?? '[]')
    } catch {
      return found
    }
  }
  const cameBy = origin()
  const newKey = () => [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('')
  // A field may be called as something forms have, "action" for instance, and then stands in its place.
  const has = (form, name) => {
    const value = Reflect.get(HTMLFormElement.prototype, name, form)
    return typeof value === 'function' ? value.bind(form) : value
  }
  const say = (form, text) => {
    let line = has(form, 'querySelector')('[data-baton-said]')
    if (line === null) {
      line = document.createElement('p')
      line.dataset.batonSaid = ''
      line.setAttribute('role', 'alert')
      has(form, 'append')(line)
    }
    line.textContent = text
  }
  const thank = (form) => {
    const { thanks, thanksUrl } = has(form, 'dataset')
    if (thanksUrl) return location.assign(thanksUrl)
    const line = document.createElement('p')
    line.setAttribute('role', 'status')
    line.tabIndex = -1
    line.textContent = thanks || 'Thank you. We have it, and will be in touch.'
    has(form, 'replaceWith')(line)
    line.focus()
  }
  const blame = (form, errors) => {
    for (const { path, message } of errors) {
      const field = has(form, 'elements').namedItem(path)
      if (!(field instanceof HTMLElement) || !('setCustomValidity' in field)) continue
      field.setCustomValidity(message)
      field.addEventListener('input', () => field.setCustomValidity(''), { once: true })
      field.reportValidity()
      return
    }
    say(form, errors.map(({ path, message }) => (path + ' ' + message).trim()).join('; ') || 'That was not taken. Please look it over.')
  }
  const enhance = (form) => {
    let key = newKey()
    has(form, 'addEventListener')('input', () => { key = newKey() })
    has(form, 'addEventListener')('submit', async (event) => {
      event.preventDefault()
      const fields = new FormData(form)
      for (const [name, value] of cameBy) if (!fields.has(name)) fields.append(name, value)
      const button = event.submitter
      if (button) button.disabled = true
      say(form, '')
      try {
        const response = await fetch(has(form, 'action'), {
          method: 'POST',
          headers: { 'content-type': 'application/x-www-form-urlencoded', 'idempotency-key': key },
          body: new URLSearchParams(fields).toString(),
        })
        if (response.ok) return thank(form)
        const problem = await response.json().catch(() => ({}))
        if (response.status === 400) blame(form, problem.errors ?? [])
        else say(form, 'That did not go through. Please try again in a moment.')
      } catch {
        say(form, 'That did not go through. Please check your connection and try again.')
      }
      if (button) button.disabled = false
    })
  }
  const start = () => document.querySelectorAll('form[data-baton]').forEach(enhance)
  if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', start)
  else start()
})()
`,
}
