import { resolve } from 'node:path'
import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { createDynamoStore } from '../../../shared/adapters/dynamodb/store.ts'
import { setUp } from '../../../shared/pipeline/set-up.ts'
import { newSecrets } from '../../secrets.ts'
import { type Command, required } from '../command.ts'
import { CommandFailed, exitCode } from '../failure.ts'
import { readTextFile } from '../yaml-file.ts'

/** `baton set-up`: what `npm start` does at a first start, for a table on AWS. */
export const setUpWorkspace: Command = {
  words: 'set-up',
  positionals: [],
  summary: 'Set a deployed stack up: playbook, roster, forms, tokens; needs AWS credentials, no running stack',
  details: `Writes straight to the table, with the AWS credentials and region of the environment. A playbook, roster and forms
are written where the table has no playbook yet. Every call makes new tokens and prints them once: keep them; only
their digests are stored. Tokens made before go on working.

  baton set-up --table Baton-LeadTable --playbook playbook.yaml --roster roster.yaml --forms forms.yaml
`,
  options: {
    table: { value: 'NAME', help: "the table's name: see the stack's output TableName" },
    playbook: { value: 'FILE.yaml', help: 'the first playbook' },
    roster: { value: 'FILE.yaml', help: 'teams and reps (docs/roster.md)' },
    forms: { value: 'FILE.yaml', help: 'a list of forms: id, name, campaign, country, thankYouUrl' },
  },
  run: async (given, surroundings) => {
    const read = (option: string) => readTextFile(resolve(surroundings.folder, required(setUpWorkspace, given, option)))
    const tableName = required(setUpWorkspace, given, 'table')
    const workspace = { playbook: await read('playbook'), roster: await read('roster'), forms: await read('forms') }
    const secrets = newSecrets()
    const client = new DynamoDBClient({})
    try {
      const store = createDynamoStore({ client, tableName })
      const result = await setUp({ store, clock: { now: surroundings.now } }, workspace, secrets)
      if (result.kind === 'invalid') {
        const lines = result.errors.map(({ line, path, message }) => `line ${line}: ${path} ${message}`)
        throw new CommandFailed(`The workspace is wrong; nothing of it was stored.\n${lines.join('\n')}`)
      }
    } catch (error) {
      if (error instanceof CommandFailed) throw error
      const kind = error instanceof Error && error.cause instanceof Error ? error.cause.name : 'unknown reason'
      throw new CommandFailed(
        `${tableName} can't be written: ${kind}. Check the table's name, the region and your credentials.`,
        {
          cause: error,
        },
      )
    } finally {
      client.destroy()
    }
    const { adminToken, callCenterKey } = secrets
    surroundings.out.write(
      given.has('json')
        ? `${JSON.stringify({ adminToken, callCenterKey })}\n`
        : `Admin token (BATON_TOKEN): ${adminToken}\nCall-center key (x-api-key): ${callCenterKey}\nThey are not shown again.\n`,
    )
    return exitCode.done
  },
}
