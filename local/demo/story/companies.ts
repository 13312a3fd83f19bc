/** A line of business: how common it is among leads, and how much better than others its companies buy. */
export interface Industry {
  readonly name: string
  /** Second word of its companies' names. */
  readonly trade: string
  readonly weight: number
  /** What a deal's chance to be won is multiplied by. */
  readonly wins: number
}

/** Who needs crews planned. Those that must answer for every visit buy; those that live by the season look around. */
export const industries: readonly Industry[] = [
  { name: 'Elevators', trade: 'Elevators', weight: 7, wins: 1.7 },
  { name: 'Fire protection', trade: 'Fire Safety', weight: 8, wins: 1.5 },
  { name: 'Heating and cooling', trade: 'Heating', weight: 17, wins: 1.25 },
  { name: 'Plumbing', trade: 'Plumbing', weight: 12, wins: 1 },
  { name: 'Electrical', trade: 'Electric', weight: 10, wins: 1 },
  { name: 'Solar', trade: 'Solar', weight: 7, wins: 1 },
  { name: 'Security systems', trade: 'Security', weight: 6, wins: 1 },
  { name: 'Roofing', trade: 'Roofing', weight: 7, wins: 0.8 },
  { name: 'Pest control', trade: 'Pest Control', weight: 6, wins: 0.9 },
  { name: 'Pools', trade: 'Pools', weight: 4, wins: 0.7 },
  { name: 'Cleaning', trade: 'Cleaning', weight: 9, wins: 0.5 },
  { name: 'Landscaping', trade: 'Gardens', weight: 9, wins: 0.4 },
]

/** A size of company. */
export interface Size {
  readonly from: number
  /** Inclusive. */
  readonly until: number
  readonly weight: number
  /** What a deal's chance to be won is multiplied by. */
  readonly wins: number
}

/** How many people companies employ. Below ten a whiteboard does; above a thousand a committee decides. */
export const sizes: readonly Size[] = [
  { from: 2, until: 9, weight: 24, wins: 0.5 },
  { from: 10, until: 39, weight: 34, wins: 0.9 },
  { from: 40, until: 120, weight: 24, wins: 1.4 },
  { from: 121, until: 250, weight: 9, wins: 1.3 },
  { from: 251, until: 1000, weight: 6, wins: 0.7 },
  { from: 1001, until: 4000, weight: 3, wins: 0.3 },
]

/**
 * Says how well companies of a size buy.
 * @param employees how many people one has
 */
export function winsOfSize(employees: number): number {
  return sizes.find(({ from, until }) => employees >= from && employees <= until)?.wins ?? 1
}
