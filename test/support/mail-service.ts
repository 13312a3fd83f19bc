import type { Server } from 'node:http'
import { SESClient } from '@aws-sdk/client-ses'
import mailService from 'aws-ses-v2-local'
import { sesClientDefaults } from '../../shared/adapters/ses/mailer.ts'
import { freePort } from './free-port.ts'

/** A mail as the local mail service keeps it. */
export interface KeptMail {
  readonly messageId: string
  readonly from: string
  readonly replyTo: readonly string[]
  readonly destination: {
    readonly to: readonly string[]
    readonly cc: readonly string[]
    readonly bcc: readonly string[]
  }
  readonly subject: string
  readonly body: { readonly text?: string; readonly html?: string }
}

/** The package is CommonJS: its default export is the namespace under Node and the function under vitest. */
const startSes = 'default' in mailService ? mailService.default : mailService

/** A running mail service. */
export interface MailService {
  readonly client: SESClient
  /** The messages as they were handed over, in order. */
  readonly raw: readonly Uint8Array[]
  kept(): Promise<readonly KeptMail[]>
  stop(): Promise<void>
}

/** Starts the local SES, with a client set up as the mailer wants it. */
export async function startMailService(): Promise<MailService> {
  const port = await freePort()
  const server: Server = await startSes({ host: '127.0.0.1', port })
  const endpoint = `http://127.0.0.1:${port}`
  const client = sesClient(endpoint)
  const raw: Uint8Array[] = []
  client.middlewareStack.add(
    (next) => async (input) => {
      if ('RawMessage' in input.input && input.input.RawMessage?.Data) raw.push(input.input.RawMessage.Data)
      return await next(input)
    },
    { step: 'initialize' },
  )
  return {
    client,
    raw,
    kept: async () => {
      const { emails }: { readonly emails: readonly KeptMail[] } = JSON.parse(
        await (await fetch(`${endpoint}/store`)).text(),
      )
      return emails
    },
    stop: async () => {
      client.destroy()
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

/** A client as the mailer wants it, to any endpoint. */
export function sesClient(endpoint: string, requestTimeout?: number): SESClient {
  const requestHandler =
    requestTimeout === undefined
      ? sesClientDefaults.requestHandler
      : { ...sesClientDefaults.requestHandler, requestTimeout }
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' }
  return new SESClient({ ...sesClientDefaults, requestHandler, endpoint, region: 'us-east-1', credentials })
}
