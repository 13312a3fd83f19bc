import { readFileSync } from 'node:fs'
import type { Channel } from '../../shared/domain/channel.ts'
import type { Rep, Team } from '../../shared/domain/roster.ts'
import type { Ports } from '../../shared/pipeline/ports.ts'
import { setUp } from '../../shared/pipeline/set-up.ts'
import { receiverUrl } from './ports/receivers.ts'

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
  workspace.playbook.replace('hot: 70', 'hot: 10'),
  workspace.playbook.replace(
    '  reject:\n',
    '  reject:\n    - { id: private, when: { not: { field: company.name, exists: true } }, reason: Private }\n',
  ),
]

/** Signs what is posted to webhooks. */
const secret = `whsec_${Buffer.alloc(32, 1).toString('base64')}`

/** Some have channels besides e-mail, some instead of it; everybody else has e-mail alone. */
const channels: Readonly<Record<string, readonly Channel[]>> = {
  kim: [{ kind: 'slack', url: receiverUrl('rep', 'kim', 'slack') }],
  lee: [{ kind: 'email' }, { kind: 'webhook', url: receiverUrl('rep', 'lee', 'webhook'), secret }],
  ann: [
    { kind: 'teams', url: receiverUrl('rep', 'ann', 'teams') },
    { kind: 'webhook', url: receiverUrl('rep', 'ann', 'webhook'), secret },
  ],
}

const inside: Team = {
  type: 'team',
  id: 'inside',
  name: 'Inside sales',
  channels: [{ kind: 'webhook', url: receiverUrl('team', 'inside', 'webhook'), secret }],
}

const members: ReadonlySet<string> = new Set(['ann', 'bob', 'cid'])

function withChannels(rep: Rep): Rep {
  const own = channels[rep.id]
  return {
    ...rep,
    ...(own === undefined ? {} : { channels: own }),
    ...(members.has(rep.id) ? { team: inside.id } : {}),
  }
}

/**
 * Sets up the workspace of a run.
 * @param ports where it is stored
 */
export async function setUpWorkspace(ports: Pick<Ports, 'store' | 'clock'>): Promise<void> {
  const secrets = { adminToken: 'admin', callCenterKey: 'calls', signingKey: 'key' }
  const result = await setUp(ports, workspace, secrets)
  if (result.kind === 'invalid') throw new Error(`the simulation's playbook: ${JSON.stringify(result.errors)}`)
  const reps = await ports.store.listRoster()
  await ports.store.commit([
    { kind: 'create', entity: inside },
    ...reps.map((stored) => ({ kind: 'replace', stored, entity: withChannels(stored.entity) }) as const),
  ])
}
