import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { expect, test } from 'vitest'
import { startLocalStack } from '../support/local-stack.ts'

test('explore', async () => {
  const stack = await startLocalStack()
  const lead = { email: 'zephyrine.quux@vermilion-ostrich.com', firstName: 'Zephyrine', lastName: 'Quuxbury', message: 'platypus-7731', country: 'US', state: 'NY', company: 'Vermilion', employees: 60, phone: '+12125550147', jobTitle: 'Director' }
  await stack.call('/v1/forms/demo-request', { json: lead })
  await stack.running.quiet()
  const found = await stack.admin(`/v1/leads?email=${encodeURIComponent(lead.email)}`)
  const id = (found.body as any).leads[0].id
  const erased = await stack.admin(`/v1/leads/${id}/erase`, { json: { confirm: id } })
  console.log(erased.status, erased.body)
  await stack.running.quiet()
  await stack.running.advance('PT10M')
  const look = (when: string) => {
    const folder = join(stack.dataDirectory, 'table')
    for (const name of readdirSync(folder)) {
      const text = readFileSync(join(folder, name), 'latin1').toLowerCase()
      console.log(when, name, statSync(join(folder, name)).size, ['quuxbury', 'platypus-7731', 'zephyrine.quux', '2125550147'].map((one) => text.split(one).length - 1))
    }
  }
  const tables = (when: string) => {
    const db = new DatabaseSync(join(stack.dataDirectory, 'table', 'table.db'), { readOnly: true })
    for (const { name } of db.prepare("select name from sqlite_master where type='table'").all()) {
      const rows = db.prepare(`select * from "${name}"`).all()
      const hits = rows.filter((row) => JSON.stringify(row, (_k, v) => v instanceof Uint8Array ? Buffer.from(v).toString('latin1') : v).toLowerCase().includes('quux'))
      console.log(when, name, rows.length, hits.length)
    }
    console.log(db.prepare('pragma secure_delete').get(), db.prepare('pragma auto_vacuum').get(), db.prepare('pragma journal_mode').get(), db.prepare('pragma compile_options').all().map((o) => Object.values(o)[0]).filter((o) => String(o).includes('DELETE')))
    db.close()
  }
  look('running'); tables('running')
  for (const f of readdirSync(stack.dataDirectory)) console.log(f)
  const rest = (folder: string): void => { for (const e of readdirSync(folder, { withFileTypes: true })) { const p = join(folder, e.name); if (e.isDirectory()) rest(p); else { const t = readFileSync(p, 'latin1').toLowerCase(); if (t.includes('quux') || t.includes('platypus')) console.log('HIT', p) } } }
  rest(stack.dataDirectory)
  await stack.running.stop()
  look('stopped'); tables('stopped')
  const db = new DatabaseSync(join(stack.dataDirectory, 'table', 'table.db'))
  db.exec('vacuum')
  db.close()
  look('vacuumed')
  expect(1).toBe(1)
}, 120_000)
