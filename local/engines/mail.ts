import { AsyncLocalStorage } from 'node:async_hooks'
import type { Server } from 'node:http'
import { createRequire } from 'node:module'
import { dirname, join, sep } from 'node:path'
import type { Email } from 'aws-ses-v2-local/dist/store.js'
import { freePort, loopback, portOf } from '../http/open-server.ts'
import { type MailJournal, openJournal } from './mail-journal.ts'
import { headersOf, readTags } from './mail-tags.ts'

/** A mail that the service took. */
export interface AcceptedMail {
  readonly messageId: string
  /** When, on the stack's clock, in milliseconds since the epoch. */
  readonly acceptedAt: number
  readonly from: string
  readonly to: readonly string[]
  readonly subject: string
  readonly configurationSet: string | undefined
  readonly tags: Readonly<Record<string, readonly string[]>>
  /** The mail as it was handed over, for its headers; undefined when it was not raw. */
  readonly raw: string | undefined
}

/** The mail service and its viewer. */
export interface MailService {
  readonly server: Server
  readonly port: number
  /** Calls back for each mail, as it is accepted. */
  onAccepted(listener: (mail: AcceptedMail) => void): void
  close(): void
}

/** What the mail service needs. */
export interface MailOptions {
  readonly port: number
  /** File that keeps the mails over a restart. */
  readonly journal: string
  /** The stack's clock, in milliseconds since the epoch. */
  readonly now: () => number
}

/** The package's modules as one fresh instance: it keeps its mails in a module, and two stacks must not share them. */
interface MailModules {
  readonly start: (config: { readonly host: string; readonly port: number }) => Promise<Server>
  readonly store: {
    saveEmail: (email: Email) => void
    readonly getStoreReadonly: () => { readonly emails: Email[] }
  }
}

/** The viewer shows the newest; each is some kilobytes of memory. */
const keptMails = 5_000

/**
 * Starts the mail service.
 * @param options where, and what it keeps
 * @throws StartFailure when the port is taken
 */
export async function startMail(options: MailOptions): Promise<MailService> {
  // The package's own server dies of a taken port; asking first gives one clear line.
  const port = await freePort(options.port, 'the mail viewer (MAIL_PORT)')
  const { start, store } = loadModules()
  const journal = openJournal(options.journal, keptMails)
  store.getStoreReadonly().emails.push(...journal.earlier)
  const bodies = new AsyncLocalStorage<() => string>()
  const listeners: ((mail: AcceptedMail) => void)[] = []
  const { saveEmail } = store
  store.saveEmail = (email) => {
    const acceptedAt = options.now()
    const request = new URLSearchParams(bodies.getStore()?.())
    const raw = rawOf(request)
    // The package forgets the headers, and people want to see how a mail says that it can be unsubscribed from.
    const headers = raw === undefined ? {} : { headers: headersOf(raw) }
    const kept = { ...email, ...headers, at: Math.floor(acceptedAt / 1000) }
    saveEmail(kept)
    keep(kept, store.getStoreReadonly().emails, journal)
    const mail = accepted(kept, acceptedAt, request)
    for (const listener of listeners) listener(mail)
  }
  const server = await start({ host: loopback, port })
  observeBodies(server, bodies)
  return {
    server,
    port: portOf(server),
    onAccepted: (listener) => void listeners.push(listener),
    close: () => journal.close(),
  }
}

function keep(email: Email, emails: Email[], journal: MailJournal): void {
  journal.append(email)
  if (emails.length > keptMails) emails.splice(0, emails.length - keptMails)
}

function accepted(email: Email, acceptedAt: number, request: URLSearchParams): AcceptedMail {
  const raw = rawOf(request)
  return {
    messageId: email.messageId,
    acceptedAt,
    from: email.from,
    to: email.destination.to,
    subject: email.subject,
    configurationSet: request.get('ConfigurationSetName') ?? undefined,
    tags: readTags(request, raw),
    raw,
  }
}

function rawOf(request: URLSearchParams): string | undefined {
  const data = request.get('RawMessage.Data')
  return data === null ? undefined : Buffer.from(data, 'base64').toString('utf8')
}

/** Lets what handles a request see its body, while the package reads it as well. */
function observeBodies(server: Server, bodies: AsyncLocalStorage<() => string>): void {
  server.prependListener('request', (request) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    bodies.enterWith(() => Buffer.concat(chunks).toString('utf8'))
  })
}

function loadModules(): MailModules {
  const require = createRequire(import.meta.url)
  const entry = require.resolve('aws-ses-v2-local')
  const folder = dirname(entry) + sep
  for (const path of Object.keys(require.cache)) if (path.startsWith(folder)) delete require.cache[path]
  return { start: require(entry).default, store: require(join(folder, 'store.js')) }
}
