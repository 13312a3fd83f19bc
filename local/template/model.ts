import { dirname, join } from 'node:path'
import type * as z from 'zod'
import { StartFailure } from '../failure.ts'
import type { Resource, TemplateDocument } from './document.ts'
import { arnOf, type Endpoints, physicalName } from './names.ts'
import { resolve } from './resolve.ts'
import { schemas } from './schemas.ts'
import { refuseUnsupported } from './support.ts'

/** What every resource of the model has: its logical id, physical name and ARN. */
export interface Named {
  readonly id: string
  readonly name: string
  readonly arn: string
}

/** A table as declared. */
export type TableModel = Named & z.infer<typeof schemas.table>
/** A queue as declared. */
export type QueueModel = Named & z.infer<typeof schemas.queue>
/** A function as declared, with the file its handler is in. */
export type FunctionModel = Named & z.infer<typeof schemas.function> & { readonly bundle: string }
/** An event source mapping as declared. */
export type MappingModel = Named & z.infer<typeof schemas.mapping>
/** A rule as declared. */
export type RuleModel = Named & z.infer<typeof schemas.rule>
/** Where a rule sends what it matches. */
export type RuleTarget = RuleModel['Targets'][number]
/** The HTTP API with its routes. */
export interface ApiModel {
  readonly id: string
  readonly cors: z.infer<typeof schemas.api>['CorsConfiguration']
  readonly routes: readonly RouteModel[]
}
/** One route and the function that answers it. */
export interface RouteModel {
  readonly routeKey: string
  readonly functionArn: string
  /** Milliseconds API Gateway waits for the function. */
  readonly timeout: number
}
/** Which reports on a mail a configuration set sends to the event bus. */
export interface MailReportsModel {
  readonly configurationSet: string
  /** Such as `delivery` or `bounce`. */
  readonly eventTypes: readonly string[]
}

/** The console, as the user pool knows it. */
export type SignInModel = Named & z.infer<typeof schemas.userPoolClient>

/** Everything in a template that runs on this machine. */
export interface StackModel {
  readonly tables: readonly TableModel[]
  readonly queues: readonly QueueModel[]
  readonly functions: readonly FunctionModel[]
  readonly mappings: readonly MappingModel[]
  readonly rules: readonly RuleModel[]
  readonly api: ApiModel | undefined
  readonly mailReports: readonly MailReportsModel[]
  /** Undefined where nobody can sign in. */
  readonly signIn: SignInModel | undefined
}

/**
 * Turns a template into what the runtime runs.
 * @param template the synthesized template
 * @param path the template's file; assets are found beside it
 * @param endpoints where the local services are
 * @throws StartFailure naming any resource that can't be run as declared
 */
export function readModel(template: TemplateDocument, path: string, endpoints: Endpoints): StackModel {
  refuseUnsupported(template)
  const reader = new Reader(template, endpoints)
  const assets = dirname(path)
  return {
    tables: reader.all('AWS::DynamoDB::Table', schemas.table),
    queues: reader.all('AWS::SQS::Queue', schemas.queue),
    functions: reader
      .all('AWS::Lambda::Function', schemas.function)
      .map((made) => ({ ...made, bundle: bundleOf(made.id, made.Handler, template, assets) })),
    mappings: reader.all('AWS::Lambda::EventSourceMapping', schemas.mapping),
    rules: reader.all('AWS::Events::Rule', schemas.rule),
    api: readApi(reader),
    signIn: reader.all('AWS::Cognito::UserPoolClient', schemas.userPoolClient)[0],
    mailReports: reader
      .all('AWS::SES::ConfigurationSetEventDestination', schemas.eventDestination)
      .filter(({ EventDestination }) => EventDestination.Enabled)
      .map(({ ConfigurationSetName, EventDestination }) => ({
        configurationSet: ConfigurationSetName,
        eventTypes: EventDestination.MatchingEventTypes,
      })),
  }
}

class Reader {
  readonly #template: TemplateDocument
  readonly #endpoints: Endpoints

  constructor(template: TemplateDocument, endpoints: Endpoints) {
    this.#template = template
    this.#endpoints = endpoints
  }

  all<Shape extends z.ZodRawShape>(type: string, schema: z.ZodObject<Shape>): (Named & z.infer<z.ZodObject<Shape>>)[] {
    return Object.entries(this.#template.Resources)
      .filter(([, { Type }]) => Type === type)
      .map(([id, resource]) => ({
        ...this.#parse(id, resource, schema),
        id,
        name: physicalName(id, resource),
        arn: arnOf(id, resource) ?? id,
      }))
  }

  #parse<Shape extends z.ZodRawShape>(id: string, resource: Resource, schema: z.ZodObject<Shape>) {
    const honoured = Object.entries(resource.Properties).filter(([name]) => name in schema.shape)
    const context = { template: this.#template, endpoints: this.#endpoints }
    const parsed = schema.safeParse(resolve(Object.fromEntries(honoured), context))
    if (parsed.success) return parsed.data
    const problems = parsed.error.issues.map(({ path, message }) => `${path.join('.')} ${message}`).join('; ')
    throw new StartFailure(`The local runtime can't run ${id} (${resource.Type}): ${problems}`)
  }
}

function bundleOf(id: string, handler: string, template: TemplateDocument, assets: string): string {
  const asset = template.Resources[id]?.Metadata['aws:asset:path']
  if (typeof asset !== 'string') throw new StartFailure(`${id} has no local bundle (Metadata aws:asset:path)`)
  return join(assets, asset, `${handler.split('.')[0]}.js`)
}

function readApi(reader: Reader): ApiModel | undefined {
  const [api, second] = reader.all('AWS::ApiGatewayV2::Api', schemas.api)
  if (second !== undefined) throw new StartFailure(`The local runtime serves one HTTP API; ${second.id} is a second`)
  reader.all('AWS::ApiGatewayV2::Stage', schemas.stage)
  const integrations = new Map(
    reader.all('AWS::ApiGatewayV2::Integration', schemas.integration).map((made) => [made.name, made]),
  )
  const routes = reader.all('AWS::ApiGatewayV2::Route', schemas.route).map(({ id, RouteKey, Target }) => {
    const integration = integrations.get(Target.replace(/^integrations\//, ''))
    if (integration === undefined) throw new StartFailure(`${id} (AWS::ApiGatewayV2::Route) has no integration`)
    return { routeKey: RouteKey, functionArn: integration.IntegrationUri, timeout: integration.TimeoutInMillis }
  })
  return api && { id: api.id, cors: api.CorsConfiguration, routes }
}
