import { formScript } from './form-script.ts'

/** A file that pages ask for. */
export interface Asset {
  readonly path: string
  readonly contentType: string
  readonly body: string
}

/** How every page looks: phone first, light and dark. */
export const stylesheet: Asset = {
  path: '/pages/baton.css',
  contentType: 'text/css; charset=utf-8',
  body: `:root {
  color-scheme: light dark;
  --ground: #f3f4f6; --card: #fff; --ink: #1b2430; --soft: #566170; --line: #c9d0d8;
  --accent: #0b6b50; --on-accent: #fff; --focus: #1d4ed8; --hot: #a3420b;
}
@media (prefers-color-scheme: dark) {
  :root {
    --ground: #12161b; --card: #1c222a; --ink: #e9edf1; --soft: #a6b1bd; --line: #47525f;
    --accent: #58c79d; --on-accent: #0c1a15; --focus: #8fb4ff; --hot: #ffb27d;
  }
}
* { box-sizing: border-box; }
body {
  margin: 0; min-height: 100svh; display: flex; flex-direction: column; align-items: center;
  padding: 16px; background: var(--ground); color: var(--ink);
  font: 17px/1.5 system-ui, -apple-system, 'Segoe UI', Roboto, Helvetica, Arial, sans-serif;
  overflow-wrap: anywhere;
}
header { width: 100%; max-width: 34rem; padding: 4px 8px 12px; color: var(--soft); font-weight: 600; }
main { width: 100%; max-width: 34rem; padding: 24px; background: var(--card); border-radius: 12px; }
h1 { margin: 0 0 12px; font-size: 1.45rem; line-height: 1.25; }
h2 { margin: 24px 0 8px; font-size: 1.05rem; }
p { margin: 0 0 12px; }
main > :last-child { margin-bottom: 0; }
a { color: var(--accent); }
dl { display: grid; grid-template-columns: max-content 1fr; gap: 6px 16px; margin: 0 0 20px; }
dt { color: var(--soft); }
dd { margin: 0; min-width: 0; }
.score { color: var(--hot); font-weight: 600; }
.soft { color: var(--soft); font-size: .9rem; }
form { margin: 20px 0 0; }
fieldset { margin: 0 0 16px; padding: 0; border: 0; }
legend { padding: 0; margin-bottom: 8px; font-weight: 600; }
.choice { display: flex; align-items: center; gap: 12px; min-height: 48px; padding: 4px 12px; margin-bottom: 8px; border: 1px solid var(--line); border-radius: 8px; cursor: pointer; }
.choice:has(:checked) { border-color: var(--accent); box-shadow: inset 0 0 0 1px var(--accent); }
.choice input { flex: none; width: 20px; height: 20px; margin: 0; accent-color: var(--accent); }
.field { display: block; margin: 0 0 16px; font-weight: 600; }
textarea { display: block; width: 100%; min-height: 88px; margin-top: 6px; padding: 10px 12px; font: inherit; font-weight: 400; color: inherit; background: var(--ground); border: 1px solid var(--line); border-radius: 8px; }
button, .button {
  display: block; width: 100%; min-height: 52px; padding: 12px 24px; font: inherit; font-weight: 600; text-align: center;
  text-decoration: none; color: var(--on-accent); background: var(--accent); border: 1px solid var(--accent); border-radius: 8px; cursor: pointer;
}
button:hover, .button:hover { filter: brightness(1.08); }
:focus-visible { outline: 3px solid var(--focus); outline-offset: 2px; }
footer { max-width: 34rem; padding: 16px 8px; color: var(--soft); font-size: .85rem; }
@media (min-width: 40rem) { body { padding-top: 8vh; } main { padding: 32px 36px; } }
`,
}

/** Sends the one form of a click page on its way; not again when somebody comes back to the page. */
export const continueScript: Asset = {
  path: '/pages/continue.js',
  contentType: 'text/javascript; charset=utf-8',
  body: `const [entry] = performance.getEntriesByType('navigation')
if (entry?.type === 'navigate') document.querySelector('form')?.requestSubmit()
`,
}

/** The sign in the browser's tab. */
export const icon: Asset = {
  path: '/pages/baton.svg',
  contentType: 'image/svg+xml',
  body: '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="8" fill="#0b6b50"/><path d="M9 23 23 9" stroke="#fff" stroke-width="6" stroke-linecap="round"/></svg>\n',
}

/** Every file that pages ask for. */
export const assets: readonly Asset[] = [stylesheet, continueScript, formScript, icon]
