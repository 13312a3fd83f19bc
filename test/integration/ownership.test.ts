import { describe, expect, it } from 'vitest'
import type { Lead } from '../../shared/domain/lead.ts'
import type { Rep } from '../../shared/domain/roster.ts'
import { day, hour, minute } from '../../shared/domain/time.ts'
import { submitForm } from '../../shared/pipeline/capture/web-form.ts'
import { claimLead } from '../../shared/pipeline/claim.ts'
import { respond } from '../../shared/pipeline/respond.ts'
import { putRecord } from '../../shared/pipeline/setup-records.ts'
import { addRepTouch } from '../../shared/pipeline/touches.ts'
import { type MemoryStack, startMemoryStack } from '../support/memory-stack.ts'

/** Monday, 2026-03-02, 10:00 in New York. */
const mondayMorning = Date.UTC(2026, 2, 2, 15)

const playbook = (sla: string): string => `
workspace: { name: Acme, timezone: America/New_York, currency: USD, postalAddress: 1 Main St, holidays: [2026-03-04] }
scoring: { hot: 50, engagement: { events: { form.demo-request: 60 } } }
routing:
  keepOwner: company.domain
  subsidiaries: { engines.com: [looms.com] }
  territories: [{ id: everywhere, pool: sales }]
  pools: { sales: { reps: [ann, bob] } }
sla: { accept: 15m, firstTouch: 24h, ${sla} }
review: { after: 10d, release: 20d }
`

const people = ['ann', 'bob'].map(
  (id): Rep => ({
    type: 'rep',
    id,
    name: id,
    email: `${id}@acme.example`,
    title: 'rep',
    active: true,
    timeOff: [],
    team: 'east',
  }),
)

async function workspace(sla: string, reps: readonly Partial<Rep>[] = [], start = mondayMorning) {
  const stack = await startMemoryStack(start, { playbook: playbook(sla), roster: '[]' })
  const manager = { name: 'Mia', email: 'mia@acme.example' }
  await stack.store.commit([{ kind: 'create', entity: { type: 'team', id: 'east', name: 'East', manager } }])
  for (const rep of people) {
    await putRecord(stack.store, { ...rep, ...reps.find(({ id }) => id === rep.id) })
  }
  return stack
}

/** A hot lead comes in. */
async function come(stack: MemoryStack, email: string): Promise<Lead> {
  await submitForm(stack.ports, { formId: 'demo-request', fields: { email } })
  await stack.settle()
  return leadOf(stack, email)
}

async function leadOf({ store }: MemoryStack, email: string): Promise<Lead> {
  const lead = (await store.listLeads({ limit: 100 })).leads.find(({ profile }) => profile.email === email)
  if (lead === undefined) throw new Error('there is no such lead')
  return lead
}

function offerOf({ state }: Lead): string {
  return 'assignment' in state ? state.assignment : ''
}

async function openLeadsOf({ store }: MemoryStack, rep: string): Promise<number> {
  return (await store.get({ type: 'workload', rep }))?.entity.open ?? 0
}

const mailTo = (stack: MemoryStack, address: string) => stack.mails.filter(({ to }) => to.address === address)

