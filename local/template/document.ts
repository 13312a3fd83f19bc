import { readFileSync } from 'node:fs'
import * as z from 'zod'
import { StartFailure } from '../failure.ts'

const resource = z.object({
  Type: z.string(),
  Properties: z.record(z.string(), z.unknown()).default({}),
  Metadata: z.record(z.string(), z.unknown()).default({}),
  Condition: z.string().optional(),
})

const templateDocument = z.object({
  Parameters: z.record(z.string(), z.object({ Default: z.unknown().optional() })).default({}),
  Resources: z.record(z.string(), resource),
})

/** One resource of a CloudFormation template, intrinsic functions not yet resolved. */
export type Resource = z.infer<typeof resource>

/** A CloudFormation template as `cdk synth` writes it. */
export type TemplateDocument = z.infer<typeof templateDocument>

/**
 * Reads a synthesized template.
 * @param path the JSON file
 * @throws StartFailure when it is not there or not a template
 */
export function readTemplate(path: string): TemplateDocument {
  const parsed = templateDocument.safeParse(readJson(path))
  if (!parsed.success)
    throw new StartFailure(`${path} is not a CloudFormation template: ${z.prettifyError(parsed.error)}`)
  return parsed.data
}

function readJson(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'))
  } catch (error) {
    throw new StartFailure(`Can't read the template ${path}: ${error instanceof Error ? error.message : error}`)
  }
}
