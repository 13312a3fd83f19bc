import { Bench } from 'tinybench'
import { score } from '../shared/domain/scoring.ts'
import { noon } from '../test/support/sample-entities.ts'
import type { Benchmark, Figure } from './context.ts'
import { jsonRulesEngine } from './peers/json-rules-engine.ts'
import { createLeads, type Peer, type PeerLead, twentyRulePlaybook, type Verdict } from './peers/model.ts'
import { zenEngine } from './peers/zen-engine.ts'

/** Leads scored between two looks at the clock: one alone takes less than the clock can tell. */
const batch = 1_000

/**
 * How long it takes to score a lead by 20 rules, with the reasons, on one thread, beside two rules engines with the
 * same rules and leads. Each engine has to agree with Baton on every lead first. Peers get their facts prepared, and
 * are asked for ids and points only; Baton reads the profile and writes reasons in words, with a grade.
 * @param context see there
 */
export const scoring: Benchmark = async (context) => {
  const leads = createLeads(batch, 81)
  const zen = await zenEngine()
  if (zen === undefined) context.progress('zen-engine has no native package for this machine: left out')
  const peers = [jsonRulesEngine(), ...(zen === undefined ? [] : [zen])]
  await mustAgree(peers, leads)
  const bench = new Bench({ time: context.quick ? 300 : 2_000, warmupTime: 500, warmupIterations: 3, iterations: 5 })
  bench.add('Baton', () => {
    for (const lead of leads) byBaton(lead)
  })
  for (const peer of peers) {
    bench.add(`${peer.name}, one at a time`, async () => {
      for (const lead of leads) await peer.score(lead)
    })
    bench.add(`${peer.name}, all at once`, async () => {
      await Promise.all(leads.map((lead) => peer.score(lead)))
    })
  }
  context.progress(`${batch} leads by 20 rules, again and again`)
  await bench.run()
  const medians = new Map(bench.tasks.map(({ name, result }) => [name, medianOf(result)]))
  return figures(medians, peers)
}

function byBaton({ profile }: PeerLead) {
  return score({ playbook: twentyRulePlaybook, version: 1, profile, touches: [], now: noon })
}

async function mustAgree(peers: readonly Peer[], leads: readonly PeerLead[]): Promise<void> {
  for (const lead of leads) {
    const { reasons } = byBaton(lead)
    const points = reasons.reduce((sum, reason) => sum + reason.points, 0)
    const wanted = inWords({ rules: reasons.map(({ rule }) => rule), points })
    for (const peer of peers) {
      const said = inWords(await peer.score(lead))
      if (said !== wanted) throw new Error(`${peer.name} says ${said} where Baton says ${wanted}`)
    }
  }
}

function inWords({ rules, points }: Verdict): string {
  return `${[...rules].sort().join(' ')}: ${points}`
}

/** Microseconds for one lead. */
function medianOf(result: Bench['tasks'][number]['result']): number {
  if (result.state !== 'completed') throw new Error(`A benchmark ended ${result.state}`)
  return (result.latency.p50 * 1_000) / batch
}

const aims: Readonly<Record<string, number>> = { 'json-rules-engine 7.3.1': 100, 'zen-engine 0.52.1': 20 }

function figures(medians: ReadonlyMap<string, number>, peers: readonly Peer[]): readonly Figure[] {
  const own = medians.get('Baton') ?? Number.NaN
  const note = `median of batches of ${batch} leads`
  const each = [...medians].map(
    ([name, value]): Figure => ({ what: `score and reasons, 20 rules, ${name}`, value, unit: 'µs', note }),
  )
  const ratios = peers.map(({ name }): Figure => {
    const its = [...medians].filter(([task]) => task.startsWith(name)).map(([, value]) => value)
    const aim = { atLeast: aims[name] ?? 1 }
    return {
      what: `score and reasons: Baton before ${name}`,
      value: Math.min(...its) / own,
      unit: 'times',
      aim,
      note: 'its better way',
    }
  })
  return [...each, ...ratios]
}
