import { admit, type BearerAnswers, guarded } from '../../shared/lambda/authorisation.ts'
import { httpFunction } from '../../shared/lambda/http-function.ts'
import { posterFor } from '../../shared/lambda/poster.ts'
import { awsPorts } from '../../shared/lambda/services.ts'
import { signInWith } from '../../shared/lambda/sign-in.ts'
import { channelAnswers } from './channels.ts'
import { readConfiguration } from './config.ts'
import { importAnswers } from './imports.ts'
import { jobAnswers } from './jobs.ts'
import { leadAnswers } from './leads.ts'
import { marketingAnswers } from './marketing.ts'
import { mergeAnswers } from './merges.ts'
import { playbookAnswers } from './playbooks.ts'
import { poolAnswers } from './pools.ts'
import { privacyAnswers } from './privacy.ts'
import { reportCheckAnswers } from './report-checks.ts'
import { reportAnswers } from './reports.ts'
import { rosterAnswers } from './roster.ts'
import { salesAnswers } from './sales.ts'
import { sessionAnswers } from './session.ts'
import { setupAnswers } from './setup.ts'
import { taskAnswers } from './tasks.ts'
import { accountAnswers, teamAnswers } from './teams.ts'

const { table, publicUrl } = readConfiguration(process.env)
const ports = awsPorts(table)
const access = { ...ports, ...signInWith(ports.store, process.env) }

const answers: BearerAnswers = {
  ...leadAnswers(ports),
  ...privacyAnswers(ports),
  ...mergeAnswers(ports),
  ...salesAnswers(ports),
  ...marketingAnswers(ports),
  ...reportCheckAnswers(ports),
  ...reportAnswers(ports),
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

/** Answers the bearer API: before every answer it is checked who calls, and whether they may. */
export const handler = httpFunction<'api'>(guarded(answers, (route, event) => admit(access, route, event)))
