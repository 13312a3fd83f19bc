import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Template } from 'aws-cdk-lib/assertions'
import * as z from 'zod'
import { functionNames } from '../../infra/functions.ts'
import { makeApp } from '../../infra/synthesize.ts'

/** One resource of the template. */
export interface Resource {
  readonly id: string
  readonly type: string
  readonly properties: Readonly<Record<string, unknown>>
}

/**
 * Makes the stack over empty bundles, so that its tests need no build.
 * @param context context values, as `-c name=value` gives them
 */
export function makeStack(context: Readonly<Record<string, string>> = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'baton-infra-'))
  for (const name of functionNames) {
    mkdirSync(join(folder, name))
    writeFileSync(join(folder, name, 'index.js'), 'exports.handler = async () => undefined\n')
  }
  return makeApp({ bundles: folder, outdir: join(folder, 'cdk.out'), checks: false, context })
}

const resources = z.record(
  z.string(),
  z.object({ Type: z.string(), Properties: z.record(z.string(), z.unknown()).default({}) }),
)

/** The synthesized template, to be asked about its resources. */
export class Synthesized {
  readonly all: readonly Resource[]

  /** @param context context values, as `-c name=value` gives them */
  constructor(context: Readonly<Record<string, string>> = {}) {
    const parsed = resources.parse(Template.fromStack(makeStack(context).stack).toJSON().Resources)
    this.all = Object.entries(parsed).map(([id, { Type, Properties }]) => ({ id, type: Type, properties: Properties }))
  }

  /**
   * Finds resources by type.
   * @param type such as `AWS::SQS::Queue`
   */
  of(type: string): readonly Resource[] {
    return this.all.filter((resource) => resource.type === type)
  }

  /**
   * Finds one resource by its logical id.
   * @param id the logical id
   */
  get(id: string): Resource {
    const found = this.all.find((resource) => resource.id === id)
    if (found === undefined) throw new Error(`No resource ${id}`)
    return found
  }

  /**
   * Puts a reference into words: resources are named by what they are called in the account, the table by `table`.
   * @param value a string or a CloudFormation intrinsic
   */
  say(value: unknown): string {
    if (typeof value === 'string') return value
    const node = intrinsic.parse(value)
    if ('Ref' in node) return node.Ref.startsWith('AWS::') ? `<${node.Ref.slice(5)}>` : this.#nameOf(node.Ref)
    if ('Fn::GetAtt' in node) {
      const [id, attribute] = node['Fn::GetAtt']
      return attribute === 'Arn' ? this.#nameOf(id) : `${this.#nameOf(id)}.${attribute}`
    }
    return node['Fn::Join'][1].map((part) => this.say(part)).join('')
  }

  #nameOf(id: string): string {
    const { type, properties } = this.get(id)
    if (type === 'AWS::DynamoDB::Table') return 'table'
    const name = properties.QueueName ?? properties.FunctionName ?? properties.LogGroupName ?? properties.Name
    return z.string().parse(name)
  }
}

const intrinsic = z.union([
  z.object({ Ref: z.string() }),
  z.object({ 'Fn::GetAtt': z.tuple([z.string(), z.string()]) }),
  z.object({ 'Fn::Join': z.tuple([z.string(), z.array(z.unknown())]) }),
])
