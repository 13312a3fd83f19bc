import type { attributionModels } from '../../../shared/contracts/workspace-answers.ts'

/** An attribution model's name. */
export type Model = (typeof attributionModels)[number]

/** How the attribution models read, and what each does. */
export const modelWords: Readonly<Record<Model, { readonly name: string; readonly does: string }>> = {
  first: { name: 'First touch', does: 'All credit goes to the campaign of the first touch.' },
  last: { name: 'Last touch', does: 'All credit goes to the campaign of the last touch before the deal opened.' },
  even: { name: 'Even split', does: 'Every touch before the deal opened has the same share.' },
  position: { name: 'By position', does: '40 % to the first touch, 40 % to the last, the rest shared in between.' },
  'w-shaped': { name: 'W-shaped', does: 'First touch, the touch that made the lead hot, and the last share most.' },
  'time-decay': { name: 'Time decay', does: 'Touches nearer to the deal have more.' },
}

const otherModels: Readonly<Record<string, string>> = { markov: 'Markov', shapley: 'Shapley' }

/**
 * A model's name as people read it.
 * @param model any, the data-driven ones too
 */
export function modelNameOf(model: string): string {
  const known = Object.entries(modelWords).find(([name]) => name === model)?.[1]
  return known?.name ?? otherModels[model] ?? model
}
