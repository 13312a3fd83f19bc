import { describe, expect, test } from 'vitest'
import type { Lead, LeadState } from '../../shared/domain/lead.ts'
import { findLeads, type LeadSearch } from '../../shared/pipeline/leads.ts'
import type { Store } from '../../shared/ports/store.ts'
import { creates } from '../support/commits.ts'
import { startMemoryStack } from '../support/memory-stack.ts'
import { leadIdOf, sampleLead } from '../support/sample-entities.ts'

type Fields = Partial<Lead['profile']> & {
  readonly score?: number
  readonly campaign?: string
  readonly company?: string
}

function lead(
  number: number,
  state: LeadState,
  { score = 10, campaign = 'spring', company = 'Acme', ...profile }: Fields,
) {
  const one = sampleLead(number, state)
  return {
    ...one,
    firstCampaign: campaign,
    score: { ...one.score, value: score },
    profile: { ...one.profile, ...profile, company: { name: company } },
  }
}

/** Counts how many leads a search reads of a store. */
function counting(store: Store) {
  const noted = { leads: 0, pages: 0 }
  const note = <Page extends { readonly leads: readonly unknown[] }>(page: Page): Page => {
    noted.leads += page.leads.length
    noted.pages += 1
    return page
  }
  const counted: Store = {
    ...store,
    listLeads: async (filter) => note(await store.listLeads(filter)),
    findLeads: async (finder, page) => note(await store.findLeads(finder, page)),
  }
  return { store: counted, noted }
}

async function all(store: Store, search: LeadSearch): Promise<readonly string[]> {
  const ids: string[] = []
  let cursor: string | undefined
  do {
    const page = await findLeads(store, { ...search, cursor })
    ids.push(...page.leads.map(({ id }) => id))
    cursor = page.cursor
  } while (cursor !== undefined)
  return ids
}

const working = (owner: string): LeadState => ({ stage: 'working', owner, assignment: 'asg_1-1' })

describe('leads are found by everything that is asked for together', async () => {
  const { store } = await startMemoryStack()
  await store.commit(
    creates(
      lead(1, working('sally'), { score: 80, firstName: 'Grace', lastName: 'Hall', company: 'Harbor Heating' }),
      lead(2, working('tom'), {
        score: 95,
        campaign: 'fair',
        firstName: 'Omar',
        lastName: 'Haddad',
        company: 'Harbor',
      }),
      lead(3, { stage: 'pool' }, { score: 71, campaign: 'fair', company: 'Harbour View' }),
      lead(4, { stage: 'nurturing' }, { score: 20, campaign: 'fair', firstName: 'Jan', lastName: 'van der Berg' }),
      lead(5, { stage: 'nurturing' }, { score: 72, company: 'Ärzte Haus' }),
    ),
  )
  test.each([
    [{ company: 'harbor' }, [2, 1]],
    [{ company: 'HARBOR h' }, [1]],
    [{ company: 'arzte' }, [5]],
    [{ company: 'harbor', owner: 'sally' }, [1]],
    [{ company: 'harbo', stage: 'pool' }, [3]],
    [{ name: 'grace hall' }, [1]],
    [{ name: 'Hall, Grace' }, [1]],
    [{ name: 'ha' }, [2, 1]],
    [{ name: 'jan van der berg' }, [4]],
    [{ name: 'ha', minScore: 90 }, [2]],
    [{ campaign: 'fair' }, [4, 3, 2]],
    [{ campaign: 'fair', minScore: 71 }, [3, 2]],
    [{ campaign: 'fair', stage: 'nurturing' }, [4]],
    [{ minScore: 72 }, [5, 2, 1]],
    [{ minScore: 72, stage: 'nurturing' }, [5]],
    [{ stage: 'pool' }, [3]],
    [{ stage: 'pool', visibleTo: 'sally' }, [3]],
    [{ company: 'harbo', visibleTo: 'sally' }, [1]],
    [{ company: 'harbo', stage: 'pool', visibleTo: 'sally' }, [3]],
    [{ campaign: 'fair', visibleTo: 'sally' }, []],
    [{ minScore: 0 }, [5, 4, 3, 2, 1]],
    [{ name: '!!' }, []],
  ] satisfies readonly (readonly [LeadSearch, readonly number[]])[])('%j', async (search, wanted) => {
    const found = await all(store, search)
    const order = 'company' in search || 'name' in search ? found.toSorted() : found
    const ids = wanted.map(leadIdOf)
    expect(order).toEqual('company' in search || 'name' in search ? ids.toSorted() : ids)
    expect(await all(store, { ...search, limit: 1 })).toEqual(found)
  })
})

test('a page costs no more among many leads that do not fit', async () => {
  const read = async (others: number) => {
    const { store: memory } = await startMemoryStack()
    const rare = [1, 2, 3].map((number) => lead(number, { stage: 'pool' }, { score: 90, campaign: 'rare' }))
    await memory.commit(creates(...rare))
    for (let start = 0; start < others; start += 40)
      await memory.commit(
        creates(...Array.from({ length: 40 }, (_, n) => lead(100 + start + n, { stage: 'nurturing' }, { score: 5 }))),
      )
    const { store, noted } = counting(memory)
    for (const search of [{ stage: 'pool' }, { campaign: 'rare' }, { minScore: 70 }] as const)
      expect((await findLeads(store, search)).leads).toHaveLength(3)
    return noted
  }
  expect(await read(1_200)).toEqual(await read(80))
})
