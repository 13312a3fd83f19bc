import { StartFailure } from '../failure.ts'
import type { TemplateDocument } from './document.ts'

/** Types the local runtime runs, and what runs them. */
const runs: Readonly<Record<string, string>> = {
  'AWS::DynamoDB::Table': 'the DynamoDB engine',
  'AWS::SQS::Queue': 'the queue service',
  'AWS::Lambda::Function': 'a worker thread',
  'AWS::Lambda::EventSourceMapping': 'a poller of the queue or stream',
  'AWS::Events::Rule': 'the event bus, or a timer',
  'AWS::ApiGatewayV2::Api': 'the HTTP server',
  'AWS::ApiGatewayV2::Route': 'the HTTP server',
  'AWS::ApiGatewayV2::Integration': 'the HTTP server',
  'AWS::ApiGatewayV2::Stage': 'the HTTP server',
  'AWS::Cognito::UserPool': 'the sign-in service, as the issuer',
  'AWS::Cognito::UserPoolClient': 'the sign-in service, which knows the console by it',
  'AWS::SES::ConfigurationSet': 'the mail service, for its name',
  'AWS::SES::ConfigurationSetEventDestination': 'the mail service, which reports to the event bus',
}

/** Types that change nothing on this machine, and why. */
const noLocalEffect: Readonly<Record<string, string>> = {
  'AWS::CDK::Metadata': 'usage data for CDK',
  'AWS::CloudFront::Distribution': 'the HTTP server is the one origin here',
  'AWS::CloudFront::Function': 'the HTTP server is the one origin here',
  'AWS::CloudFront::OriginAccessControl': 'there is no bucket to protect here',
  'AWS::CloudFront::ResponseHeadersPolicy': 'belongs to the distribution',
  'AWS::CloudFront::CachePolicy': 'belongs to the distribution',
  'AWS::CloudWatch::Alarm': 'nobody is paged from a local run',
  'AWS::CloudWatch::Dashboard': 'the metrics it shows are AWS’s',
  'AWS::Cognito::UserPoolDomain': 'the sign-in service has one address for pages and tokens',
  'AWS::Cognito::UserPoolGroup': 'the demo’s people bring their groups',
  'AWS::IAM::ManagedPolicy': 'permissions are not enforced here; a test holds them to least privilege',
  'AWS::IAM::Policy': 'permissions are not enforced here; a test holds them to least privilege',
  'AWS::IAM::Role': 'permissions are not enforced here; a test holds them to least privilege',
  'AWS::KMS::Alias': 'nothing is encrypted by AWS here',
  'AWS::KMS::Key': 'nothing is encrypted by AWS here',
  'AWS::Lambda::Permission': 'permissions are not enforced here',
  'AWS::Logs::LogGroup': 'logs go to files in the data directory',
  'AWS::S3::Bucket': 'holds the console’s files and access logs, which are served or dropped here',
  'AWS::S3::BucketPolicy': 'belongs to the bucket',
  'AWS::SES::EmailIdentity': 'the mail service accepts every sender here',
  'AWS::SNS::Subscription': 'belongs to the topic for alarms',
  'AWS::SNS::Topic': 'only alarms publish to it',
  'AWS::SNS::TopicPolicy': 'belongs to the topic for alarms',
  'AWS::SQS::QueuePolicy': 'permissions are not enforced here',
}

/** Every type the runtime knows: what it runs, and what it leaves out with a reason. */
export const supportedTypes = { runs, noLocalEffect } as const

/**
 * Refuses a template with anything in it that would be left out silently, so that local and cloud can't drift.
 * @param template the synthesized template
 * @throws StartFailure naming each resource that can't be run
 */
export function refuseUnsupported(template: TemplateDocument): void {
  const resources = Object.entries(template.Resources)
  const unknown = resources
    .filter(([, { Type }]) => !(Type in runs) && !(Type in noLocalEffect))
    .map(([id, { Type }]) => `${id} (${Type})`)
  if (unknown.length > 0) throw new StartFailure(`The local runtime can't run ${unknown.join(', ')}`)
  const conditional = resources.filter(([, { Condition }]) => Condition !== undefined).map(([id]) => id)
  if (conditional.length > 0) {
    throw new StartFailure(`The local runtime doesn't evaluate conditions, as on ${conditional.join(', ')}`)
  }
}
