import type * as z from 'zod'
import type { publishAnswer } from '../../../shared/contracts/setup.ts'
import type { Api } from '../api.ts'
import type { Given } from '../command.ts'
import { type ExitCode, exitCode } from '../failure.ts'
import { count } from '../figures.ts'
import type { Surroundings } from '../surroundings.ts'
import { resultOf } from './in-words.ts'
import { untilEnded } from './wait.ts'

/** The switch of commands that publish. */
export const waitOption = { wait: { help: 'wait until all leads are scored by it, and say what changed' } } as const

/**
 * Says that a version is in force, and with `--wait` how its re-scoring ended.
 * @param given with `json` and `wait`
 * @param surroundings where it is said
 * @param api the stack
 * @param published what publishing answered, and what it is in words
 * @returns failed when the job was stopped because somebody else published
 */
export async function tellPublished(
  given: Given,
  surroundings: Surroundings,
  api: Api,
  { answer, words }: { readonly answer: z.infer<typeof publishAnswer>; readonly words: string },
): Promise<ExitCode> {
  const json = given.has('json')
  if (!json) surroundings.out.write(`${words}\n`)
  const job =
    given.has('wait') && answer.job !== undefined ? await untilEnded(api, surroundings, answer.job) : undefined
  if (json) surroundings.out.write(`${JSON.stringify(job === undefined ? answer : { ...answer, rescored: job })}\n`)
  else if (job !== undefined) surroundings.out.write(`${count(job.done)} leads looked at: ${resultOf(job)}\n`)
  else if (answer.job !== undefined) surroundings.err.write('All leads are being scored by it. See: baton jobs\n')
  return job?.state === 'stopped' ? exitCode.failed : exitCode.done
}
