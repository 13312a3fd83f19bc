import type * as z from 'zod'
import { mostMended, reportCheckAnswer } from '../../../shared/contracts/report-check.ts'
import type { Api } from '../api.ts'
import type { Surroundings } from '../surroundings.ts'
import type { Findings } from './check.ts'

/** A check that is under way. */
export interface CheckRun {
  readonly api: Api
  readonly surroundings: Surroundings
  readonly check: z.infer<typeof reportCheckAnswer>
  readonly path: string
  /** Keeps the check from ending by itself; throws CommandFailed when the command was interrupted. */
  alive(): Promise<void>
}

/**
 * Puts right what was found, a few places at a time: each by its difference, and each once.
 * @param run the check under way
 * @param found what is wrong, and the leads to count anew
 */
export async function mend(
  { api, check, path, alive }: CheckRun,
  found: Pick<Findings, 'counters' | 'tallies' | 'lacking'> & { readonly recounted: readonly string[] },
): Promise<void> {
  let { mended } = check
  const send = async (body: object): Promise<void> => {
    await alive()
    const answer = await api.read(reportCheckAnswer, {
      method: 'POST',
      path: `${path}/mend`,
      body: { ...body, mended },
    })
    mended = answer.mended
  }
  const counters = placesOf(found.counters, ({ scope, period }) => ({ scope, period }))
  const tallies = placesOf(found.tallies, ({ campaign, day }) => ({ campaign, day }))
  for (const some of portions(counters, mostMended)) await send({ counters: some })
  for (const some of portions(tallies, mostMended)) await send({ tallies: some })
  for (const some of portions(found.lacking, mostMended / 2)) await send({ deals: some })
  for (const some of portions(found.recounted, mostMended)) await send({ leads: some })
}

interface Difference {
  readonly name: string
  readonly is: number
  readonly shouldBe: number
}

/** Differences of one place together: what to add to it. */
function placesOf<One extends Difference, Place>(differences: readonly One[], placeOf: (one: One) => Place) {
  const groups = Map.groupBy(differences, (one) => JSON.stringify(placeOf(one)))
  return [...groups.values()].flatMap((group) =>
    group.slice(0, 1).map((first) => ({
      ...placeOf(first),
      add: Object.fromEntries(group.map(({ name, is, shouldBe }) => [name, shouldBe - is])),
    })),
  )
}

function portions<T>(all: readonly T[], most: number): readonly (readonly T[])[] {
  return Array.from({ length: Math.ceil(all.length / most) }, (_, index) => all.slice(index * most, (index + 1) * most))
}
