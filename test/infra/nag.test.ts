import { Validations } from 'aws-cdk-lib'
import { Annotations, Match } from 'aws-cdk-lib/assertions'
import { Queue } from 'aws-cdk-lib/aws-sqs'
import type { IConstruct } from 'constructs'
import { expect, test } from 'vitest'
import { packs } from '../../infra/synthesize.ts'
import { makeStack } from './template.ts'

const variants = {
  'as it comes': {},
  'with a mail domain and a console domain of its own': {
    mailFrom: 'Acme <sales@acme.com>',
    mailDomain: 'acme.com',
    publicUrl: 'https://go.acme.com',
    consoleDomain: 'go.acme.com',
    consoleCertificateArn: 'arn:aws:acm:us-east-1:123456789012:certificate/2f6c7a1e-0000-4000-8000-000000000000',
  },
}

for (const [name, context] of Object.entries(variants)) {
  test(`cdk-nag's AwsSolutions and Serverless packs find nothing, ${name}`, () => {
    const { app } = makeStack(context)
    const findings = packs(app).flatMap((pack) => pack.validateScope(app).violations)
    expect(
      findings.map(({ ruleName, violatingResources }) => ({
        ruleName,
        on: violatingResources.map((resource) => resource.constructPath),
      })),
    ).toEqual([])
  })

  test(`CDK has nothing to warn of, ${name}`, () => {
    const { stack } = makeStack(context)
    const warnings = Annotations.fromStack(stack).findWarning('*', Match.anyValue())
    expect(warnings.map(({ id, entry }) => [id, entry.data])).toEqual([])
  })
}

test('cdk-nag finds what nobody acknowledged', () => {
  const { app, stack } = makeStack()
  new Queue(stack, 'Bare')
  const rules = packs(app).flatMap((pack) => pack.validateScope(app).violations.map(({ ruleName }) => ruleName))
  expect(rules).toEqual(['AwsSolutions-SQS3', 'AwsSolutions-SQS4', 'Serverless-SQSRedrivePolicy'])
})

test('every finding that is acknowledged has a reason in a sentence, on one resource and not on the stack', () => {
  const { app, stack } = makeStack()
  const reasonsOn = (constructs: readonly IConstruct[]) =>
    constructs
      .flatMap((construct) => construct.node.metadata)
      .filter(({ type }) => type === Validations.ACKNOWLEDGED_RULES_METADATA_KEY)
      .flatMap(({ data }) => Object.values<unknown>(data))
  expect(reasonsOn([app, stack])).toEqual([])
  const reasons = reasonsOn(stack.node.findAll())
  expect(reasons.length).toBeGreaterThan(0)
  for (const reason of reasons) expect(reason).toMatch(/^[\w: ].{20,}\.$/)
})
