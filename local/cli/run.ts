import { type Command, readGiven } from './command.ts'
import { accountRemove, accountSet, accountShow } from './commands/account.ts'
import { dealLose, dealRefund, dealReopen, dealShow, dealWin } from './commands/deal.ts'
import { importLeads, importOutcomes } from './commands/import.ts'
import { jobs } from './commands/jobs.ts'
import { leadClaim } from './commands/lead-claim.ts'
import { leadErase } from './commands/lead-erase.ts'
import { leadExportCommand } from './commands/lead-export.ts'
import { leadFind } from './commands/lead-find.ts'
import { leadMerge } from './commands/lead-merge.ts'
import { leadShow } from './commands/lead-show.ts'
import { playbookPublish, playbookShow, playbookValidate } from './commands/playbook.ts'
import { playbookLint } from './commands/playbook-lint.ts'
import { playbookSimulate } from './commands/playbook-simulate.ts'
import { playbookDiff, playbookHistory, playbookRollback } from './commands/playbook-versions.ts'
import { pools, poolsCalibrate } from './commands/pools.ts'
import { reportCampaigns } from './commands/report.ts'
import { reportRebuild, reportVerify } from './commands/report-check.ts'
import { reportCommands } from './commands/reports.ts'
import { rosterList, rosterOff, rosterOn, rosterPut, rosterShow } from './commands/roster.ts'
import { rosterExport, rosterImport } from './commands/roster-csv.ts'
import { rosterTestChannel } from './commands/roster-test-channel.ts'
import { sendTestLead } from './commands/send-test-lead.ts'
import { setUpWorkspace } from './commands/set-up.ts'
import { status } from './commands/status.ts'
import { tasks, tasksRedrive } from './commands/tasks.ts'
import { teamsList, teamsPut, teamsRemove } from './commands/teams.ts'
import { timeOffAdd, timeOffRemove } from './commands/time-off.ts'
import { CommandFailed, type ExitCode, exitCode, WrongUse } from './failure.ts'
import { helpOf, overview } from './help.ts'
import type { Surroundings } from './surroundings.ts'

/** Every command, in the order the help shows them. */
export const commands: readonly Command[] = [
  status,
  sendTestLead,
  importLeads,
  importOutcomes,
  reportCampaigns,
  reportVerify,
  reportRebuild,
  ...reportCommands,
  leadFind,
  leadShow,
  leadClaim,
  leadExportCommand,
  leadErase,
  leadMerge,
  dealShow,
  dealWin,
  dealLose,
  dealReopen,
  dealRefund,
  playbookValidate,
  playbookLint,
  playbookSimulate,
  playbookPublish,
  playbookShow,
  playbookHistory,
  playbookDiff,
  playbookRollback,
  rosterList,
  rosterShow,
  rosterPut,
  jobs,
  rosterOff,
  rosterOn,
  timeOffAdd,
  timeOffRemove,
  rosterImport,
  rosterExport,
  teamsList,
  teamsPut,
  teamsRemove,
  accountSet,
  accountShow,
  accountRemove,
  pools,
  poolsCalibrate,
  rosterTestChannel,
  tasks,
  tasksRedrive,
  setUpWorkspace,
]

/**
 * Runs one command line.
 * @param words what follows `baton`
 * @param surroundings where it reads and writes
 * @returns the exit code: 0 done, 1 failed, 2 wrong use. Throws only on a bug
 */
export async function run(words: readonly string[], surroundings: Surroundings): Promise<ExitCode> {
  try {
    return await dispatch(words, surroundings)
  } catch (error) {
    if (surroundings.interrupted.aborted) {
      surroundings.err.write('Stopped.\n')
      return exitCode.failed
    }
    if (!(error instanceof WrongUse || error instanceof CommandFailed)) throw error
    surroundings.err.write(`${error.message}\n`)
    return error instanceof WrongUse ? exitCode.wrongUse : exitCode.failed
  }
}

async function dispatch(words: readonly string[], surroundings: Surroundings): Promise<ExitCode> {
  const [first] = words
  if (first === undefined || first === 'help' || first.startsWith('-')) return showOverview(first, surroundings)
  const command = findCommand(words)
  if (command === undefined) return explainGroup(words, surroundings)
  const given = readGiven(command, words.slice(command.words.split(' ').length))
  if (!given.has('help')) return command.run(given, surroundings)
  surroundings.out.write(helpOf(command))
  return exitCode.done
}

/** The command with the most words that the line starts with: `tasks redrive` before `tasks`. */
function findCommand(words: readonly string[]): Command | undefined {
  const starts = (command: Command): boolean => command.words.split(' ').every((word, index) => words[index] === word)
  return commands.filter(starts).sort((one, other) => other.words.length - one.words.length)[0]
}

function showOverview(first: string | undefined, surroundings: Surroundings): ExitCode {
  if (first !== undefined && first !== 'help' && first !== '--help' && first !== '-h') {
    throw new WrongUse(`Name a command before ${first}. See: baton --help`)
  }
  const sink = first === undefined ? surroundings.err : surroundings.out
  sink.write(overview(commands))
  return first === undefined ? exitCode.wrongUse : exitCode.done
}

/** `baton lead --help` and `baton lead` show the commands that start with that word. */
function explainGroup(words: readonly string[], surroundings: Surroundings): ExitCode {
  const group = commands.filter((command) => command.words.split(' ')[0] === words[0])
  if (group.length === 0) throw new WrongUse(`There is no command '${words[0]}'. See: baton --help`)
  const asked = words.includes('--help')
  if (!asked) surroundings.err.write(`'${words.slice(0, 2).join(' ')}' is not a command. There are:\n`)
  const sink = asked ? surroundings.out : surroundings.err
  sink.write(group.map((command) => `  baton ${command.words}  ${command.summary}\n`).join(''))
  return asked ? exitCode.done : exitCode.wrongUse
}
