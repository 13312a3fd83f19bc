import type { BearerAnswers } from '../../shared/lambda/authorisation.ts'
import type { Ports } from '../../shared/pipeline/ports.ts'
import type { Poster } from '../../shared/ports/poster.ts'
import { campaignDetailAnswers } from './campaign-details.ts'
import { channelAnswers } from './channels.ts'
import { importAnswers } from './imports.ts'
import { jobAnswers } from './jobs.ts'
import { leadAnswers } from './leads.ts'
import { marketingAnswers } from './marketing.ts'
import { mergeAnswers } from './merges.ts'
import { nurtureAnswers } from './nurture.ts'
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

/** What the answers of the bearer API work with. */
export interface ApiPorts extends Ports {
  readonly poster: Poster
  /** Where Baton is reached, such as https://baton.example. */
  readonly publicUrl: string
}

/**
 * Makes the answers of all bearer routes. Who calls, and whether they may, is checked before: see `guarded`.
 * @param ports what they work with
 */
export function bearerAnswers(ports: ApiPorts): BearerAnswers {
  const { publicUrl } = ports
  return {
    ...leadAnswers(ports),
    ...privacyAnswers(ports),
    ...mergeAnswers(ports),
    ...salesAnswers(ports),
    ...marketingAnswers(ports),
    ...reportCheckAnswers(ports),
    ...reportAnswers(ports),
    ...campaignDetailAnswers(ports),
    ...nurtureAnswers(ports, publicUrl),
    ...importAnswers(ports),
    ...playbookAnswers(ports),
    ...setupAnswers(ports, publicUrl),
    ...rosterAnswers(ports),
    ...teamAnswers(ports),
    ...accountAnswers(ports),
    ...poolAnswers(ports),
    ...channelAnswers(ports),
    ...taskAnswers(ports),
    ...jobAnswers(ports),
    ...sessionAnswers(),
  }
}
