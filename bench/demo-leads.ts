import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Playbook } from '../shared/domain/playbook.ts'
import { emptyProfile, type Profile } from '../shared/domain/profile.ts'
import { day } from '../shared/domain/time.ts'
import type { Touch } from '../shared/domain/touch.ts'
import { readSource } from '../shared/pipeline/lint.ts'
import { noon } from '../test/support/sample-entities.ts'
import { createRandom, type Random } from './load/random.ts'
import { createLeads } from './peers/model.ts'

/** A lead with what it did, in memory. */
export interface DemoLead {
  readonly profile: Profile
  readonly touches: readonly Touch[]
}

/** Reads the playbook a first start loads. */
export function demoPlaybook(): Playbook {
  const source = readFileSync(join(import.meta.dirname, '../examples/demo/playbook.yaml'), 'utf8')
  const read = readSource(source)
  if (read.kind === 'invalid') throw new Error('The demo playbook is invalid')
  return read.playbook
}

/** How many people are made up; leads are told apart by their address. */
const people = 10_000

/**
 * Makes leads of the demo workspace, one to three touches each, within a month before noon.
 * @param count how many
 * @param seed the same seed gives the same leads
 */
export function createDemoLeads(count: number, seed: number): readonly DemoLead[] {
  const random = createRandom(seed)
  const known = createLeads(Math.min(people, count), seed).map(({ profile }) => profile)
  return Array.from({ length: count }, (_, index) => {
    const { company, address, answers, ...person } = known[index % known.length] ?? emptyProfile
    const called = random.next() < 0.2
    const profile: Profile = {
      ...person,
      email: `lead-${index}@${company.domain ?? 'acme.example'}`,
      company: { ...company },
      address: { ...address },
      answers: called ? { ...answers } : {},
    }
    return { profile, touches: touchesOf(index, called, random) }
  })
}

function touchesOf(index: number, called: boolean, random: Random): readonly Touch[] {
  const events = ['form.demo-request', 'form.newsletter', 'form.white-paper', 'email.click'] as const
  const ages = Array.from({ length: random.between(1, 3) }, () => Math.floor(random.next() * 30 * day))
  return ages
    .toSorted((one, other) => other - one)
    .map((age, number) => ({
      type: 'touch',
      id: `touch_${index}-${number}`,
      leadId: `lead_${index}`,
      at: noon - age,
      kind: 'form',
      event: called && number === 0 ? 'call.answered' : random.pick(events),
    }))
}
