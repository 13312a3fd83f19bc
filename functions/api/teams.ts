import { putAccount } from '../../shared/contracts/roster.ts'
import type { Account } from '../../shared/domain/account.ts'
import { toIso } from '../../shared/domain/time.ts'
import { readJson, readJsonAs } from '../../shared/lambda/body.ts'
import { type HttpAnswer, type HttpEvent, json, pathPart } from '../../shared/lambda/http.ts'
import { invalid, problem } from '../../shared/lambda/problem.ts'
import { readAccount, removeAccount, saveAccount } from '../../shared/pipeline/account-owners.ts'
import type { Ports } from '../../shared/pipeline/ports.ts'
import { readTeams, removeTeam, saveTeam } from '../../shared/pipeline/teams.ts'
import { largestBody } from './limits.ts'
import { created, pathName } from './names.ts'
import { teamView } from './roster-views.ts'

/**
 * Makes the answers about teams.
 * @param ports store
 */
export function teamAnswers({ store }: Pick<Ports, 'store'>) {
  const teamIn = async (id: string) => (await readTeams(store)).find(({ team }) => team.id === id)
  return {
    listTeams: async (): Promise<HttpAnswer> => json(200, { teams: (await readTeams(store)).map(teamView) }),
    getTeam: async (event: HttpEvent): Promise<HttpAnswer> => {
      const entry = await teamIn(pathPart(event, 'id'))
      return entry === undefined ? noSuchTeam() : json(200, teamView(entry))
    },
    putTeam: async (event: HttpEvent): Promise<HttpAnswer> => {
      const id = pathName(event, 'id')
      if (!id.ok) return id.answer
      const body = readJson(event, largestBody)
      if (!body.ok) return body.answer
      const result = await saveTeam(store, id.value, body.value)
      if (result.kind === 'invalid') return invalid(result.errors)
      const reps = (await teamIn(id.value))?.reps ?? []
      return json(created(result.created ? 'created' : 'changed'), teamView({ team: result.team, reps }))
    },
    removeTeam: async (event: HttpEvent): Promise<HttpAnswer> => {
      const result = await removeTeam(store, pathPart(event, 'id'))
      switch (result.kind) {
        case 'removed':
          return nothing()
        case 'not-found':
          return noSuchTeam()
        case 'in-use':
          return problem('conflict', `Reps are in this team: ${result.reps.join(', ')}`, undefined, {
            current: { reps: result.reps },
          })
      }
    },
  }
}

/**
 * Makes the answers about which rep a company is with.
 * @param ports store, clock
 */
export function accountAnswers(ports: Pick<Ports, 'store' | 'clock'>) {
  return {
    getAccount: async (event: HttpEvent): Promise<HttpAnswer> => {
      const account = await readAccount(ports.store, pathPart(event, 'domain'))
      return account === undefined ? noSuchAccount() : json(200, accountView(account))
    },
    putAccount: async (event: HttpEvent): Promise<HttpAnswer> => {
      const body = readJsonAs(putAccount, event, largestBody)
      if (!body.ok) return body.answer
      const result = await saveAccount(ports, pathPart(event, 'domain'), body.value.owner)
      if (result.kind === 'invalid') return invalid(result.errors)
      return json(created(result.created ? 'created' : 'changed'), accountView(result.account))
    },
    removeAccount: async (event: HttpEvent): Promise<HttpAnswer> =>
      (await removeAccount(ports.store, pathPart(event, 'domain'))) ? nothing() : noSuchAccount(),
  }
}

function accountView({ domain, owner, since }: Account) {
  return { domain, owner, since: toIso(since) }
}

function nothing(): HttpAnswer {
  return { statusCode: 204, headers: { 'cache-control': 'no-store' } }
}

function noSuchTeam(): HttpAnswer {
  return problem('not-found', 'There is no such team')
}

function noSuchAccount(): HttpAnswer {
  return problem('not-found', 'No rep has this company')
}
