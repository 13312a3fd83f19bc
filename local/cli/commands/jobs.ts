import { jobsAnswer } from '../../../shared/contracts/jobs.ts'
import { connect } from '../api.ts'
import type { Command } from '../command.ts'
import { findStack } from '../connection.ts'
import { exitCode } from '../failure.ts'
import { count } from '../figures.ts'
import { type JobTold, resultOf, subjectOf } from '../jobs/in-words.ts'
import { table } from '../table.ts'

/** `baton jobs`. */
export const jobs: Command = {
  words: 'jobs',
  positionals: [],
  summary: 'List long work in the background, newest first: how far it is and what it has done',
  options: {},
  run: async (given, surroundings) => {
    const answer = await connect(findStack(surroundings), surroundings).read(jobsAnswer, {
      method: 'GET',
      path: '/v1/jobs',
    })
    if (given.has('json')) surroundings.out.write(`${JSON.stringify(answer)}\n`)
    else if (answer.jobs.length === 0) surroundings.out.write('There has been no job yet.\n')
    else surroundings.out.write(table(columns, answer.jobs.map(rowOf)))
    return exitCode.done
  },
}

const columns = [
  { title: 'Started' },
  { title: 'Job' },
  { title: 'Of' },
  { title: 'State' },
  { title: 'Leads', align: 'right' },
  { title: 'Result' },
] as const

function rowOf(job: JobTold): readonly string[] {
  const leads = job.total === undefined ? count(job.done) : `${count(job.done)} of ${count(job.total)}`
  return [job.startedAt, job.kind, subjectOf(job), job.parked ? 'parked' : job.state, leads, resultOf(job)]
}
