import { StartFailure } from '../failure.ts'
import type { TemplateDocument } from './document.ts'
import { account, attributeOf, type Endpoints, refOf, region } from './names.ts'

const pseudoParameters: ReadonlyMap<string, string> = new Map([
  ['AWS::AccountId', account],
  ['AWS::Partition', 'aws'],
  ['AWS::Region', region],
  ['AWS::StackId', `arn:aws:cloudformation:${region}:${account}:stack/baton/local`],
  ['AWS::StackName', 'baton'],
  ['AWS::URLSuffix', 'amazonaws.com'],
])

/** What resolving needs. */
export interface ResolveContext {
  readonly template: TemplateDocument
  readonly endpoints: Endpoints
}

/**
 * Replaces CloudFormation's intrinsic functions by the values they have on this machine.
 * @param value any part of a template
 * @param context the template, and where the local services are
 * @throws StartFailure for a function or reference that has no local value
 */
export function resolve(value: unknown, context: ResolveContext): unknown {
  if (Array.isArray(value)) return value.map((item) => resolve(item, context)).filter((item) => item !== undefined)
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value)
  const [only] = entries
  if (entries.length === 1 && only !== undefined && isIntrinsic(only[0])) return call(only[0], only[1], context)
  const resolved = entries.map(([key, item]): [string, unknown] => [key, resolve(item, context)])
  return Object.fromEntries(resolved.filter(([, item]) => item !== undefined))
}

function isIntrinsic(name: string): boolean {
  return name === 'Ref' || name.startsWith('Fn::')
}

function call(name: string, argument: unknown, context: ResolveContext): unknown {
  switch (name) {
    case 'Ref':
      return reference(text(argument, name), context)
    case 'Fn::GetAtt':
      return attribute(argument, context)
    case 'Fn::Join': {
      const [separator, parts] = list(argument, name)
      return list(resolve(parts, context), name).join(text(separator, name))
    }
    case 'Fn::Select': {
      const [index, items] = list(argument, name)
      return list(resolve(items, context), name)[Number(index)]
    }
    case 'Fn::Split': {
      const [separator, source] = list(argument, name)
      return text(resolve(source, context), name).split(text(separator, name))
    }
    case 'Fn::Sub':
      return substitute(argument, context)
    default:
      throw new StartFailure(`The local runtime doesn't know the intrinsic function ${name}`)
  }
}

function reference(id: string, context: ResolveContext): unknown {
  if (id === 'AWS::NoValue') return undefined
  const value = pseudoParameters.get(id) ?? refOf(id, context.template, context.endpoints)
  if (value === undefined) throw new StartFailure(`The template refers to ${id}, which has no local value`)
  return value
}

function attribute(argument: unknown, { template, endpoints }: ResolveContext): string {
  const [id = '', ...rest] =
    typeof argument === 'string' ? argument.split('.') : list(argument, 'Fn::GetAtt').map(String)
  const name = rest.join('.')
  const resource = template.Resources[id]
  const value = resource && attributeOf(id, name, resource, endpoints)
  if (value === undefined) throw new StartFailure(`The template refers to ${id}.${name}, which has no local value`)
  return value
}

function substitute(argument: unknown, context: ResolveContext): string {
  const [pattern, given] = Array.isArray(argument) ? argument : [argument, {}]
  const values = new Map(Object.entries(Object(resolve(given, context))))
  return text(pattern, 'Fn::Sub').replaceAll(/\$\{(!?)([^}]+)\}/g, (_, literal: string, name: string) => {
    if (literal) return `\${${name}}`
    if (values.has(name)) return String(values.get(name))
    return String(name.includes('.') ? attribute(name, context) : reference(name, context))
  })
}

function text(value: unknown, name: string): string {
  if (typeof value !== 'string') throw new StartFailure(`${name} was given ${JSON.stringify(value)} where text belongs`)
  return value
}

function list(value: unknown, name: string): readonly unknown[] {
  if (!Array.isArray(value)) throw new StartFailure(`${name} was given ${JSON.stringify(value)} where a list belongs`)
  return value
}
