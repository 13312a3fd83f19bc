import { connect } from '../api.ts'
import type { Command, Given } from '../command.ts'
import { findStack } from '../connection.ts'
import { type ExitCode, exitCode } from '../failure.ts'
import { count } from '../figures.ts'
import { checkReports, type Findings } from '../reports/check.ts'
import type { Surroundings } from '../surroundings.ts'

const details = `
Adds up the ledger of every campaign and what every lead adds to the reports, and compares the sums with the counters
that reports are made from. While it lasts, nothing is credited and no lead is counted anew, so that the numbers stand
still: reports are a little late, and catch up by themselves. Leads come in and are routed as always.`

/** `baton report verify`. */
export const reportVerify: Command = {
  words: 'report verify',
  positionals: [],
  summary: "Compare the reports' counters with the ledger and the leads",
  details: `${details}\n\nExit code 0 when all is right, 1 when a counter is wrong.`,
  options: {},
  run: (given, surroundings) => check(given, surroundings, false),
}

/** `baton report rebuild`. */
export const reportRebuild: Command = {
  words: 'report rebuild',
  positionals: [],
  summary: "Put the reports' counters right, from the ledger and the leads",
  details: `${details}

What is wrong is put right by its difference, so that reports are never empty in between. Deals that were credited
before a model was there are credited anew, and leads from before the reports counted them are counted. With --recount
every lead is counted anew, which a rep's new working hours, or an upgrade that defines a report anew, ask for.`,
  options: { recount: { help: 'count every lead anew' } },
  run: (given, surroundings) => check(given, surroundings, true),
}

async function check(given: Given, surroundings: Surroundings, mends: boolean): Promise<ExitCode> {
  const api = connect(findStack(surroundings), surroundings)
  const found = await checkReports(api, surroundings, { mends, recounts: given.has('recount') })
  const wrong = found.tallies.length + found.counters.length
  const isRight = wrong + found.lacking.length + found.uncounted.length === 0
  surroundings.out.write(
    given.has('json') ? `${JSON.stringify({ ...found, mended: mends && !isRight })}\n` : inWords(found, mends),
  )
  return isRight || mends ? exitCode.done : exitCode.failed
}

/** Most differences that are written out. */
const mostShown = 50

function inWords(found: Findings, mends: boolean): string {
  const { leads, lines, places, tallies, counters, moving, lacking, uncounted } = found
  const differences = [
    ...tallies.map(({ campaign, day, name, is, shouldBe }) => `${campaign} ${day} ${name}: ${is}, not ${shouldBe}`),
    ...counters.map(({ scope, period, name, is, shouldBe }) => `${scope} ${period} ${name}: ${is}, not ${shouldBe}`),
  ]
  const more = differences.length - mostShown
  return [
    `Added up ${count(leads)} leads and ${count(lines)} lines of the ledger, beside ${count(places)} places of counters.`,
    ...differences.slice(0, mostShown).map((line) => `  ${line}`),
    ...(more > 0 ? [`  … and ${count(more)} more`] : []),
    ...(lacking.length === 0
      ? []
      : [`${count(lacking.length)} deals lack a model that came after they were credited.`]),
    ...(uncounted.length === 0 ? [] : [`${count(uncounted.length)} leads are from before the reports counted them.`]),
    ...(moving === 0
      ? []
      : [`${count(moving)} counters of leads changed meanwhile and were not compared: run it again.`]),
    verdict(differences.length, lacking.length + uncounted.length, mends),
    '',
  ].join('\n')
}

function verdict(wrong: number, old: number, mends: boolean): string {
  if (wrong + old === 0) return 'All counters are right.'
  if (mends) return `${count(wrong)} counters are put right; what was put off is done within a minute or two.`
  return `${count(wrong)} counters are wrong. See: baton report rebuild --help`
}
