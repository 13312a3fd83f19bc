import busboy from '@fastify/busboy'
import type * as z from 'zod'
import { parseWellFormed } from '../domain/json.ts'
import { bodyBytes, type HttpEvent, header } from './http.ts'
import { type Checked, check, problem } from './problem.ts'

/** Largest body of a capture, in bytes. */
export const largestCapture = 64 * 1024

/** Content types a body may have. */
const json = 'application/json'
const urlencoded = 'application/x-www-form-urlencoded'
const multipart = 'multipart/form-data'

/**
 * Reads a JSON body.
 * @param event the request
 * @param largest bytes it may have
 * @returns the value, or 400, 413 or 415
 */
export function readJson(event: HttpEvent, largest: number): Checked<unknown> {
  const bytes = bodyBytes(event)
  if (bytes.length > largest) return tooLarge(largest)
  if (mediaType(event) !== json) return unsupported([json])
  return parseJson(bytes)
}

/**
 * Reads a JSON body that must be as a schema says.
 * @param schema what it must be
 * @param event the request
 * @param largest bytes it may have
 * @returns the value, or 400, 413 or 415
 */
export function readJsonAs<Schema extends z.ZodType>(
  schema: Schema,
  event: HttpEvent,
  largest: number,
): Checked<z.infer<Schema>> {
  const read = readJson(event, largest)
  return read.ok ? check(schema, read.value) : read
}

/** A form's fields, and whether a browser posted them without JavaScript. */
export interface FormBody {
  readonly fields: unknown
  /** A plain HTML post wants a page, not JSON. */
  readonly plainHtml: boolean
}

/**
 * Reads a form's body: JSON, urlencoded or multipart. Files are not taken.
 * @param event the request
 * @param largest bytes it may have
 * @returns the fields, or 400, 413 or 415
 */
export async function readForm(event: HttpEvent, largest: number): Promise<Checked<FormBody>> {
  const bytes = bodyBytes(event)
  if (bytes.length > largest) return tooLarge(largest)
  const plainHtml = (header(event, 'accept') ?? '').includes('text/html')
  switch (mediaType(event)) {
    case json: {
      const read = parseJson(bytes)
      return read.ok ? { ok: true, value: { fields: read.value, plainHtml: false } } : read
    }
    case urlencoded:
      return { ok: true, value: { fields: lastOfEach(new URLSearchParams(bytes.toString('utf8'))), plainHtml } }
    case multipart: {
      const fields = await readMultipart(bytes, header(event, 'content-type') ?? '')
      return fields.ok ? { ok: true, value: { fields: fields.value, plainHtml } } : fields
    }
    default:
      return unsupported([json, urlencoded, multipart])
  }
}

function mediaType(event: HttpEvent): string {
  return (header(event, 'content-type') ?? '').split(';', 1).join('').trim().toLowerCase()
}

function parseJson(bytes: Buffer): Checked<unknown> {
  try {
    return { ok: true, value: parseWellFormed(new TextDecoder('utf-8', { fatal: true }).decode(bytes)) }
  } catch (error) {
    if (!(error instanceof SyntaxError) && !(error instanceof TypeError)) throw error
    return {
      ok: false,
      answer: problem('invalid-request', 'The body is not JSON in UTF-8', [{ path: '', message: 'is not JSON' }]),
    }
  }
}

/** Entries as an object that can't be confused by names such as `__proto__`; of a repeated name the last counts. */
function lastOfEach(entries: Iterable<readonly [string, string]>): Readonly<Record<string, string>> {
  return Object.fromEntries(entries)
}

function readMultipart(bytes: Buffer, contentType: string): Promise<Checked<Readonly<Record<string, string>>>> {
  return new Promise((resolve) => {
    const broken = () =>
      resolve({
        ok: false,
        answer: problem('invalid-request', 'The multipart body is broken', [
          { path: '', message: 'is not multipart/form-data' },
        ]),
      })
    const fields: [string, string][] = []
    const files: string[] = []
    try {
      const parser = new busboy.Busboy({ headers: { 'content-type': contentType }, limits: { fields: 200, files: 1 } })
      parser.on('field', (name, value) => fields.push([name, value]))
      parser.on('file', (name, stream) => {
        files.push(name)
        stream.resume()
      })
      parser.on('error', broken)
      parser.on('finish', () => {
        const errors = files.map((path) => ({ path, message: 'is a file: files are not taken' }))
        resolve(
          errors.length === 0
            ? { ok: true, value: lastOfEach(fields) }
            : { ok: false, answer: problem('invalid-request', 'Files are not taken', errors) },
        )
      })
      parser.end(bytes)
    } catch (error) {
      if (!(error instanceof Error)) throw error
      broken()
    }
  })
}

function tooLarge(largest: number): { readonly ok: false; readonly answer: ReturnType<typeof problem> } {
  return { ok: false, answer: problem('too-large', `The body must be at most ${largest} bytes`) }
}

function unsupported(types: readonly string[]): { readonly ok: false; readonly answer: ReturnType<typeof problem> } {
  return { ok: false, answer: problem('unsupported-media-type', `Send ${types.join(', ')}`) }
}
