import type { Playbook, Pool } from '../../shared/domain/playbook.ts'
import type { Rep } from '../../shared/domain/roster.ts'
import { day, hour, type Instant, minute } from '../../shared/domain/time.ts'
import type { Touch } from '../../shared/domain/touch.ts'
import { leadIdOf, noon } from './sample-entities.ts'

/** A small playbook to work examples by hand with. */
export const smallPlaybook: Playbook = {
  workspace: { name: 'Acme', timezone: 'America/New_York', currency: 'USD', country: 'US', postalAddress: '1 Main St' },
  scoring: {
    hot: 70,
    fit: [
      { id: 'size', when: { field: 'company.employees', between: [15, 50] }, points: 20 },
      { id: 'known', when: { field: 'phone', exists: true }, points: 10 },
    ],
    engagement: {
      halfLife: 14 * day,
      events: { 'form.demo': 45, 'form.*': 10, 'call.answered': 30, 'email.click': 5, 'call.refused': -50 },
    },
    reject: [
      { id: 'throw-away', when: { field: 'email.domain', in: ['mailinator.com'] }, reason: 'Throw-away address' },
      { id: 'test', when: { field: 'person.lastName', is: 'test' }, reason: 'A test' },
    ],
  },
  routing: {
    territories: [
      { id: 'us-east', when: { field: 'address.state', in: ['NY', 'NJ'] }, pool: 'east' },
      { id: 'rest', pool: 'inside' },
    ],
    pools: {
      east: { reps: ['sally', 'tom'], weights: {}, fallback: 'inside' },
      inside: { reps: ['ann', 'bob', 'cid'], weights: { ann: 2, cid: 0 }, fallback: 'east' },
    },
  },
  sla: { accept: 15 * minute, firstTouch: 24 * hour, onBreach: ['remind', 'reassign', 'pool'] },
  nurture: { tracks: [] },
  stages: ['discovery', 'proposal'],
  attribution: { lookback: 180 * day, default: 'even' },
}

/** A rep who is there. */
export function repNamed(id: string, rest: Partial<Rep> = {}): Rep {
  return { type: 'rep', id, name: id, email: `${id}@example.com`, title: 'rep', active: true, timeOff: [], ...rest }
}

/** A pool of equals, unless weights are given. */
export function poolOf(reps: readonly string[], weights: Pool['weights'] = {}): Pool {
  return { reps, weights }
}

/** A touch of lead 1 with an event at a time. */
export function touchOf(event: string, at: Instant = noon, rest: Partial<Touch> = {}): Touch {
  return { type: 'touch', id: `touch_${event}-${at}`, leadId: leadIdOf(1), at, kind: 'form', event, ...rest }
}
