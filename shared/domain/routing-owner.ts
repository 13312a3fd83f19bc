import { atWork, switchedOff } from './availability.ts'
import type { Candidate } from './decision.ts'
import type { RepId } from './ids.ts'
import type { Playbook } from './playbook.ts'
import type { Rep } from './roster.ts'
import { rosterIndex } from './roster-index.ts'
import type { RoutingInput } from './routing.ts'
import type { Instant } from './time.ts'

/** An owner who keeps a lead, if one does, and what is to be said of those who could have. */
export interface Kept {
  readonly owner?: { readonly rep: Rep; readonly startsAt: Instant; readonly by: 'lead-owner' | 'account-owner' }
  readonly candidates: readonly Candidate[]
}

/** Why somebody has a claim on a lead, in the order of the claims. */
const claims = [
  { by: 'lead-owner', field: 'leadOwner', words: 'worked this lead before' },
  { by: 'account-owner', field: 'accountOwner', words: "works this lead's company" },
] as const

/**
 * Finds the owner who keeps a lead: who worked it before, or else who works its company. It is theirs whatever they
 * have on their plate, unless they had this very offer before or are away for long.
 * @param input the rules, the lead and the roster
 */
export function keptOwner(input: RoutingInput): Kept {
  const candidates: Candidate[] = []
  for (const { by, field, words } of claims) {
    const id = input[field]
    if (id === undefined || candidates.some(({ rep }) => rep === id)) continue
    const found = whenFree(input, id)
    if ('why' in found) {
      candidates.push({ rep: id, chosen: false, reason: `${words}, but ${found.why}` })
      continue
    }
    const wait = found.startsAt > input.now && found.until !== undefined ? `, though ${found.until}` : ''
    candidates.push({ rep: id, chosen: true, reason: `${words}, and keeps it${wait}` })
    return { candidates, owner: { rep: found.rep, startsAt: found.startsAt, by } }
  }
  return { candidates }
}

type Free = { readonly rep: Rep; readonly startsAt: Instant; readonly until?: string } | { readonly why: string }

function whenFree({ roster, exclude, playbook, now }: RoutingInput, id: RepId): Free {
  const rep = rosterIndex(roster).get(id)
  if (rep === undefined) return { why: 'not in the roster' }
  if (exclude.includes(id)) return { why: 'had this lead before' }
  const off = switchedOff(rep)
  if (off !== undefined) return { why: off }
  const availability = atWork(rep, playbook.workspace, now)
  switch (availability.kind) {
    case 'now':
      return { rep, startsAt: now }
    case 'later':
      return { rep, startsAt: availability.startsAt, until: availability.why }
    case 'no':
      return { why: availability.why }
  }
}

/**
 * Names the account a lead belongs to: its company's domain, or that of the company it is a subsidiary of.
 * @param playbook the rules
 * @param domain the company's, if it is known
 */
export function accountDomain({ routing }: Playbook, domain: string | undefined): string | undefined {
  const seen = new Set<string>()
  let current = domain
  while (current !== undefined && !seen.has(current)) {
    seen.add(current)
    const parent: string | undefined = Object.hasOwn(routing.parents ?? {}, current)
      ? routing.parents?.[current]
      : undefined
    if (parent === undefined) return current
    current = parent
  }
  return current
}
