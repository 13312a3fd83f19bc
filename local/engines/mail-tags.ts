/**
 * Reads the tags a mail was sent with: from the request, and from the header that does the same in a raw mail.
 * @param request the parameters of SendRawEmail or SendEmail
 * @param raw the raw mail, if it is one
 * @returns values by tag name, as SES reports them
 * @see https://docs.aws.amazon.com/ses/latest/dg/event-publishing-send-email.html
 */
export function readTags(
  request: URLSearchParams,
  raw: string | undefined,
): Readonly<Record<string, readonly string[]>> {
  return Object.fromEntries([...requestTags(request), ...headerTags(raw)].map(([name, value]) => [name, [value]]))
}

function requestTags(request: URLSearchParams): readonly (readonly [string, string])[] {
  const names = [...request].filter(([key]) => /^Tags\.member\.\d+\.Name$/.test(key))
  return names.map(([key, name]) => [name, request.get(key.replace(/Name$/, 'Value')) ?? ''])
}

function headerTags(raw: string | undefined): readonly (readonly [string, string])[] {
  const header = raw && headerOf(raw, 'x-ses-message-tags')
  return (header ?? '')
    .split(/[,;]/)
    .map((pair) => pair.trim().split('='))
    .flatMap(([name, value]) => (name && value !== undefined ? [[name.trim(), value.trim()] as const] : []))
}

/**
 * Reads one header of a raw mail.
 * @param raw the mail
 * @param name the header's name, in lower case
 * @returns its value, unfolded; undefined when it isn't there
 */
export function headerOf(raw: string, name: string): string | undefined {
  return headersOf(raw)[name]
}

/**
 * Reads the headers of a raw mail.
 * @param raw the mail
 * @returns values, unfolded, by name in lower case; of a repeated header the first
 */
export function headersOf(raw: string): Readonly<Record<string, string>> {
  const [head = ''] = raw.split(/\r?\n\r?\n/, 1)
  const lines = head.replaceAll(/\r?\n[ \t]+/g, ' ').split(/\r?\n/)
  const headers = lines.map((line) => [
    line.slice(0, line.indexOf(':')).toLowerCase(),
    line.slice(line.indexOf(':') + 1).trim(),
  ])
  return Object.fromEntries(headers.toReversed())
}
