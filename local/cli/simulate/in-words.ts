import type { ExplainedAnswer, FateAnswer, SimulationAnswer } from '../../../shared/contracts/simulate.ts'
import { type ChangeKind, changeKinds } from '../../../shared/domain/simulate-difference.ts'
import { minute } from '../../../shared/domain/time.ts'
import { count, span } from '../figures.ts'
import { type Column, table } from '../table.ts'

const titles: { readonly [Kind in ChangeKind]: string } = {
  'newly-hot': 'Newly hot',
  'no-longer-hot': 'No longer hot',
  territory: 'Another territory',
  pool: 'Another pool',
  'newly-rejected': 'Newly rejected',
  'no-longer-rejected': 'No longer rejected',
  rep: 'Another rep of the same pool',
}

const right = 'right' as const

/**
 * Writes a simulation for people.
 * @param answer what a draft would change
 * @param against how the playbook in force is called
 * @param listed how many leads to name of each kind of change
 */
export function simulationInWords(answer: SimulationAnswer, against: string, listed: number): string {
  return [
    heading(answer, against),
    fates(answer),
    changes(answer),
    loads(answer),
    risks(answer),
    ...changeKinds.map((kind) => leads(answer, kind, listed)),
    lead(answer),
  ]
    .filter((part) => part !== '')
    .join('\n')
}

function heading({ looked, from, until }: SimulationAnswer, against: string): string {
  const more = looked.more ? '; older leads were not looked at' : ''
  const what = `${count(looked.leads)} leads with ${count(looked.touches)} touches`
  return `The draft against ${against}: ${what}, ${from.slice(0, 10)} to ${until.slice(0, 10)}${more}\n`
}

type BeforeAfter = readonly [name: string, before: number, after: number, note?: string]

/** A table of figures before and after, with their difference; notes have a column where there are any. */
function beforeAfter(title: string, rows: readonly BeforeAfter[]): string {
  const figures: readonly Column[] = ['Before', 'After', 'Change'].map((name) => ({ title: name, align: right }))
  const noted = rows.some(([, , , note]) => note !== undefined)
  return table(
    [{ title }, ...figures, ...(noted ? [{ title: 'Note' }] : [])],
    rows.map(([name, before, after, note = '']) => [name, count(before), count(after), signed(after - before), note]),
  )
}

function signed(difference: number): string {
  if (difference === 0) return ''
  return difference > 0 ? `+${count(difference)}` : count(difference)
}

function fates({ before, after, rejects }: SimulationAnswer): string {
  const known: readonly (readonly [string, number, number])[] =
    before.hotBefore + after.hotBefore === 0 ? [] : [['hot before this time', before.hotBefore, after.hotBefore]]
  return beforeAfter('Leads', [
    ['hot', before.hot, after.hot],
    ...known,
    ['nurtured', before.nurtured, after.nurtured],
    ['rejected', before.rejected, after.rejected],
    ...rejects.map(({ rule, ...counts }) => [`  by ${rule}`, counts.before, counts.after] as const),
  ])
}

function changes({ changed }: SimulationAnswer): string {
  const rows = changeKinds
    .map((kind) => [titles[kind], count(changed[kind] ?? 0)])
    .filter(([, number]) => number !== '0')
  if (rows.length === 0) return 'No lead would have come to anything else.\n'
  return table([{ title: 'What would be otherwise' }, { title: 'Leads', align: right }], rows)
}

function loads({ load }: SimulationAnswer): string {
  if (load.length === 0) return ''
  return beforeAfter(
    'Load per rep',
    load.map(({ rep, before, after, capacity, dailyCap }) => {
      const most = [
        capacity === null ? [] : `capacity ${capacity}`,
        dailyCap === null ? [] : `${dailyCap} a day`,
      ].flat()
      const note = [`busiest day ${before.busiestDay} → ${after.busiestDay}`, ...most].join(', ')
      return [rep, before.leads, after.leads, note]
    }),
  )
}

function risks({ sla: { before, after } }: SimulationAnswer): string {
  const longest = (minutes: number) => (minutes === 0 ? '–' : span(minutes * minute))
  const wait = `longest ${longest(before.longestWaitMinutes)} → ${longest(after.longestWaitMinutes)}`
  const waiting = ['waits until somebody starts', before.waiting, after.waiting] as const
  return beforeAfter('SLA at risk', [
    ['nobody can take it', before.nobody, after.nobody],
    before.waiting + after.waiting === 0 ? waiting : [...waiting, wait],
    ['beyond a rep’s capacity', before.overCapacity, after.overCapacity],
  ])
}

function leads({ changes: all, changed }: SimulationAnswer, kind: ChangeKind, listed: number): string {
  const some = all.filter((change) => change.kind === kind).slice(0, listed)
  if (some.length === 0) return ''
  const rows = some.map(({ lead: id, before, after }) => [id, fateInWords(before), '→', fateInWords(after)])
  const rest = (changed[kind] ?? 0) - some.length
  const columns = [{ title: titles[kind] }, { title: 'Before' }, { title: '' }, { title: 'After' }]
  return `${table(columns, rows)}${rest > 0 ? `and ${count(rest)} more\n` : ''}`
}

function fateInWords(fate: FateAnswer): string {
  switch (fate.kind) {
    case 'hot':
      return `${fate.value} ${fate.territory}: ${fate.rep ?? 'public pool'}${fate.pool === null ? '' : ` (${fate.pool})`}`
    case 'hot-before':
      return `${fate.value} hot already`
    case 'nurtured':
      return `${fate.value} nurtured`
    case 'rejected':
      return `rejected by ${fate.rule}`
  }
}

function lead({ lead: watched }: SimulationAnswer): string {
  if (watched === null) return ''
  return [explained(`${watched.id} before`, watched.before), explained(`${watched.id} after`, watched.after)].join('\n')
}

function explained(title: string, { score, rejected, path, route }: ExplainedAnswer): string {
  const { value, fit, engagement, grade, hot } = score
  const columns = [{ title }, { title: 'Points', align: right }, { title: 'Why' }]
  const rows = score.reasons.map(({ rule, points, detail }) => [rule, String(points), detail])
  const sum = [
    hot ? 'hot' : 'not hot',
    String(value),
    `fit ${fit}, engagement ${engagement}${grade === undefined ? '' : `, ${grade}`}`,
  ]
  const way = hot ? '' : `What would make it hot: ${path === null ? 'no few steps' : path.join('; ')}\n`
  const turnedAway = rejected === null ? '' : `Rejected: ${rejected}\n`
  const to = route === null ? '' : `Territory ${route.territory}, pools ${route.pools.join(', ') || 'none'}:\n`
  const candidates = (route?.candidates ?? []).map(
    ({ rep, chosen, reason }) => `  ${chosen ? '*' : ' '} ${rep}: ${reason}\n`,
  )
  return `${table(columns, rows, sum)}${way}${turnedAway}${to}${candidates.join('')}`
}