describe('an account', () => {
  it('keeps its rep: new leads of the company and of its subsidiaries come to who worked the first', async () => {
    const stack = await workspace('clock: wall')
    const first = await come(stack, 'ada@engines.com')
    await respond(stack.ports, offerOf(first), { kind: 'accept' })
    const owner = 'owner' in first.state ? first.state.owner : ''
    const others = await Promise.all(
      ['bob@engines.com', 'cid@looms.com', 'dan@engines.com'].map((one) => come(stack, one)),
    )
    expect(others.map(({ state }) => 'owner' in state && state.owner)).toEqual([owner, owner, owner])
    const decisions = (await stack.store.listLead(others[1]?.id ?? 'lead_0')).map(({ entity }) => entity)
    expect(decisions.find((record) => record.type === 'decision' && record.kind === 'route')).toMatchObject({
      by: 'account-owner',
      pools: [],
      candidates: [
        { rep: owner, chosen: true, reason: "works this lead's company, and keeps it" },
        { chosen: false, reason: `not asked: it stays with ${owner}` },
      ],
    })
    expect((await stack.store.get({ type: 'rotation', pool: 'sales' }))?.entity.total).toBe(1)
  })

  it('goes to somebody else once its rep has left', async () => {
    const stack = await workspace('clock: wall')
    const first = await come(stack, 'ada@engines.com')
    await respond(stack.ports, offerOf(first), { kind: 'accept' })
    for (const rep of people.slice(0, 1)) await putRecord(stack.store, { ...rep, active: false })
    const second = await come(stack, 'eve@engines.com')
    expect(second.state).toMatchObject({ owner: 'bob' })
    await respond(stack.ports, offerOf(second), { kind: 'accept' })
    expect((await stack.store.get({ type: 'account', domain: 'engines.com' }))?.entity.owner).toBe('bob')
  })
})

describe('capacity', () => {
  it('holds: who is full gets none until a lead is closed or handed back', async () => {
    const stack = await workspace('clock: wall', [
      { id: 'ann', capacity: 1 },
      { id: 'bob', dailyCap: 1 },
    ])
    const leads = [await come(stack, 'a@one.com'), await come(stack, 'b@two.com'), await come(stack, 'c@three.com')]
    expect(leads.map(({ state }) => ('owner' in state ? state.owner : state.stage))).toEqual(['ann', 'bob', 'pool'])
    const claimed = await claimLead(stack.ports, leads[2]?.id ?? 'lead_0', 'ann')
    expect(claimed).toEqual({ kind: 'unavailable', why: 'full: 1 open lead, capacity 1' })
    await respond(stack.ports, offerOf(leads[0] ?? (await leadOf(stack, 'a@one.com'))), {
      kind: 'decline',
      reason: 'no',
    })
    await stack.settle()
    expect([await openLeadsOf(stack, 'ann'), await openLeadsOf(stack, 'bob')]).toEqual([0, 1])
    expect((await come(stack, 'd@four.com')).state).toMatchObject({ owner: 'ann' })
    await stack.pass(15 * hour)
    expect((await come(stack, 'e@five.com')).state).toMatchObject({ stage: 'assigned' })
  })
})

describe('an SLA in business time', () => {
  const office = {
    workingHours: {
      mon: [{ from: '09:00', until: '17:00' }],
      tue: [{ from: '09:00', until: '17:00' }],
      wed: [{ from: '09:00', until: '17:00' }],
      thu: [{ from: '09:00', until: '17:00' }],
    },
  }

  it('waits for the night and the holiday to end', async () => {
    // Tuesday 16:50; Wednesday is a holiday.
    const stack = await workspace(
      'clock: business',
      [
        { id: 'ann', ...office },
        { id: 'bob', ...office },
      ],
      mondayMorning + day + 6 * hour + 50 * minute,
    )
    const lead = await come(stack, 'ada@engines.com')
    const offer = await stack.store.get({ type: 'assignment', leadId: lead.id, number: 1 })
    expect(new Date(offer?.entity.acceptBy ?? 0).toISOString()).toBe('2026-03-05T14:05:00.000Z')
    await stack.pass(40 * hour)
    expect((await leadOf(stack, 'ada@engines.com')).state).toMatchObject({ stage: 'assigned', owner: 'ann' })
  })

  it('offers at night to who starts next, and the time runs from then on', async () => {
    const early = { workingHours: { tue: [{ from: '07:00', until: '15:00' }] } }
    const stack = await workspace(
      'clock: wall',
      [
        { id: 'ann', ...office },
        { id: 'bob', ...early },
      ],
      mondayMorning + 9 * hour,
    )
    const lead = await come(stack, 'ada@engines.com')
    const offer = await stack.store.get({ type: 'assignment', leadId: lead.id, number: 1 })
    expect(offer?.entity).toMatchObject({ rep: 'bob', acceptBy: Date.UTC(2026, 2, 3, 12, 15) })
  })
})

