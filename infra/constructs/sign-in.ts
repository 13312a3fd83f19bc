import { Duration, RemovalPolicy, Stack } from 'aws-cdk-lib'
import * as cognito from 'aws-cdk-lib/aws-cognito'
import { Construct } from 'constructs'
import { signInEnvironment } from '../../shared/contracts/environment.ts'
import { signInScopes } from '../../shared/contracts/session.ts'
import type { Role } from '../../shared/domain/access.ts'
import { acknowledge } from '../acknowledge.ts'

/** Who may sign in to the console; a person's groups come with the token. */
const groups: { readonly [Name in Role]: string } = {
  admin: 'Sets up forms, sources, people and the playbook',
  marketer: 'Runs campaigns and reads reports',
  rep: 'Works leads',
}

/** The claim that Cognito names a person's groups in. */
const groupsClaim = 'cognito:groups'

/** Sign-in to the console: invited people only, each with a second factor. */
export class SignIn extends Construct {
  readonly userPool: cognito.UserPool
  /** Origin of the sign-in pages and the token endpoint. */
  readonly origin: string
  /** Origin of the issuer, whose keys and addresses are public. */
  readonly issuerOrigin: string
  readonly #prefix: string

  /**
   * @param scope where it lives
   * @param id the construct's id
   * @param props the pool's name
   */
  constructor(scope: Construct, id: string, props: { readonly prefix: string }) {
    super(scope, id)
    this.#prefix = props.prefix
    this.userPool = userPool(this, props.prefix)
    for (const [groupName, description] of Object.entries(groups)) {
      this.userPool.addGroup(groupName, { groupName, description })
    }
    const stack = Stack.of(this)
    // Prefixes are shared by all accounts of a region, so the account's number is in it.
    const domainPrefix = `${props.prefix}-${stack.account}`
    this.userPool.addDomain('Domain', { cognitoDomain: { domainPrefix } })
    this.origin = `https://${domainPrefix}.auth.${stack.region}.amazoncognito.com`
    this.issuerOrigin = `https://cognito-idp.${stack.region}.${stack.urlSuffix}`
  }

  /**
   * Adds the console as a public client: authorization code with PKCE, no secret.
   * @param consoleOrigin where the console is served
   */
  addConsole(consoleOrigin: string): cognito.UserPoolClient {
    return this.userPool.addClient('Console', {
      userPoolClientName: `${this.#prefix}-console`,
      generateSecret: false,
      preventUserExistenceErrors: true,
      enableTokenRevocation: true,
      authFlows: {},
      oAuth: {
        flows: { authorizationCodeGrant: true },
        scopes: signInScopes.map((scope) => cognito.OAuthScope.custom(scope)),
        callbackUrls: [`${consoleOrigin}/`],
        logoutUrls: [`${consoleOrigin}/`],
      },
      accessTokenValidity: Duration.hours(1),
      idTokenValidity: Duration.hours(1),
      refreshTokenValidity: Duration.days(1),
    })
  }

  /**
   * Says what the functions need to know to read the console's tokens.
   * @param client the console
   */
  environmentFor(client: cognito.UserPoolClient): ReadonlyMap<string, string> {
    return new Map([
      [signInEnvironment.issuer, this.userPool.userPoolProviderUrl],
      [signInEnvironment.clientId, client.userPoolClientId],
      [signInEnvironment.groupsClaim, groupsClaim],
    ])
  }
}

function userPool(scope: Construct, prefix: string): cognito.UserPool {
  const pool = new cognito.UserPool(scope, 'Users', {
    userPoolName: prefix,
    selfSignUpEnabled: false,
    signInAliases: { email: true },
    signInCaseSensitive: false,
    mfa: cognito.Mfa.REQUIRED,
    mfaSecondFactor: { otp: true, sms: false },
    accountRecovery: cognito.AccountRecovery.EMAIL_ONLY,
    passwordPolicy: {
      minLength: 12,
      requireDigits: true,
      requireLowercase: true,
      requireUppercase: true,
      requireSymbols: true,
      tempPasswordValidity: Duration.days(3),
    },
    deletionProtection: true,
    removalPolicy: RemovalPolicy.RETAIN,
  })
  acknowledge(pool, {
    'AwsSolutions-COG8':
      'A second factor is required of everyone; the plus tier is the operator’s choice (paid by user).',
  })
  return pool
}
