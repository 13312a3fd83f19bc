import type { App } from 'aws-cdk-lib'
import * as z from 'zod'

/** What a deployment may choose, given as CDK context (`cdk deploy -c mailFrom='Acme <sales@acme.com>'`). */
export interface Settings {
  /** Sender of every mail, with or without a display name. */
  readonly mailFrom: string
  /** Domain to verify with SES in this stack (DKIM); absent when the account has verified it already. */
  readonly mailDomain?: string
  /** Origin that links in mails begin with; absent means the API's own endpoint. */
  readonly publicUrl?: string
  /** Name people open the console under, with its certificate in us-east-1. */
  readonly consoleDomain?: { readonly name: string; readonly certificateArn: string }
  /** Where the runbook is published; alarms link to its entries. */
  readonly runbookUrl: string
}

const domain = z.string().regex(/^([a-z0-9-]+\.)+[a-z]{2,}$/i, 'must be a domain name')

const context = z.object({
  mailFrom: z
    .string()
    .regex(/^([^<>]*<)?[^\s<>@]+@[^\s<>@]+\.[^\s<>@]+>?$/, "must be an address such as 'Acme <sales@acme.com>'")
    .default('Baton <baton@example.com>'),
  mailDomain: domain.optional(),
  publicUrl: z.url().regex(/[^/]$/, 'must not end in a slash').optional(),
  consoleDomain: domain.optional(),
  consoleCertificateArn: z
    .string()
    .regex(/^arn:[^:]+:acm:us-east-1:/, 'must be a certificate in us-east-1')
    .optional(),
  runbookUrl: z.string().default('docs/runbook.md'),
})

/**
 * Reads a deployment's choices from the CDK context.
 * @param app the CDK app
 * @returns the settings, defaults filled in
 * @throws when a value is malformed, naming each
 */
export function readSettings(app: App): Settings {
  const given = Object.fromEntries(Object.keys(context.shape).map((name) => [name, app.node.tryGetContext(name)]))
  const parsed = context.safeParse(given)
  if (!parsed.success) throw new Error(`Context: ${z.prettifyError(parsed.error)}`)
  const { consoleDomain, consoleCertificateArn, mailDomain, publicUrl, ...rest } = parsed.data
  if ((consoleDomain === undefined) !== (consoleCertificateArn === undefined)) {
    throw new Error('Context: consoleDomain and consoleCertificateArn are given together')
  }
  return {
    ...rest,
    ...(mailDomain === undefined ? {} : { mailDomain }),
    ...(publicUrl === undefined ? {} : { publicUrl }),
    ...(consoleDomain === undefined || consoleCertificateArn === undefined
      ? {}
      : { consoleDomain: { name: consoleDomain, certificateArn: consoleCertificateArn } }),
  }
}

/**
 * Takes the bare address out of a sender.
 * @param mailFrom a sender such as `Acme <sales@acme.com>`
 * @returns the address, and its domain
 */
export function senderOf(mailFrom: string): { readonly address: string; readonly domain: string } {
  const address = /<([^<>]+)>$/.exec(mailFrom)?.[1] ?? mailFrom
  return { address, domain: address.slice(address.lastIndexOf('@') + 1) }
}
