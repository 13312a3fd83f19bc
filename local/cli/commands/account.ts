import { accountAnswer } from '../answers.ts'
import { connect } from '../api.ts'
import { type Command, required } from '../command.ts'
import { findStack } from '../connection.ts'
import { exitCode } from '../failure.ts'

function accountPath(domain: string): string {
  return `/v1/accounts/${encodeURIComponent(domain)}`
}

/** `baton account set`. */
export const accountSet: Command = {
  words: 'account set',
  positionals: ['DOMAIN'],
  summary: "Give a company's new leads to a rep, where the playbook says keepOwner: company.domain",
  options: { owner: { value: 'REP_ID', help: 'who works it' } },
  run: async (given, surroundings) => {
    const owner = required(accountSet, given, 'owner')
    const api = connect(findStack(surroundings), surroundings)
    const path = accountPath(given.positionals[0] ?? '')
    const account = await api.read(accountAnswer, { method: 'PUT', path, body: { owner } })
    const words = `${account.domain} is with ${account.owner}`
    surroundings.out.write(given.has('json') ? `${JSON.stringify(account)}\n` : `${words}\n`)
    return exitCode.done
  },
}

/** `baton account show`. */
export const accountShow: Command = {
  words: 'account show',
  positionals: ['DOMAIN'],
  summary: 'Say which rep a company is with',
  options: {},
  run: async (given, surroundings) => {
    const api = connect(findStack(surroundings), surroundings)
    const path = accountPath(given.positionals[0] ?? '')
    const account = await api.read(accountAnswer, { method: 'GET', path })
    const words = `${account.domain} is with ${account.owner} since ${account.since}`
    surroundings.out.write(given.has('json') ? `${JSON.stringify(account)}\n` : `${words}\n`)
    return exitCode.done
  },
}

/** `baton account remove`. */
export const accountRemove: Command = {
  words: 'account remove',
  positionals: ['DOMAIN'],
  summary: 'Take a company from its rep',
  options: {},
  run: async (given, surroundings) => {
    const domain = given.positionals[0] ?? ''
    const api = connect(findStack(surroundings), surroundings)
    await api.text({ method: 'DELETE', path: accountPath(domain) })
    surroundings.out.write(
      given.has('json') ? `${JSON.stringify({ removed: domain })}\n` : `${domain} is with nobody\n`,
    )
    return exitCode.done
  },
}
