import { expect, test } from 'vitest'
import { readRosterFile } from '../../../shared/pipeline/roster-file.ts'

const timezone = 'America/New_York'
const ann = '{ id: ann, name: Ann, email: ann@acme.example }'

test('a roster file is a list of reps, or teams and reps', () => {
  const rep = { type: 'rep', id: 'ann', name: 'Ann', email: 'ann@acme.example', title: 'account executive' }
  const alone = readRosterFile(`- ${ann}\n`, timezone)
  expect(alone).toEqual({ kind: 'ok', teams: [], reps: [{ ...rep, active: true, timeOff: [] }] })
  const source = `teams: [{ id: north, name: North }]\nreps:\n  - ${ann.replace(' }', ', team: north, timeOff: [{ from: 2026-07-01, until: 2026-07-02 }] }')}\n`
  expect(readRosterFile(source, timezone)).toEqual({
    kind: 'ok',
    teams: [{ type: 'team', id: 'north', name: 'North' }],
    reps: [
      {
        ...rep,
        active: true,
        team: 'north',
        timeOff: [{ from: Date.UTC(2026, 6, 1, 4), until: Date.UTC(2026, 6, 2, 4) }],
      },
    ],
  })
})

test.each([
  [`- ${ann}\n- ${ann}\n`, 2, 'roster.1.id', 'is used twice'],
  ['- { name: Ann }\n', 1, 'roster.0.id', 'must be a name such as sally-jones'],
  [
    `reps:\n  - ${ann}\n  - { id: bob, name: Bob, email: nowhere }\n`,
    3,
    'roster.reps.1.email',
    'must be an e-mail address',
  ],
  [
    `reps:\n  - id: ann\n    name: Ann\n    email: a@b.example\n    team: north\n`,
    5,
    'roster.reps.0.team',
    'there is no such team: put the team first',
  ],
  ['teams:\n  - { id: north }\n', 2, 'roster.teams.0.name', 'is missing'],
  ['reps: []\nrep: []\n', 2, 'roster.rep', 'is not known here: teams and reps are'],
  ['reps: none\n', 1, 'roster.reps', 'must be a list'],
  ['none\n', 1, 'roster', 'must be a list of reps, or teams and reps'],
])('of %j line %i is wrong', (source, line, path, message) => {
  expect(readRosterFile(source, timezone)).toEqual({ kind: 'invalid', errors: [{ path, line, message }] })
})

test('what is no YAML is said with its line', () => {
  expect(readRosterFile('- {\n', timezone)).toMatchObject({ kind: 'invalid', errors: [{ path: 'roster' }] })
})
