import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { createDynamoStore } from '../shared/adapters/dynamodb/store.ts'
import { systemClock } from '../shared/adapters/system/clock.ts'
import { setUp } from '../shared/pipeline/set-up.ts'
import { StartFailure } from './failure.ts'
import type { Bootstrap } from './options.ts'
import { newSecrets } from './secrets.ts'

const demo = join(import.meta.dirname, '..', 'examples', 'demo')

/**
 * Makes the first start's preparation: the demo workspace, or another playbook with the demo's roster and forms.
 * @param playbook path of a playbook to load instead of the demo's
 * @throws StartFailure when the playbook can't be read or is wrong
 */
export function demoWorkspace(playbook = join(demo, 'playbook.yaml')): Bootstrap {
  return async ({ endpoints, tableName, region }) => {
    const workspace = {
      playbook: readText(playbook),
      roster: readText(join(demo, 'roster.yaml')),
      forms: readText(join(demo, 'forms.yaml')),
    }
    const secrets = newSecrets()
    const credentials = { accessKeyId: 'local', secretAccessKey: 'local' }
    const client = new DynamoDBClient({ endpoint: endpoints.dynamodb, region, credentials })
    try {
      const store = createDynamoStore({ client, tableName })
      const result = await setUp({ store, clock: systemClock }, workspace, secrets)
      if (result.kind === 'ready') return { adminToken: secrets.adminToken, callCenterKey: secrets.callCenterKey }
      const lines = result.errors.map(
        ({ line, path, message }) => `${fileOf(path, playbook)}:${line}: ${path} ${message}`,
      )
      throw new StartFailure(`The workspace is wrong: ${lines.join('; ')}`)
    } finally {
      client.destroy()
    }
  }
}

/** The file an error is in: those of roster and forms say so in their path. */
function fileOf(path: string, playbook: string): string {
  const file = ['roster', 'forms'].find((name) => path === name || path.startsWith(`${name}.`))
  return file === undefined ? playbook : join(demo, `${file}.yaml`)
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    if (error instanceof Error && 'code' in error)
      throw new StartFailure(`${path} can't be read: ${String(error.code)}`)
    throw error
  }
}
