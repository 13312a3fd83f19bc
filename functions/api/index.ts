import { checkBearer } from '../../shared/lambda/access.ts'
import { type Answer, type Answers, httpFunction } from '../../shared/lambda/http-function.ts'
import { posterFor } from '../../shared/lambda/poster.ts'
import { awsPorts } from '../../shared/lambda/services.ts'
import { channelAnswers } from './channels.ts'
import { readConfiguration } from './config.ts'
import { importAnswers } from './imports.ts'
import { jobAnswers } from './jobs.ts'
import { leadAnswers } from './leads.ts'
import { marketingAnswers } from './marketing.ts'
import { playbookAnswers } from './playbooks.ts'
import { poolAnswers } from './pools.ts'
import { rosterAnswers } from './roster.ts'
import { salesAnswers } from './sales.ts'
import { sessionAnswers } from './session.ts'
import { setupAnswers } from './setup.ts'
import { taskAnswers } from './tasks.ts'
import { accountAnswers, teamAnswers } from './teams.ts'

const { table, publicUrl } = readConfiguration(process.env)
const ports = awsPorts(table)

const answers: Answers<'api'> = {
  ...leadAnswers(ports),
  ...salesAnswers(ports),
  ...marketingAnswers(ports),
  ...importAnswers(ports),
  ...playbookAnswers(ports),
  ...setupAnswers(ports, publicUrl),
  ...rosterAnswers(ports),
  ...teamAnswers(ports),
  ...accountAnswers(ports),
  ...poolAnswers(ports),
  ...channelAnswers({ ...ports, poster: posterFor(process.env) }),
  ...taskAnswers(ports),
  ...jobAnswers(ports),
  ...sessionAnswers(),
}

/** Answers the bearer API: every route checks the token first. */
export const handler = httpFunction<'api'>(withBearer(answers))

function withBearer(open: Answers<'api'>): Answers<'api'>
function withBearer(open: Readonly<Record<string, Answer>>): Readonly<Record<string, Answer>> {
  const entries = Object.entries(open).map(([route, answer]): [string, Answer] => [
    route,
    async (event) => {
      const access = await checkBearer(ports.store, event)
      return access.ok ? answer(event) : access.answer
    },
  ])
  return Object.fromEntries(entries)
}
