import { Duration, Fn, RemovalPolicy, Stack } from 'aws-cdk-lib'
import type * as apigateway from 'aws-cdk-lib/aws-apigatewayv2'
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager'
import * as cloudfront from 'aws-cdk-lib/aws-cloudfront'
import { HttpOrigin, S3BucketOrigin } from 'aws-cdk-lib/aws-cloudfront-origins'
import * as s3 from 'aws-cdk-lib/aws-s3'
import { Construct } from 'constructs'
import { apiPaths, consoleIndex, consolePolicy } from '../../shared/contracts/console.ts'
import { acknowledge } from '../acknowledge.ts'
import type { Settings } from '../settings.ts'

/** What the console needs. */
export interface ConsoleProps {
  readonly prefix: string
  readonly settings: Settings
  readonly api: apigateway.HttpApi
  /** Origins of sign-in, which the console calls for tokens, and for where they are had. */
  readonly signInOrigins: readonly string[]
}

/** A bucket that only the CDN reads. S3's own website hosting, which is public, stays off. */
class Files extends s3.Bucket {
  override get isWebsite(): boolean {
    return false
  }
}

/** The console: private files behind a CDN that also serves the API, so that both are one origin. */
export class Console extends Construct {
  readonly bucket: Files
  readonly distribution: cloudfront.Distribution

  /**
   * @param scope where it lives
   * @param id the construct's id
   * @param props what it needs
   */
  constructor(scope: Construct, id: string, props: ConsoleProps) {
    super(scope, id)
    this.bucket = new Files(this, 'Files', {
      blockPublicAccess: s3.BlockPublicAccess.BLOCK_ALL,
      encryption: s3.BucketEncryption.S3_MANAGED,
      enforceSSL: true,
      versioned: true,
      lifecycleRules: [{ noncurrentVersionExpiration: Duration.days(30) }],
      removalPolicy: RemovalPolicy.RETAIN,
    })
    acknowledge(this.bucket, { 'AwsSolutions-S1': 'Holds only the published console; nobody but the CDN reads it.' })
    this.distribution = new cloudfront.Distribution(this, 'Distribution', {
      comment: `${props.prefix} console and API`,
      defaultRootObject: 'index.html',
      httpVersion: cloudfront.HttpVersion.HTTP2_AND_3,
      priceClass: cloudfront.PriceClass.PRICE_CLASS_100,
      ...ownName(this, props.settings),
      defaultBehavior: {
        origin: S3BucketOrigin.withOriginAccessControl(this.bucket),
        viewerProtocolPolicy: cloudfront.ViewerProtocolPolicy.REDIRECT_TO_HTTPS,
        responseHeadersPolicy: consoleHeaders(this, props),
        functionAssociations: [
          { function: pageFunction(this, props.prefix), eventType: cloudfront.FunctionEventType.VIEWER_REQUEST },
        ],
      },
      additionalBehaviors: apiBehaviors(this, props),
    })
    acknowledge(this.distribution, distributionFindings(props.settings))
  }
}

/** Answers every address that names no file with the first page, which shows the page asked for: `isConsolePage`. */
function pageFunction(scope: Construct, prefix: string): cloudfront.Function {
  return new cloudfront.Function(scope, 'Pages', {
    functionName: `${prefix}-console-pages-${Stack.of(scope).region}`,
    comment: 'The console’s pages are one file',
    runtime: cloudfront.FunctionRuntime.JS_2_0,
    code: cloudfront.FunctionCode.fromInline(
      [
        'function handler(event) {',
        '  const request = event.request',
        `  if (!request.uri.split('/').pop().includes('.')) request.uri = '${consoleIndex}'`,
        '  return request',
        '}',
      ].join('\n'),
    ),
  })
}

function distributionFindings(settings: Settings): Record<string, string> {
  return {
    'AwsSolutions-CFR1': 'Leads and reps may be anywhere.',
    'AwsSolutions-CFR2':
      'The API is throttled and every call authenticated; a web ACL is the operator’s choice (5 USD a month).',
    'AwsSolutions-CFR3':
      'CDN logs hold client addresses and query strings, and links carry tokens; the API logs by route instead.',
    ...(settings.consoleDomain === undefined
      ? {
          'AwsSolutions-CFR4':
            'CloudFront’s own certificate allows no choice; TLS 1.2 is set once consoleDomain is given.',
        }
      : {}),
  }
}

function ownName(scope: Construct, settings: Settings): Partial<cloudfront.DistributionProps> {
  if (settings.consoleDomain === undefined) return {}
  const { name, certificateArn } = settings.consoleDomain
  return {
    domainNames: [name],
    certificate: Certificate.fromCertificateArn(scope, 'Certificate', certificateArn),
    minimumProtocolVersion: cloudfront.SecurityPolicyProtocol.TLS_V1_2_2021,
  }
}

function apiBehaviors(scope: Construct, props: ConsoleProps): Record<string, cloudfront.BehaviorOptions> {
  const host = Fn.select(2, Fn.split('/', props.api.apiEndpoint))
  const behavior: cloudfront.BehaviorOptions = {
    origin: new HttpOrigin(host, { originSslProtocols: [cloudfront.OriginSslPolicy.TLS_V1_2] }),
    allowedMethods: cloudfront.AllowedMethods.ALLOW_ALL,
    cachePolicy: cloudfront.CachePolicy.CACHING_DISABLED,
    originRequestPolicy: cloudfront.OriginRequestPolicy.ALL_VIEWER_EXCEPT_HOST_HEADER,
    viewerProtocolPolicy: cloudfront.ViewerProtocolPolicy.HTTPS_ONLY,
    responseHeadersPolicy: apiHeaders(scope, props.prefix),
  }
  return Object.fromEntries(apiPaths.map((path) => [path, behavior]))
}

const common: cloudfront.ResponseSecurityHeadersBehavior = {
  contentTypeOptions: { override: true },
  frameOptions: { frameOption: cloudfront.HeadersFrameOption.DENY, override: true },
  // Links carry tokens: no page may tell the next one where the reader came from.
  referrerPolicy: { referrerPolicy: cloudfront.HeadersReferrerPolicy.NO_REFERRER, override: true },
  strictTransportSecurity: {
    accessControlMaxAge: Duration.days(365),
    includeSubdomains: true,
    override: true,
  },
}

function consoleHeaders(scope: Construct, props: ConsoleProps): cloudfront.ResponseHeadersPolicy {
  const contentSecurityPolicy = consolePolicy(props.signInOrigins)
  return new cloudfront.ResponseHeadersPolicy(scope, 'ConsoleHeaders', {
    responseHeadersPolicyName: `${props.prefix}-console-${Stack.of(scope).region}`,
    securityHeadersBehavior: { ...common, contentSecurityPolicy: { contentSecurityPolicy, override: true } },
  })
}

/** The functions' own pages bring their own content security policy. */
function apiHeaders(scope: Construct, prefix: string): cloudfront.ResponseHeadersPolicy {
  return new cloudfront.ResponseHeadersPolicy(scope, 'ApiHeaders', {
    responseHeadersPolicyName: `${prefix}-api-${Stack.of(scope).region}`,
    securityHeadersBehavior: common,
  })
}
