import { RemovalPolicy } from 'aws-cdk-lib'
import { AccessLogField, AccessLogFormat } from 'aws-cdk-lib/aws-apigateway'
import * as apigateway from 'aws-cdk-lib/aws-apigatewayv2'
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations'
import type * as lambda from 'aws-cdk-lib/aws-lambda'
import * as logs from 'aws-cdk-lib/aws-logs'
import { Construct } from 'constructs'
import { type Access, type HttpFunction, type Route, routes } from '../../shared/contracts/routes.ts'
import { acknowledge } from '../acknowledge.ts'

/** Requests a second the whole API takes, and how many at once before it answers 429. */
const throttle = { rateLimit: 200, burstLimit: 400 } as const

/** Why API Gateway itself checks nobody: each kind of caller proves itself to the function. */
const checkedBy: { readonly [Kind in Access]: string } = {
  anyone: 'Public by contract: the function validates what comes in, and the stage is throttled.',
  key: 'The function checks the call center’s API key against its stored digest.',
  signature: 'The function verifies the provider’s signature over the body.',
  bearer: 'The function checks the bearer token: its stored digest, or issuer, audience, expiry and role of a sign-in.',
  link: 'The function verifies the link’s signature and expiry.',
  'bearer-or-link': 'The function checks the bearer token as for the API, or the link’s signature and expiry.',
}

/** The HTTP API: every route of the contract, each to the function the contract names. */
export class Http extends Construct {
  readonly api: apigateway.HttpApi
  readonly stage: apigateway.HttpStage

  /**
   * @param scope where it lives
   * @param id the construct's id
   * @param props the API's name
   */
  constructor(scope: Construct, id: string, props: { readonly prefix: string }) {
    super(scope, id)
    this.api = new apigateway.HttpApi(this, 'Api', {
      apiName: props.prefix,
      createDefaultStage: false,
      // Forms are posted from the customers' own sites; bearer calls are not made from foreign pages.
      corsPreflight: {
        allowOrigins: ['*'],
        allowMethods: [apigateway.CorsHttpMethod.POST],
        allowHeaders: ['content-type', 'idempotency-key'],
      },
    })
    const accessLog = new logs.LogGroup(this, 'AccessLog', {
      logGroupName: `/aws/apigateway/${props.prefix}`,
      retention: logs.RetentionDays.ONE_MONTH,
      removalPolicy: RemovalPolicy.DESTROY,
    })
    this.stage = new apigateway.HttpStage(this, 'Stage', {
      httpApi: this.api,
      stageName: '$default',
      autoDeploy: true,
      throttle,
      accessLogSettings: {
        destination: new apigateway.LogGroupLogDestination(accessLog),
        format: accessLogFormat,
      },
    })
  }

  /**
   * Opens every route of the contract.
   * @param functions the functions that answer
   */
  serve(functions: { readonly [Name in HttpFunction]: lambda.IFunction }): void {
    const integrations = {
      capture: integrate('capture', functions.capture),
      api: integrate('api', functions.api),
      pages: integrate('pages', functions.pages),
    }
    for (const [id, route] of Object.entries<Route>(routes)) {
      const added = this.api.addRoutes({
        path: route.path,
        methods: [apigateway.HttpMethod[route.method]],
        integration: integrations[route.function],
      })
      for (const one of added) acknowledge(one, { 'AwsSolutions-APIG4': `${id}: ${checkedBy[route.access]}` })
    }
  }
}

/** What is logged of a request: the route as declared, never its path, query (links carry tokens) or client address. */
const accessLogFormat = AccessLogFormat.custom(
  JSON.stringify({
    requestId: AccessLogField.contextRequestId(),
    time: AccessLogField.contextRequestTimeEpoch(),
    route: '$context.routeKey',
    status: AccessLogField.contextStatus(),
    latency: AccessLogField.contextResponseLatency(),
    integrationLatency: '$context.integrationLatency',
    integrationStatus: '$context.integrationStatus',
    error: '$context.error.responseType',
    bytes: AccessLogField.contextResponseLength(),
  }),
)

function integrate(name: HttpFunction, handler: lambda.IFunction): HttpLambdaIntegration {
  return new HttpLambdaIntegration(name, handler, { scopePermissionToRoute: false })
}
