import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { personPrefixes } from '../../shared/domain/finding.ts'
import type { Lead, LeadState } from '../../shared/domain/lead.ts'
import { InvalidCursor, type LeadFinder, type Store } from '../../shared/ports/store.ts'
import { creates, stored } from '../support/commits.ts'
import { leadIdOf, sampleLead } from '../support/sample-entities.ts'
import type { OpenStore } from './store-contract.ts'

function ownedBy(owner: string | undefined): LeadState {
  return owner === undefined ? { stage: 'pool' } : { stage: 'working', owner, assignment: 'asg_1-1' }
}

async function allPages(store: Store, limit: number, owner?: string): Promise<readonly string[]> {
  const ids: string[] = []
  let cursor: string | undefined
  do {
    const page = await store.listLeads({
      limit,
      ...(owner === undefined ? {} : { owner }),
      ...(cursor === undefined ? {} : { cursor }),
    })
    expect(page.leads.length).toBeLessThanOrEqual(limit)
    ids.push(...page.leads.map(({ id }) => id))
    cursor = page.cursor
  } while (cursor !== undefined)
  return ids
}

/** What leads are found by, of a lead. */
interface Findable {
  readonly stage: 'new' | 'pool' | 'nurturing'
  readonly score: number
  readonly campaign: string
  readonly company: string
  readonly firstName: string
  readonly lastName: string
}

const plain: Findable = { stage: 'new', score: 0, campaign: 'a', company: '', firstName: '', lastName: '' }

const findable: fc.Arbitrary<Findable> = fc.record({
  stage: fc.constantFrom('new', 'pool', 'nurturing'),
  score: fc.integer({ min: -10, max: 140 }),
  campaign: fc.constantFrom('a', 'a#1', 'b'),
  company: fc.constantFrom(
    '',
    'X',
    'Acme',
    'ACME, Inc.',
    'Acrobat 東京',
    '東京 Works',
    'a𠮷',
    '𠮷a',
    `b${'𠮷'.repeat(120)}`,
  ),
  firstName: fc.constantFrom('', 'Zoë', 'Jan'),
  lastName: fc.constantFrom('', 'Hall', 'van der Hall', 'Zoe', '𠮷'),
})

const finder: fc.Arbitrary<LeadFinder> = fc.oneof(
  fc.record(
    {
      by: fc.constant('standing' as const),
      stage: fc.constantFrom('new' as const, 'pool' as const, 'won' as const),
      minScore: fc.integer({ min: -5, max: 130 }),
    },
    { requiredKeys: ['by'] },
  ),
  fc.record({ by: fc.constant('campaign' as const), campaign: fc.constantFrom('a', 'b', 'c') }),
  fc.record({
    by: fc.constant('company' as const),
    prefixes: fc.constantFrom(['ac'], ['acme'], ['東京'], ['xx'], ['a𠮷']),
  }),
  fc.record({
    by: fc.constant('person' as const),
    prefixes: fc.constantFrom(personPrefixes('zoë hall'), personPrefixes('Jan van der Hall'), ['zo'], []),
  }),
)

function leadLike(number: number, { stage, score, campaign, company, firstName, lastName }: Findable): Lead {
  const lead = sampleLead(number, { stage })
  return {
    ...lead,
    firstCampaign: campaign,
    score: { ...lead.score, value: score },
    profile: { ...lead.profile, company: { name: company }, firstName, lastName },
  }
}

/** What ought to be found, told without the adapters' own rule. */
function fits(lead: Lead, by: LeadFinder): boolean {
  const plainly = (text = '') =>
    text
      .normalize('NFKD')
      .replaceAll(/[^a-z0-9東京𠮷 ]/giu, '')
      .toLowerCase()
  const { company, firstName, lastName } = lead.profile
  switch (by.by) {
    case 'standing':
      return lead.score.value >= (by.minScore ?? -100) && (by.stage ?? lead.state.stage) === lead.state.stage
    case 'campaign':
      return lead.firstCampaign === by.campaign
    case 'company':
      return by.prefixes.some((prefix) => plainly(company.name).startsWith(prefix))
    case 'person':
      return by.prefixes.some((prefix) => plainly(`${lastName} ${firstName}`).trim().startsWith(prefix))
  }
}

async function allFound(store: Store, by: LeadFinder, limit: number): Promise<readonly string[]> {
  const ids: string[] = []
  let cursor: string | undefined
  do {
    const page = await store.findLeads(by, { limit, ...(cursor === undefined ? {} : { cursor }) })
    expect(page.leads.length).toBeLessThanOrEqual(limit)
    ids.push(...page.leads.map(({ id }) => id))
    cursor = page.cursor
  } while (cursor !== undefined)
  return ids
}

