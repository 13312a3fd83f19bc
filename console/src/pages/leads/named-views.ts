import { type LeadView, readLeadView } from './search.ts'

/** A view under a name. */
export interface NamedView {
  readonly name: string
  readonly view: LeadView
}

/** Views that everybody has. */
export const givenViews: readonly NamedView[] = [
  { name: 'All', view: {} },
  { name: 'Hot', view: { minScore: 70 } },
  { name: 'In the pool', view: { stage: 'pool' } },
  { name: 'Offered', view: { stage: 'assigned' } },
  { name: 'Deals open', view: { stage: 'opportunity' } },
]

/**
 * Reads what was kept; what is no view is left out.
 * @param kept JSON, or what somebody made of it
 */
export function readViews(kept: string | null): readonly NamedView[] {
  const views = parsed(kept ?? '[]')
  if (!Array.isArray(views)) return []
  return views.flatMap((one: unknown) => {
    if (typeof one !== 'object' || one === null || !('name' in one) || !('view' in one)) return []
    const { name, view } = one
    if (typeof name !== 'string' || typeof view !== 'object' || view === null) return []
    return [{ name, view: readLeadView({ ...view }) }]
  })
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    if (error instanceof SyntaxError) return []
    throw error
  }
}
