import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { identify } from '../../../local/process-identity.ts'

const root = resolve(import.meta.dirname, '../../..')
const credentials = z.object({
  baseUrl: z.string(),
  mailUrl: z.string(),
  adminToken: z.string().min(20),
  callCenterKey: z.string().min(20),
})

test.each(['SIGINT', 'SIGTERM'] as const)(
  'npm start is ready, tells its owner how to get in, and %s ends all of it',
  async (signal) => {
    const DATA_DIR = mkdtempSync(join(tmpdir(), 'baton-start-'))
    const env = { ...process.env, PORT: '0', MAIL_PORT: '0', DATA_DIR }
    const child = spawn(process.execPath, [join(root, 'local', 'main.ts')], {
      env,
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    try {
      let ready = ''
      for await (const line of createInterface({ input: child.stdout })) {
        if (line.startsWith('ready ')) {
          ready = line
          break
        }
      }
      const told = credentials.parse(JSON.parse(readFileSync(join(DATA_DIR, 'credentials.json'), 'utf8')))
      expect(statSync(join(DATA_DIR, 'credentials.json')).mode & 0o777).toBe(0o600)
      expect(ready).toBe(`ready ${told.baseUrl}`)
      expect((await fetch(`${told.baseUrl}/v1/health`)).status).toBe(200)
      expect((await fetch(told.mailUrl)).status).toBe(200)
      const running = z.object({ engine: z.object({ pid: z.number() }) })
      const { engine } = running.parse(JSON.parse(readFileSync(join(DATA_DIR, 'running.json'), 'utf8')))
      child.kill(signal)
      const [code] = await once(child, 'exit')
      expect({ code, engine: identify(engine.pid) }).toEqual({ code: 0, engine: undefined })
    } finally {
      child.kill('SIGKILL')
      rmSync(DATA_DIR, { recursive: true, force: true })
    }
  },
)
