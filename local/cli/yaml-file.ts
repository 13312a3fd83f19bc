import { readFile } from 'node:fs/promises'
import { LineCounter, parseDocument } from 'yaml'
import type * as z from 'zod'
import { fieldErrors } from '../../shared/contracts/problem.ts'
import { WrongUse } from './failure.ts'

/**
 * Reads a YAML file by a schema.
 * @param path where it is
 * @param schema what it must be
 * @throws WrongUse when it can't be read or is not what it must be, with the line of each error
 */
export async function readYaml<Schema extends z.ZodType>(path: string, schema: Schema): Promise<z.output<Schema>> {
  const text = await readTextFile(path)
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines })
  const [broken] = document.errors
  if (broken !== undefined)
    throw new WrongUse(`${path}:${lines.linePos(broken.pos[0]).line}: ${broken.message.split('\n')[0]}`)
  const read = schema.safeParse(document.toJS())
  if (read.success) return read.data
  const complaints = fieldErrors(read.error).map(({ path: field, message }) => {
    const offset = offsetOf(document, field === '' ? [] : field.split('.'))
    return `${path}:${lines.linePos(offset).line}: ${field === '' ? '' : `${field} `}${message}`
  })
  throw new WrongUse(complaints.join('\n'))
}

/**
 * Reads a text file named on the command line.
 * @param path where it is
 * @throws WrongUse when it is not there or can't be read
 */
export async function readTextFile(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8')
  } catch (error) {
    throw new WrongUse(
      `Cannot read ${path}: ${error instanceof Error && 'code' in error ? error.code : 'unknown reason'}`,
      { cause: error },
    )
  }
}

/** Where a field stands, or the closest thing around it that is there. */
function offsetOf(document: ReturnType<typeof parseDocument>, path: readonly string[]): number {
  for (let length = path.length; length >= 0; length -= 1) {
    const node = length === 0 ? document.contents : document.getIn(path.slice(0, length), true)
    if (typeof node === 'object' && node !== null && 'range' in node && Array.isArray(node.range)) {
      const [start] = node.range
      if (typeof start === 'number') return start
    }
  }
  return 0
}
