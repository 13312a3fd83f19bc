import { cpus, loadavg, totalmem } from 'node:os'
import { machineTime } from './measure/processes.ts'

/** The machine that figures were measured on. */
export interface Machine {
  readonly processor: string
  readonly cores: number
  readonly memoryGigabytes: number
  readonly node: string
}

/** How busy the machine was while something was measured, whoever kept it busy. */
export interface Busyness {
  /** Average length of the run queue over the last minute, before and after. */
  readonly loadBefore: number
  readonly loadAfter: number
  /** Share of processor time that was in use meanwhile: 0 to 1. */
  readonly inUse: number
}

/** Describes this machine. */
export function thisMachine(): Machine {
  const [first] = cpus()
  const processor = first?.model.trim() ?? 'unknown'
  return { processor, cores: cpus().length, memoryGigabytes: Math.round(totalmem() / 2 ** 30), node: process.version }
}

/**
 * Begins to watch how busy the machine is.
 * @returns tells how busy it has been since
 */
export function watchBusyness(): () => Busyness {
  const before = machineTime()
  const [loadBefore = 0] = loadavg()
  return () => {
    const after = machineTime()
    const [loadAfter = 0] = loadavg()
    return { loadBefore, loadAfter, inUse: (after.busy - before.busy) / Math.max(1, after.all - before.all) }
  }
}

/**
 * Puts a machine into one line.
 * @param machine the machine
 */
export function machineLine({ processor, cores, memoryGigabytes, node }: Machine): string {
  return `${processor}, ${cores} cores, ${memoryGigabytes} GB, Node ${node}`
}

/**
 * Puts into one line how busy the machine was.
 * @param busyness how busy it was
 */
export function busynessLine({ loadBefore, loadAfter, inUse }: Busyness): string {
  return `load ${loadBefore.toFixed(1)} before, ${loadAfter.toFixed(1)} after, ${Math.round(inUse * 100)} % of all cores in use`
}
