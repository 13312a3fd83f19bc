import type { PlaybookError } from '../../shared/contracts/playbook.ts'
import { pageQuery } from '../../shared/contracts/sales.ts'
import {
  diffPlaybook as diffBody,
  lintPlaybook as lintBody,
  publishPlaybook as publishBody,
  rollbackPlaybook as rollbackBody,
  versionInPath,
} from '../../shared/contracts/setup.ts'
import { simulatePlaybook as simulateBody } from '../../shared/contracts/simulate.ts'
import type { PlaybookVersion } from '../../shared/domain/access.ts'
import { toIso } from '../../shared/domain/time.ts'
import { readJson, readJsonAs } from '../../shared/lambda/body.ts'
import { type HttpAnswer, type HttpEvent, json, pathPart } from '../../shared/lambda/http.ts'
import { check, problem } from '../../shared/lambda/problem.ts'
import { asError, lintAgainst } from '../../shared/pipeline/lint.ts'
import { comparePlaybooks, playbookHistory, publishedVersion } from '../../shared/pipeline/playbooks.ts'
import type { Ports } from '../../shared/pipeline/ports.ts'
import { publishPlaybook, type RollbackResult, rollBackPlaybook } from '../../shared/pipeline/publish.ts'
import { currentRules } from '../../shared/pipeline/rules.ts'
import { simulateOnStored } from '../../shared/pipeline/simulate.ts'
import { InvalidCursor } from '../../shared/ports/store.ts'
import { largestBody } from './limits.ts'

/**
 * Makes the answers about the playbook and its versions.
 * @param ports store, clock
 */
export function playbookAnswers(ports: Ports) {
  return {
    getPlaybook: async (): Promise<HttpAnswer> => json(200, versionView(await currentRules(ports.store))),
    publishPlaybook: async (event: HttpEvent): Promise<HttpAnswer> => {
      const body = readJsonAs(publishBody, event, largestBody)
      if (!body.ok) return body.answer
      return publishAnswer(await publishPlaybook(ports, body.value.source, body.value.expected))
    },
    listPlaybooks: async (event: HttpEvent): Promise<HttpAnswer> => {
      const query = check(pageQuery, event.queryStringParameters ?? {})
      if (!query.ok) return query.answer
      const { cursor } = query.value
      const from = cursor === undefined ? undefined : versionInPath.safeParse(cursor)
      if (from?.success === false) throw new InvalidCursor('The cursor is no version')
      const { current, versions, next } = await playbookHistory(ports.store, from?.data)
      return json(200, {
        versions: versions.map(({ version, publishedAt }) => ({
          version,
          publishedAt: toIso(publishedAt),
          current: version === current,
        })),
        cursor: next === undefined ? undefined : String(next),
      })
    },
    getPlaybookVersion: async (event: HttpEvent): Promise<HttpAnswer> => {
      const version = versionInPath.safeParse(pathPart(event, 'version'))
      const published = version.success ? await publishedVersion(ports.store, version.data) : undefined
      return published === undefined ? noSuchVersion() : json(200, versionView(published))
    },
    rollbackPlaybook: async (event: HttpEvent): Promise<HttpAnswer> => {
      const version = versionInPath.safeParse(pathPart(event, 'version'))
      if (!version.success) return noSuchVersion()
      const read = hasBody(event) ? readJson(event, largestBody) : ({ ok: true, value: {} } as const)
      const body = read.ok ? check(rollbackBody, read.value) : read
      if (!body.ok) return body.answer
      return publishAnswer(await rollBackPlaybook(ports, version.data, body.value.expected))
    },
    lintPlaybook: async (event: HttpEvent): Promise<HttpAnswer> => {
      const body = readJsonAs(lintBody, event, largestBody)
      return body.ok ? json(200, { findings: await lintAgainst(ports.store, body.value.source) }) : body.answer
    },
    diffPlaybook: async (event: HttpEvent): Promise<HttpAnswer> => {
      const body = readJsonAs(diffBody, event, largestBody)
      if (!body.ok) return body.answer
      const result = await comparePlaybooks(ports.store, body.value)
      switch (result.kind) {
        case 'compared':
          return json(200, { from: result.from, to: result.to ?? null, changes: result.changes })
        case 'no-such-version':
          return noSuchVersion()
        case 'invalid':
          return wrongPlaybook('The playbook has errors', result.errors)
      }
    },
    simulatePlaybook: async (event: HttpEvent): Promise<HttpAnswer> => {
      const body = readJsonAs(simulateBody, event, largestBody)
      if (!body.ok) return body.answer
      const result = await simulateOnStored(ports, body.value)
      switch (result.kind) {
        case 'simulated':
          return json(200, result.answer)
        case 'no-such-lead':
          return problem('not-found', 'There is no such lead')
        case 'invalid':
          return wrongPlaybook('The playbook has errors', result.errors.map(asError))
      }
    },
  }
}

function hasBody(event: HttpEvent): boolean {
  return event.body !== undefined && event.body !== ''
}

function versionView({ version, publishedAt, source, playbook }: PlaybookVersion) {
  return { version, publishedAt: toIso(publishedAt), workspace: playbook.workspace, stages: playbook.stages, source }
}

function noSuchVersion(): HttpAnswer {
  return problem('not-found', 'There is no such version of the playbook')
}

function publishAnswer(result: RollbackResult): HttpAnswer {
  switch (result.kind) {
    case 'published':
      return json(201, { version: result.version, job: result.job, warnings: result.warnings })
    case 'invalid':
      return wrongPlaybook('The playbook has errors; nothing was published', result.errors)
    case 'moved':
      return problem('conflict', `Somebody published version ${result.version} meanwhile: start from it`, undefined, {
        current: result.version,
      })
    case 'no-such-version':
      return noSuchVersion()
    case 'in-force':
      return problem('conflict', 'This version is in force already; nothing was published')
  }
}

function wrongPlaybook(detail: string, errors: readonly PlaybookError[]): HttpAnswer {
  const located = errors.map(({ path, line, message }) => ({ path, line, message: `line ${line}: ${message}` }))
  return problem('invalid-request', detail, located)
}
