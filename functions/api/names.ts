import { nameInPath } from '../../shared/contracts/setup.ts'
import { type HttpEvent, pathPart } from '../../shared/lambda/http.ts'
import { type Checked, invalid } from '../../shared/lambda/problem.ts'

/**
 * Reads a name that people chose from the path: a form, a rep, a team.
 * @param event the request
 * @param part the placeholder's name
 */
export function pathName(event: HttpEvent, part: string): Checked<string> {
  const name = nameInPath.safeParse(pathPart(event, part))
  if (name.success) return { ok: true, value: name.data }
  return {
    ok: false,
    answer: invalid([{ path: part, message: 'must be 1 to 100 letters, digits, spaces, dots, dashes or underscores' }]),
  }
}

/**
 * Says by the status whether something is new.
 * @param outcome what became of putting it
 */
export function created(outcome: 'created' | 'changed'): number {
  return outcome === 'created' ? 201 : 200
}
