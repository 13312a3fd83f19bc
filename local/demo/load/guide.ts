import type { Person } from '../../sign-in/people.ts'

/** What each role should look at first. */
const firstLooks: Readonly<Record<Person['role'], { readonly path: string; readonly why: string }>> = {
  marketer: { path: '/campaigns', why: 'which campaigns earn their money, and which one to stop paying for' },
  rep: { path: '/my-leads', why: 'own leads, overdue ones first; the pool beside them' },
  admin: { path: '/now', why: 'what comes in now; playbook, roster, operations' },
}

/**
 * Says what to look at when the demo runs: one line for each role, with somebody who can sign in.
 * @param baseUrl origin of the console
 * @param people who can sign in
 */
export function guideTo(baseUrl: string, people: readonly Person[]): readonly string[] {
  const lines = Object.entries(firstLooks).flatMap(([role, { path, why }]) => {
    const person = people.find((one) => one.role === role)
    return person === undefined ? [] : [`${`  ${person.name}, ${role}`.padEnd(28)}${baseUrl}${path}  ${why}`]
  })
  return ['', 'Open one of these and sign in with a click:', ...lines, '']
}
