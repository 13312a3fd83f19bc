import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createMemoryStore } from '../../shared/adapters/memory/store.ts'
import type { Assignment } from '../../shared/domain/assignment.ts'
import type { Entity } from '../../shared/domain/entity.ts'
import { numberedId, publicPool } from '../../shared/domain/ids.ts'
import type { Lead, LeadState } from '../../shared/domain/lead.ts'
import { refusal } from '../../shared/lambda/authorisation.ts'
import { findLeads } from '../../shared/pipeline/leads.ts'
import type { Store } from '../../shared/ports/store.ts'
import { httpEvent } from '../support/http-event.ts'
import { leadIdOf, oneOfEach, sampleLead } from '../support/sample-entities.ts'

const reps = ['sally', 'tom', 'dana'] as const
type Owner = (typeof reps)[number]

/** A lead somewhere on its way: who has it, how they came by it, and who was offered it before. */
interface Situation {
  readonly stage: LeadState['stage']
  readonly owner: Owner | undefined
  readonly offeredTo: Owner
  readonly claimed: boolean
}

const situation: fc.Arbitrary<Situation> = fc.record({
  stage: fc.constantFrom<LeadState['stage'][]>(
    'new',
    'assigned',
    'working',
    'nurturing',
    'opportunity',
    'won',
    'lost',
    'pool',
    'rejected',
  ),
  owner: fc.option(fc.constantFrom(...reps), { nil: undefined }),
  offeredTo: fc.constantFrom(...reps),
  claimed: fc.boolean(),
})

const ownable = ['assigned', 'working', 'opportunity', 'won', 'lost']
const alwaysOwned = ['assigned', 'working']

/** Whose the lead really is. */
function ownerIn({ stage, owner, offeredTo }: Situation): Owner | undefined {
  if (alwaysOwned.includes(stage)) return offeredTo
  return ownable.includes(stage) ? owner : undefined
}

function stateIn(given: Situation, number: number): LeadState {
  const assignment = numberedId('asg', leadIdOf(number), 1)
  const opportunity = numberedId('opp', leadIdOf(number), 1)
  const owner = ownerIn(given)
  const { stage } = given
  switch (stage) {
    case 'assigned':
    case 'working':
      return { stage, owner: given.offeredTo, assignment }
    case 'opportunity':
    case 'won':
    case 'lost':
      return { stage, opportunity, ...(owner === undefined ? {} : { owner }) }
    case 'rejected':
      return { stage, reason: 'disposable' }
    default:
      return { stage }
  }
}

function entitiesOf(given: Situation, index: number): readonly Entity[] {
  const number = index + 1
  const leadId = leadIdOf(number)
  const sample = sampleLead(number, stateIn(given, number))
  const lead: Lead = { ...sample, counts: { assignments: 1, enrollments: 0, opportunities: 1 } }
  const assignment: Assignment = {
    ...oneOfEach.assignment,
    id: numberedId('asg', leadId, 1),
    leadId,
    rep: given.offeredTo,
    pool: given.claimed ? publicPool : 'us-east',
  }
  return [lead, assignment, { ...oneOfEach.opportunity, id: numberedId('opp', leadId, 1), leadId }]
}

async function storeOf(given: readonly Situation[]): Promise<Store> {
  const store = createMemoryStore()
  const { currentPlaybook, playbookVersion } = oneOfEach
  for (const entity of [currentPlaybook, playbookVersion, ...given.flatMap(entitiesOf)])
    await store.commit([{ kind: 'create', entity }])
  return store
}

/** What a rep may do with each kind of thing, said a second time and in other words than the code. */
const rules = [
  { routes: ['getLead', 'getTimeline', 'getDecisions', 'getPathToHot'], of: 'lead', may: sees },
  { routes: ['addTouch', 'openOpportunity'], of: 'lead', may: has },
  { routes: ['claimLead'], of: 'lead', may: mayTryToClaim },
  { routes: ['getOpportunity'], of: 'opp', may: sees },
  { routes: ['changeOpportunity', 'winOpportunity', 'loseOpportunity'], of: 'opp', may: has },
  { routes: ['accept', 'decline'], of: 'asg', may: (given: Situation, rep: Owner) => given.offeredTo === rep },
] as const

function has(given: Situation, rep: Owner): boolean {
  return ownerIn(given) === rep
}

function sees(given: Situation, rep: Owner): boolean {
  return given.stage === 'pool' || has(given, rep)
}

function mayTryToClaim(given: Situation, rep: Owner): boolean {
  return sees(given, rep) || (given.stage === 'working' && given.claimed)
}

function idOf(kind: 'lead' | 'opp' | 'asg', number: number): string {
  return kind === 'lead' ? leadIdOf(number) : numberedId(kind, leadIdOf(number), 1)
}

test('whatever happened to a lead, a rep reaches what is theirs and the pool; all else looks as if it were not there', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(situation, { minLength: 1, maxLength: 6 }), async (situations) => {
      const store = await storeOf(situations)
      for (const rep of reps) {
        const caller = { role: 'rep', rep } as const
        for (const { routes, of, may } of rules) {
          for (const route of routes) {
            const missing = await refusal(store, route, caller, httpEvent({ id: idOf(of, 999) }))
            expect(missing).toMatchObject({ statusCode: 404 })
            for (const [index, given] of situations.entries()) {
              const answer = await refusal(store, route, caller, httpEvent({ id: idOf(of, index + 1) }))
              expect(answer, `${rep} ${route} ${JSON.stringify(given)}`).toEqual(may(given, rep) ? undefined : missing)
            }
          }
        }
      }
    }),
    { numRuns: 60 },
  )
})

test('a rep’s list has what is theirs, the pool’s list what waits there, whatever is asked for', async () => {
  const search = fc.record(
    {
      owner: fc.constantFrom(...reps, 'nobody'),
      stage: fc.constantFrom('assigned', 'working', 'nurturing', 'won', 'pool', 'rejected'),
      limit: fc.integer({ min: 1, max: 4 }),
    },
    { requiredKeys: [] },
  )
  await fc.assert(
    fc.asyncProperty(fc.array(situation, { maxLength: 12 }), search, async (situations, asked) => {
      const store = await storeOf(situations)
      for (const rep of reps) {
        const found: string[] = []
        for (let cursor: string | undefined, page = 0; page < 20; page += 1) {
          const { leads, cursor: next } = await findLeads(store, { ...asked, cursor, visibleTo: rep })
          found.push(...leads.map(({ id }) => id))
          cursor = next
          if (cursor === undefined) break
        }
        const expected = situations.flatMap((given, index) => {
          const inPool = asked.stage === 'pool' && given.stage === 'pool' && asked.owner === undefined
          const own = has(given, rep) && (asked.stage ?? given.stage) === given.stage && (asked.owner ?? rep) === rep
          return inPool || own ? [leadIdOf(index + 1)] : []
        })
        expect(found.toSorted()).toEqual(expected.toSorted())
      }
    }),
    { numRuns: 100 },
  )
})
