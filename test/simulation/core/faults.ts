import type { Random } from './random.ts'

/** What can go wrong, with how often it does in rough weather: per call, per message or per minute. */
const roughRates = {
  /** A call takes seconds instead of milliseconds. */
  slowCall: 0.02,
  /** The invocation stops for good, before or after the call it is at took effect. */
  crash: 0.008,
  readUnavailable: 0.01,
  commitThrottled: 0.02,
  transactionConflict: 0.03,
  /** It was written, but the answer got lost. */
  commitAnswerLost: 0.02,
  queueRefused: 0.03,
  queueAnswerLost: 0.03,
  messageLost: 0.06,
  messageDuplicated: 0.08,
  messageDelayed: 0.08,
  /** A batch of stream records is given up, as after a relay that failed too often. */
  streamLost: 0.04,
  streamDelayed: 0.05,
  /** An index shows some items as they were before. */
  staleIndex: 0.3,
  mailBusy: 0.06,
  mailRefused: 0.01,
  /** No answer, and the mail was not accepted. */
  mailTimeoutBefore: 0.04,
  /** No answer, though the mail was accepted. */
  mailTimeoutAfter: 0.06,
  postRefused: 0.03,
  postBusy: 0.08,
  /** No answer, and the post was not taken. */
  postTimeoutBefore: 0.05,
  /** No answer, though the post was taken. */
  postTimeoutAfter: 0.05,
  mailEventDuplicated: 0.1,
  mailEventDelayed: 0.2,
  tickMissed: 0.2,
  tickDoubled: 0.1,
  /** A client gets no answer to what was done. */
  httpAnswerLost: 0.03,
} as const

/** Name of one thing that can go wrong. */
export type Fault = keyof typeof roughRates

/** Everything that can go wrong. */
export const allFaults = Object.keys(roughRates).filter((name): name is Fault => Object.hasOwn(roughRates, name))

/** How much goes wrong in a run. */
export type Weather = 'calm' | 'fair' | 'rough' | 'storm'

const strengths: { readonly [W in Weather]: number } = { calm: 0, fair: 0.3, rough: 1, storm: 2.5 }

/** Decides what goes wrong, and keeps count. */
export interface Faults {
  readonly weather: Weather
  /** Tells whether this goes wrong now. */
  strikes(fault: Fault): boolean
  /** From now on nothing goes wrong. */
  stop(): void
  /** How often each thing went wrong. */
  readonly counts: ReadonlyMap<Fault, number>
}

/**
 * Makes the faults of a run. Each run has its own mix, so that some runs know only a few kinds of fault: bugs that
 * a storm hides show there.
 * @param random decides the weather, the mix and each stroke
 */
export function createFaults(random: Random): Faults {
  const weather = random.pick<Weather>(['calm', 'fair', 'fair', 'rough', 'rough', 'rough', 'storm'])
  const mix = new Map(
    allFaults.map((kind) => [
      kind,
      random.chance(0.65) ? strengths[weather] * roughRates[kind] * 2 * random.next() : 0,
    ]),
  )
  const counts = new Map<Fault, number>()
  let stopped = false
  return {
    weather,
    counts,
    strikes: (fault) => {
      if (stopped || !random.chance(mix.get(fault) ?? 0)) return false
      counts.set(fault, (counts.get(fault) ?? 0) + 1)
      return true
    },
    stop: () => {
      stopped = true
    },
  }
}
