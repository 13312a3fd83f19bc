import type { attributionModels, dataDrivenModels } from '../../../shared/contracts/workspace-answers.ts'

/** A model that divides every deal by its own touches. */
export type LedgerModel = (typeof attributionModels)[number]

/** Any attribution model; some learn from the paths of all closed deals. */
export type Model = LedgerModel | (typeof dataDrivenModels)[number]

/** How the attribution models read, and what each does. */
export const modelWords: Readonly<Record<Model, { readonly name: string; readonly does: string }>> = {
  first: { name: 'First touch', does: 'All credit goes to the campaign of the first touch.' },
  last: { name: 'Last touch', does: 'All credit goes to the campaign of the last touch.' },
  even: { name: 'Even split', does: 'Every touch before the deal has the same share.' },
  position: { name: 'By position', does: '40 % to the first touch, 40 % to the last, the rest shared in between.' },
  'w-shaped': {
    name: 'W-shaped',
    does: '30 % each to the first touch, the one that made the lead and the last before the deal; the rest share 10 %.',
  },
  'time-decay': { name: 'Time decay', does: 'Touches nearer to the deal have more.' },
  markov: {
    name: 'Markov',
    does: 'Learnt from all closed deals: a campaign’s credit is what would be missing without it.',
  },
  shapley: {
    name: 'Shapley',
    does: 'Learnt from all closed deals: a campaign’s credit is what it adds, on average, to the others on the way.',
  },
}

/**
 * Tells whether a text names an attribution model.
 * @param value any, for instance from an address
 */
export function isModel(value: unknown): value is Model {
  return typeof value === 'string' && Object.hasOwn(modelWords, value)
}

/**
 * Tells whether a model divides every deal by its own touches.
 * @param model any
 */
export function isLedgerModel(model: Model): model is LedgerModel {
  return model !== 'markov' && model !== 'shapley'
}

/**
 * A model's name as people read it.
 * @param model as the API names it
 */
export function modelNameOf(model: string): string {
  return isModel(model) ? modelWords[model].name : model
}

/**
 * A model's name within a sentence: small, but for Markov and Shapley, who were people.
 * @param model any
 */
export function modelInSentence(model: Model): string {
  const { name } = modelWords[model]
  return isLedgerModel(model) ? name.charAt(0).toLowerCase() + name.slice(1) : name
}
