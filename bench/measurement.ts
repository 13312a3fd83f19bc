/** Unit a figure is given in. */
export type Unit =
  | 'µs'
  | 'ms'
  | 's'
  | 'leads'
  | 'leads/s'
  | 'routes/s'
  | 'rows/s'
  | 'calls/s'
  | 'times'
  | 'MB'
  | 'KB'
  | 'units'
  | 'requests'
  | 'messages'
  | 'invocations'

/** What a figure should be. */
export type Aim = { readonly atMost: number } | { readonly atLeast: number }

/** One figure that was measured. Nothing is asserted by it: it is printed, written down and compared. */
export interface Measurement {
  /** The benchmark it belongs to, as `--only` names it. */
  readonly benchmark: string
  /** What was measured, in words that stand alone. */
  readonly what: string
  readonly value: number
  readonly unit: Unit
  readonly aim?: Aim
  /** The same figure for the least that could do it, on the same machine: what no design can beat. */
  readonly floor?: { readonly what: string; readonly value: number }
  /** What one must know to read it, such as the size of the sample. */
  readonly note?: string
}

/**
 * Says how far a figure is from its aim.
 * @param measurement a figure
 * @returns 1 when it is exactly reached, more when it is missed; undefined without an aim
 * @example missedBy({ value: 30, aim: { atMost: 15 }, … }) // 2
 */
export function missedBy({ value, aim }: Pick<Measurement, 'value' | 'aim'>): number | undefined {
  if (aim === undefined) return undefined
  return 'atMost' in aim ? value / aim.atMost : aim.atLeast / value
}

/**
 * Says how many times the floor a figure is.
 * @param measurement a figure
 * @returns undefined without a floor
 */
export function timesFloor({ value, floor }: Pick<Measurement, 'value' | 'floor'>): number | undefined {
  return floor === undefined ? undefined : value / floor.value
}
