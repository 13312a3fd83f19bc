import type { Resource, TemplateDocument } from './document.ts'

/** The region and account the local services claim to be in. */
export const region = 'us-east-1'
/** @see region */
export const account = '000000000000'

/** Where the local services are reached; HTTP origins without a trailing slash. */
export interface Endpoints {
  readonly api: string
  readonly dynamodb: string
  readonly queues: string
  readonly mail: string
  readonly signIn: string
}

/**
 * Chooses a resource's physical name: its declared name or, as CloudFormation would, one made from its
 * logical id, so that it is the same at every start.
 * @param id the logical id
 * @param resource the resource
 */
export function physicalName(id: string, resource: Resource): string {
  const { TableName, QueueName, FunctionName, Name } = resource.Properties
  const declared = [TableName, QueueName, FunctionName, Name].find((name) => typeof name === 'string')
  return declared ?? `baton-${id}`
}

/**
 * Makes the ARN of a resource that the runtime runs.
 * @param id the logical id
 * @param resource the resource
 * @returns undefined for types that have no ARN here
 */
export function arnOf(id: string, resource: Resource): string | undefined {
  const name = physicalName(id, resource)
  switch (resource.Type) {
    case 'AWS::DynamoDB::Table':
      return `arn:aws:dynamodb:${region}:${account}:table/${name}`
    case 'AWS::SQS::Queue':
      return `arn:aws:sqs:${region}:${account}:${name}`
    case 'AWS::Lambda::Function':
      return `arn:aws:lambda:${region}:${account}:function:${name}`
    case 'AWS::Events::Rule':
      return `arn:aws:events:${region}:${account}:rule/${name}`
    default:
      return undefined
  }
}

/**
 * Says what `Ref` gives.
 * @param id the logical id
 * @param template where it is declared
 * @param endpoints where queues are reached
 * @returns undefined when there is no local value
 */
export function refOf(id: string, template: TemplateDocument, endpoints: Endpoints): unknown {
  const resource = template.Resources[id]
  if (resource === undefined) return template.Parameters[id]?.Default
  const name = physicalName(id, resource)
  return resource.Type === 'AWS::SQS::Queue' ? `${endpoints.queues}/${account}/${name}` : name
}

/**
 * Says what `Fn::GetAtt` gives.
 * @param id the logical id
 * @param attribute the attribute's name
 * @param resource the resource
 * @param endpoints where the API, queues and sign-in are reached
 * @returns undefined when there is no local value
 */
export function attributeOf(
  id: string,
  attribute: string,
  resource: Resource,
  endpoints: Endpoints,
): string | undefined {
  switch (`${resource.Type}.${attribute}`) {
    case 'AWS::ApiGatewayV2::Api.ApiEndpoint':
      return endpoints.api
    case 'AWS::DynamoDB::Table.StreamArn':
      return `${arnOf(id, resource)}/stream/local`
    case 'AWS::Cognito::UserPool.ProviderURL':
      return endpoints.signIn
    case 'AWS::SQS::Queue.QueueName':
      return physicalName(id, resource)
    case 'AWS::SQS::Queue.QueueUrl':
      return `${endpoints.queues}/${account}/${physicalName(id, resource)}`
    default:
      return attribute === 'Arn' ? arnOf(id, resource) : undefined
  }
}