describe('whoever lets offers pass', () => {
  it('has their manager told, is taken off rotation, and is put back by saving them', async () => {
    const stack = await workspace('clock: wall, onBreach: [tell-manager, reassign], pauseAfter: 2', [
      { id: 'bob', active: false },
    ])
    await come(stack, 'a@one.com')
    await stack.pass(16 * minute)
    expect(mailTo(stack, 'mia@acme.example').map(({ subject }) => subject)).toEqual([
      'No answer from ann: a@one.com, one.com',
    ])
    await stack.pass(30 * minute)
    expect((await leadOf(stack, 'a@one.com')).state.stage).toBe('pool')
    await come(stack, 'b@two.com')
    await stack.pass(45 * minute)
    const paused = (await stack.store.get({ type: 'rep', id: 'ann' }))?.entity.paused
    expect(paused?.reason).toBe('2 offers in a row without an answer')
    expect(mailTo(stack, 'ann@acme.example').map(({ subject }) => subject)).toContain('You were taken off rotation')
    expect(mailTo(stack, 'mia@acme.example').at(-1)?.subject).toBe('ann was taken off rotation')
    expect((await come(stack, 'c@three.com')).state.stage).toBe('pool')
    for (const rep of people.slice(0, 1)) await putRecord(stack.store, rep)
    expect((await come(stack, 'd@four.com')).state).toMatchObject({ owner: 'ann' })
  })

  it('is forgiven by an answer', async () => {
    const stack = await workspace('clock: wall, onBreach: [reassign], pauseAfter: 2', [{ id: 'bob', active: false }])
    await come(stack, 'a@one.com')
    await stack.pass(16 * minute)
    await respond(stack.ports, offerOf(await come(stack, 'b@two.com')), { kind: 'accept' })
    expect((await stack.store.get({ type: 'workload', rep: 'ann' }))?.entity).toMatchObject({ missed: 0, open: 1 })
    await come(stack, 'c@three.com')
    await stack.pass(16 * minute)
    expect((await stack.store.get({ type: 'rep', id: 'ann' }))?.entity.paused).toBeUndefined()
  })
})

describe('a lead on which nothing moves', () => {
  it('is asked about, and then goes to the pool, and not back to who lost it', async () => {
    const stack = await workspace('clock: wall')
    const lead = await come(stack, 'ada@engines.com')
    await respond(stack.ports, offerOf(lead), { kind: 'accept' })
    await stack.pass(5 * day)
    await addRepTouch(stack.ports, lead.id, { kind: 'call', text: 'Left a message' })
    await stack.pass(9 * day + 23 * hour)
    const subjects = (address: string) => mailTo(stack, address).map(({ subject }) => subject)
    expect(subjects('mia@acme.example')).toEqual([])
    await stack.pass(2 * hour)
    expect(subjects('mia@acme.example')).toEqual(['Nothing moves on ada@engines.com, engines.com (ann)'])
    expect(subjects('ann@acme.example')).toContain('What about ada@engines.com, engines.com?')
    await stack.pass(10 * day)
    const released = await leadOf(stack, 'ada@engines.com')
    expect(released).toMatchObject({ state: { stage: 'pool' } })
    expect(released.workedBy).toBeUndefined()
    expect(subjects('ann@acme.example').at(-1)).toBe('ada@engines.com, engines.com is no longer yours')
    expect(await openLeadsOf(stack, 'ann')).toBe(0)
  })

  it('stays with the rep while they do something', async () => {
    const stack = await workspace('clock: wall')
    const lead = await come(stack, 'ada@engines.com')
    await respond(stack.ports, offerOf(lead), { kind: 'accept' })
    for (let call = 0; call < 3; call += 1) {
      await addRepTouch(stack.ports, lead.id, { kind: 'note', text: 'Going on' })
      await stack.pass(9 * day)
    }
    expect((await leadOf(stack, 'ada@engines.com')).state).toMatchObject({ stage: 'working', owner: 'ann' })
    expect(mailTo(stack, 'mia@acme.example')).toEqual([])
  })
})
