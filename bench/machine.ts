import { cpus, loadavg, totalmem } from 'node:os'
import { machineTime } from './measure/processes.ts'

/** The machine that figures were measured on, and how busy it was. */
export interface Machine {
  readonly processor: string
  readonly cores: number
  readonly memoryGigabytes: number
  readonly node: string
  /** Average length of the run queue over the last minute, before and after. */
  readonly loadBefore: number
  readonly loadAfter: number
  /** Share of processor time that was in use meanwhile, by the benchmarks or anybody else: 0 to 1. */
  readonly busy: number
}

/**
 * Begins to watch the machine.
 * @returns describes it, and how busy it has been since
 */
export function watchMachine(): () => Machine {
  const [first] = cpus()
  const before = machineTime()
  const [loadBefore = 0] = loadavg()
  return () => {
    const after = machineTime()
    const [loadAfter = 0] = loadavg()
    return {
      processor: first?.model.trim() ?? 'unknown',
      cores: cpus().length,
      memoryGigabytes: Math.round(totalmem() / 2 ** 30),
      node: process.version,
      loadBefore,
      loadAfter,
      busy: (after.busy - before.busy) / Math.max(1, after.all - before.all),
    }
  }
}

/**
 * Puts a machine into one line.
 * @param machine the machine
 */
export function machineLine(machine: Machine): string {
  const { processor, cores, memoryGigabytes, node, loadBefore, loadAfter, busy } = machine
  const load = `load ${loadBefore.toFixed(1)} before, ${loadAfter.toFixed(1)} after, ${Math.round(busy * 100)} % of all cores in use`
  return `${processor}, ${cores} cores, ${memoryGigabytes} GB, Node ${node}; ${load}`
}
