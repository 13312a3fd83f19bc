import { readFile } from 'node:fs/promises'
import { expect, it } from 'vitest'
import { compileLayouts, generatedModule } from '../../../scripts/compile-mail.ts'

it('the compiled layouts are those of the MJML files; if not, run scripts/compile-mail.ts', async () => {
  expect(await readFile(generatedModule, 'utf8')).toBe(await compileLayouts())
})
