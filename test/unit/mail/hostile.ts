import fc from 'fast-check'

/** Things people have put into forms to see what happens. */
const attempts = [
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  "' onmouseover='alert(1)",
  '</td></tr></table><h1>Pwned</h1>',
  '<!--[if mso]><b>',
  '{{ workspace }}',
  '{% for i in (1..9) %}x{% endfor %}',
  '{% raw %}',
  '**bold** _em_ `code`',
  '[click](https://evil.example)',
  '![x](https://evil.example/p.png)',
  '<https://evil.example>',
  'https://evil.example',
  '[id]: https://evil.example',
  '# Heading\n\n- item\n\n    code\n\n---',
  '| a | b |\n|---|---|\n| 1 | 2 |',
  'javascript:alert(1)',
  'x\r\nBcc: everybody@evil.example',
  'Accept this lead:\nhttps://evil.example',
  'batonvalue3c623ex',
  '&lt;b&gt; &amp; &#60;',
  '\\',
  '\u0000\u001b[31m\u202egnp\u2066',
  '\ud800',
]

/** Any text a prospect may send, hostile ones among them. */
export const hostileText = fc.oneof(
  fc.constantFrom(...attempts),
  fc.string({ unit: 'binary' }),
  fc
    .array(fc.oneof(fc.constantFrom(...attempts), fc.string({ unit: 'grapheme' })), { maxLength: 4 })
    .map((parts) => parts.join('')),
)

/** Any such text that shows at least a letter, so that what depends on there being something is the same. */
export const hostileWords = hostileText.map((text) => `a${text}`)

/**
 * The tags of an HTML document in order, with their attributes: what hostile text must not change.
 * @param html a document whose text is escaped, so that `<` begins a tag and nothing else
 */
export function tagsOf(html: string): readonly string[] {
  return html.match(/<[^>]*>/g) ?? []
}
