import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { LeadState } from '../../shared/domain/lead.ts'
import { InvalidCursor, type Store } from '../../shared/ports/store.ts'
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

    it('leaves out a lead that was merged into another, and counts it no more', async () => {
      const store = await open()
      const one = await stored(store, sampleLead(1, ownedBy('sally')))
      await store.commit(creates(sampleLead(2, ownedBy('sally'))))
      const merged = { ...sampleLead(1, ownedBy('sally')), merged: { into: leadIdOf(2), at: 0 } }
      await store.commit([{ kind: 'replace', stored: one, entity: merged }])
      expect(await allPages(store, 2)).toEqual([leadIdOf(2)])
      expect(await allPages(store, 2, 'sally')).toEqual([leadIdOf(2)])
      expect([await store.countLeads({}), await store.countLeads({ owner: 'sally' })]).toEqual([1, 1])
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
      }
    })
  })
}