/** What every store promises of its list of leads. */
export function leadListContract(open: OpenStore): void {
  describe('listing leads', () => {
    it('gives every lead once, newest first, on pages of any size', async () => {
      await fc.assert(
        fc.asyncProperty(
          fc.uniqueArray(fc.nat(9_999), { maxLength: 40 }),
          fc.integer({ min: 1, max: 12 }),
          async (numbers, limit) => {
            const store = await open()
            await store.commit(creates(...numbers.map((number) => sampleLead(number))))
            const newestFirst = numbers.toSorted((one, other) => other - one).map(leadIdOf)
            expect(await allPages(store, limit)).toEqual(newestFirst)
          },
        ),
        { numRuns: 12 },
      )
    })

    it("gives a rep's leads only, also after one changed hands", async () => {
      const store = await open()
      const owners = ['sally', 'tom', undefined, 'sally', 'sally', 'tom']
      await store.commit(creates(...owners.map((owner, number) => sampleLead(number, ownedBy(owner)))))
      expect(await allPages(store, 2, 'sally')).toEqual([4, 3, 0].map(leadIdOf))
      const moved = await stored(store, sampleLead(7, ownedBy('sally')))
      await store.commit([{ kind: 'replace', stored: moved, entity: sampleLead(7, ownedBy('tom')) }])
      expect(await allPages(store, 2, 'sally')).toEqual([4, 3, 0].map(leadIdOf))
      expect(await allPages(store, 1, 'tom')).toEqual([7, 5, 1].map(leadIdOf))
      expect(await allPages(store, 5, 'nobody')).toEqual([])
    })

    it('counts all leads, and those of a rep', async () => {
      const store = await open()
      const owners = ['sally', 'tom', undefined, 'sally', 'sally']
      await store.commit(creates(...owners.map((owner, number) => sampleLead(number, ownedBy(owner)))))
      expect(await store.countLeads({})).toBe(5)
      expect(await store.countLeads({ owner: 'sally' })).toBe(3)
      expect(await store.countLeads({ owner: 'nobody' })).toBe(0)
    })

    it('finds leads by stage and score, campaign, company and name, on pages of any size', async () => {
      await fc.assert(
        fc.asyncProperty(
          fc.array(findable, { maxLength: 25 }),
          finder,
          fc.integer({ min: 1, max: 7 }),
          async (made, by, limit) => {
            const store = await open()
            const leads = made.map((of, number) => leadLike(number, of))
            await store.commit(creates(...leads))
            const found = await allFound(store, by, limit)
            const wanted = leads.filter((lead) => fits(lead, by))
            expect(found.toSorted()).toEqual(wanted.map(({ id }) => id).toSorted())
            if (by.by === 'standing' || by.by === 'campaign') expect(found).toEqual(found.toSorted().toReversed())
          },
        ),
        { numRuns: 25 },
      )
    })

    it('finds a lead where it went, and no longer where it was', async () => {
      const store = await open()
      const pooled = await stored(store, sampleLead(1, { stage: 'pool' }))
      expect(await allFound(store, { by: 'standing', stage: 'pool' }, 5)).toEqual([leadIdOf(1)])
      await store.commit([{ kind: 'replace', stored: pooled, entity: sampleLead(1, ownedBy('sally')) }])
      expect(await allFound(store, { by: 'standing', stage: 'pool' }, 5)).toEqual([])
      expect(await allFound(store, { by: 'standing', stage: 'working', minScore: 71 }, 5)).toEqual([leadIdOf(1)])
      expect(await allFound(store, { by: 'standing', minScore: 72 }, 5)).toEqual([])
    })

    it('gives leads by company in the order of their names', async () => {
      const store = await open()
      const names = ['Acme Zinc', 'acme', 'ÁCME Foundry', 'Acmé, Inc.', 'Beta', 'A']
      await store.commit(creates(...names.map((company, number) => leadLike(number, { ...plain, company }))))
      const found = await allFound(store, { by: 'company', prefixes: ['acme'] }, 2)
      expect(found).toEqual([1, 2, 3, 0].map(leadIdOf))
    })

    it('leaves out a lead that was merged into another, and counts it no more', async () => {
      const store = await open()
      const one = await stored(store, sampleLead(1, ownedBy('sally')))
      await store.commit(creates(sampleLead(2, ownedBy('sally'))))
      const merged = { ...sampleLead(1, ownedBy('sally')), merged: { into: leadIdOf(2), at: 0 } }
      await store.commit([{ kind: 'replace', stored: one, entity: merged }])
      expect(await allPages(store, 2)).toEqual([leadIdOf(2)])
      expect(await allPages(store, 2, 'sally')).toEqual([leadIdOf(2)])
      expect([await store.countLeads({}), await store.countLeads({ owner: 'sally' })]).toEqual([1, 1])
      const company = { by: 'company', prefixes: ['acme'] } as const
      for (const finder of [{ by: 'standing' }, { by: 'campaign', campaign: '(unattributed)' }, company] as const)
        expect((await store.findLeads(finder, { limit: 5 })).leads.map(({ id }) => id)).toEqual([leadIdOf(2)])
      expect((await store.get({ type: 'lead', id: leadIdOf(1) }))?.entity).toEqual(merged)
    })

    it('needs no further page when the last one is full', async () => {
      const store = await open()
      await store.commit(creates(sampleLead(1), sampleLead(2)))
      expect(await store.listLeads({ limit: 2 })).not.toHaveProperty('cursor')
    })

    it('refuses a cursor that is not its own', async () => {
      const store = await open()
      const forged = Buffer.from('{"before":"nobody"}').toString('base64url')
      for (const cursor of ['', 'nonsense', forged, Buffer.from('null').toString('base64url')]) {
        await expect(store.listLeads({ limit: 2, cursor })).rejects.toThrow(InvalidCursor)
        for (const by of [{ by: 'standing' }, { by: 'company', prefixes: ['ac'] }] as const) {
          await expect(store.findLeads(by, { limit: 2, cursor })).rejects.toThrow(InvalidCursor)
        }
      }
    })
  })
}
