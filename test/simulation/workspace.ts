import { readFileSync } from 'node:fs'
import type { Ports } from '../../shared/pipeline/ports.ts'
import { setUp } from '../../shared/pipeline/set-up.ts'

const read = (name: string): string => readFileSync(new URL(`./workspace/${name}`, import.meta.url), 'utf8')

const workspace = { playbook: read('playbook.yaml'), roster: read('roster.yaml'), forms: read('forms.yaml') }

/** The playbook an operator publishes in some runs: more leads are hot, and a mail was taken out of the first track. */
const nextPlaybook: string = workspace.playbook
  .replace('hot: 70', 'hot: 65')
  .replace(/ *# optional-begin.*?# optional-end\n/s, '')

/** What the operator publishes: what was there at the start, that one, one that finds many hot, or one that turns many away. */
export const playbooks: readonly string[] = [
  workspace.playbook,
  nextPlaybook,
  workspace.playbook.replace('hot: 70', 'hot: 30'),
  workspace.playbook.replace(
    '  reject:\n',
    '  reject:\n    - { id: private, when: { not: { field: company.name, exists: true } }, reason: Private }\n',
  ),
]

/**
 * Sets up the workspace of a run.
 * @param ports where it is stored
 */
export async function setUpWorkspace(ports: Pick<Ports, 'store' | 'clock'>): Promise<void> {
  const secrets = { adminToken: 'admin', callCenterKey: 'calls', signingKey: 'key' }
  const result = await setUp(ports, workspace, secrets)
  if (result.kind === 'invalid') throw new Error(`the simulation's playbook: ${JSON.stringify(result.errors)}`)
}
