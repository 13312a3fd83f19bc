import { expect, test } from 'vitest'
import * as z from 'zod'
import { signInEnvironment } from '../../shared/contracts/environment.ts'
import { signInScopes } from '../../shared/contracts/session.ts'
import { roles } from '../../shared/domain/access.ts'
import { Synthesized } from './template.ts'

const template = new Synthesized()
const [pool] = template.of('AWS::Cognito::UserPool')
const [client] = template.of('AWS::Cognito::UserPoolClient')

test('there is a group for every role, and none else', () => {
  const names = template.of('AWS::Cognito::UserPoolGroup').map(({ properties }) => String(properties.GroupName))
  expect(names.toSorted()).toEqual([...roles].toSorted())
})

test('the console is a public client of the code flow, and asks for what the API says', () => {
  expect(client?.properties).toMatchObject({
    GenerateSecret: false,
    AllowedOAuthFlows: ['code'],
    AllowedOAuthScopes: [...signInScopes],
  })
})

test('nobody signs themselves up', () => {
  expect(pool?.properties).toMatchObject({ AdminCreateUserConfig: { AllowAdminCreateUserOnly: true } })
})

test('the functions that take bearer tokens are told who issues them, and no other is', () => {
  const settings = z.object({ FunctionName: z.string(), Environment: z.object({ Variables: z.looseObject({}) }) })
  const told = template.of('AWS::Lambda::Function').flatMap(({ properties }) => {
    const { FunctionName, Environment } = settings.parse(properties)
    const values = Object.values(signInEnvironment).map((name) => Environment.Variables[name])
    return values.every((value) => value === undefined) ? [] : [[FunctionName, values]]
  })
  const values = [{ 'Fn::GetAtt': [pool?.id, 'ProviderURL'] }, { Ref: client?.id }, 'cognito:groups']
  expect(told).toEqual([
    ['baton-api', values],
    ['baton-pages', values],
  ])
})

test('the console may call where tokens are had and where that is written, and nowhere else', () => {
  const headers = template
    .of('AWS::CloudFront::ResponseHeadersPolicy')
    .map(({ properties }) => JSON.stringify(properties))
  const policy = headers.find((text) => text.includes('connect-src')) ?? ''
  expect(/connect-src[^;]*;/.exec(policy)?.[0]).toMatch(
    /^connect-src 'self' https:.*amazoncognito\.com https:\/\/cognito-idp\./,
  )
})
