// A process of its own: playing takes memory that is given back when it ends. Its parent's end is its own.
import { setImmediate as macrotask } from 'node:timers/promises'
import type { Snapshot } from '../../../shared/adapters/memory/store.ts'
import { toIso } from '../../../shared/domain/time.ts'
import { playHistory } from '../play/play.ts'
import { planHistory } from '../story/plan.ts'
import { itemsOf, writeExport } from './export.ts'
import type { DemoSummary } from './marker.ts'
import { type PlayOrder, type PlayReport, playOrder } from './protocol.ts'

function tell(report: PlayReport): void {
  process.send?.(report)
}

async function play({ seed, until, days, people, output, workspace, secrets }: PlayOrder): Promise<void> {
  const plan = planHistory({ seed, until, days, people })
  const { snapshot, arrivals } = await playHistory({
    plan,
    workspace,
    secrets,
    onDay: async (at, leads) => {
      tell({ kind: 'day', at, leads })
      // Playing waits for nothing outside: without a turn of the event loop it would never see its parent end.
      await macrotask()
    },
    onCounting: () => tell({ kind: 'counting' }),
  })
  tell({ kind: 'writing' })
  const items = writeExport(output, itemsOf(snapshot))
  const span = { seed, from: toIso(plan.from), until: toIso(until) }
  tell({ kind: 'done', summary: { ...span, ...countsOf(snapshot), submissions: arrivals.accepted, items } })
}

function countsOf({ entities }: Snapshot): Pick<DemoSummary, 'leads' | 'deals' | 'won' | 'campaigns' | 'reps'> {
  const of = (type: string): number => entities.filter(({ entity }) => entity.type === type).length
  const won = entities.filter(({ entity }) => entity.type === 'opportunity' && entity.state.status === 'won').length
  return { leads: of('lead'), deals: of('opportunity'), won, campaigns: of('campaign'), reps: of('rep') }
}

const orphaned = (): never => process.exit(1)
process.once('disconnect', orphaned)
process.once('message', (message) => {
  void play(playOrder.parse(message)).then(() => {
    process.off('disconnect', orphaned)
    process.disconnect()
  })
})
