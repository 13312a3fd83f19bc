import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { build } from 'esbuild'
import { type FunctionName, functionNames, type IndexName, type TableAction } from '../../infra/functions.ts'

/** What a function's own code asks of the table. */
export interface Used {
  readonly table: readonly TableAction[]
  readonly indexes: readonly IndexName[]
}

/** What each kind of write and each method of the store becomes; see shared/adapters/dynamodb. */
const needs: Readonly<Record<string, Partial<Used>>> = {
  create: { table: ['dynamodb:PutItem'] },
  replace: { table: ['dynamodb:PutItem'] },
  require: { table: ['dynamodb:ConditionCheckItem'] },
  remove: { table: ['dynamodb:DeleteItem'] },
  count: { table: ['dynamodb:UpdateItem'] },
  add: { table: ['dynamodb:UpdateItem'] },
  // What is wanted in one turn is asked for in one call.
  get: { table: ['dynamodb:GetItem', 'dynamodb:BatchGetItem'] },
  load: { table: ['dynamodb:GetItem', 'dynamodb:BatchGetItem'] },
  listLead: { table: ['dynamodb:Query'] },
  listRoster: { table: ['dynamodb:Query'] },
  listTeams: { table: ['dynamodb:Query'] },
  listWorkloads: { table: ['dynamodb:Query'] },
  listCampaigns: { table: ['dynamodb:Query'] },
  listCounters: { table: ['dynamodb:Query'] },
  listTallies: { table: ['dynamodb:Query'] },
  listSpend: { table: ['dynamodb:Query'] },
  listCredits: { table: ['dynamodb:Query'] },
  listLatestCredits: { table: ['dynamodb:Query'] },
  listLeads: { table: ['dynamodb:BatchGetItem'], indexes: ['leads', 'owner'] },
  findLeads: { table: ['dynamodb:BatchGetItem'], indexes: ['standing', 'campaign', 'company', 'person'] },
  countLeads: { indexes: ['leads', 'owner'] },
  listJobs: { table: ['dynamodb:Query'] },
  listDue: { indexes: ['due'] },
  listParked: { indexes: ['due'] },
}

/**
 * Reads off the code what each function asks of the table: bundled, so that only what it can reach counts, and
 * without the adapters, which can do everything.
 * @param root the project's folder
 * @returns each function that exists
 */
export async function usedPermissions(root: string): Promise<ReadonlyMap<FunctionName, Used>> {
  const entries = functionNames
    .map((name) => ({ name, in: join(root, 'functions', name, 'index.ts'), out: name }))
    .filter((entry) => existsSync(entry.in))
  const { outputFiles } = await build({
    absWorkingDir: root,
    entryPoints: entries.map((entry) => ({ in: entry.in, out: entry.out })),
    outdir: root,
    bundle: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
    write: false,
    logLevel: 'silent',
  })
  return new Map(
    entries.map(({ name, out }) => {
      const code = outputFiles.find(({ path }) => path === join(root, `${out}.js`))?.text ?? ''
      return [name, usedBy(code)]
    }),
  )
}

function usedBy(bundle: string): Used {
  const ours = bundle
    .split(/^\/\/ (?=[\w./-]+\.ts$)/m)
    .filter((module) => /^(functions|shared\/(pipeline|lambda))\//.test(module))
    .join('\n')
  const words = [...ours.matchAll(/kind: "(\w+)"|\bstore\.(\w+)\(/g)].map(([, kind, method]) => kind ?? method ?? '')
  const used = words.flatMap((word) => needs[word] ?? [])
  return {
    table: [...new Set(used.flatMap(({ table = [] }) => table))].toSorted(),
    indexes: [...new Set(used.flatMap(({ indexes = [] }) => indexes))].toSorted(),
  }
}
