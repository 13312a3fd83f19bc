import type { CampaignId } from '../ids.ts'
import type { Minor } from '../money.ts'

/** A campaign's place in a model. */
export interface Standing {
  readonly amountMinor: Minor
  /** 1 for the largest amount; equal amounts share the better place. */
  readonly rank: number
}

/** How a campaign fares under every model. */
export interface SensitivityRow<Model extends string> {
  readonly campaign: CampaignId
  readonly byModel: { readonly [M in Model]?: Standing }
  readonly bestRank: number
  readonly worstRank: number
  /** The models do not agree on its rank: what it is judged by changes the answer. */
  readonly rankChanges: boolean
}

/** All models side by side. */
export interface Sensitivity<Model extends string> {
  /** By the mean rank, then by name. */
  readonly rows: readonly SensitivityRow<Model>[]
  /** Who is first in each model; nobody where no campaign has anything. */
  readonly leaders: { readonly [M in Model]?: CampaignId }
  /** The choice of model changes who is first. */
  readonly leaderChanges: boolean
}

/**
 * Compares campaigns under several models, to show where the choice of model changes the answer.
 * @param amounts what each campaign has in each model, in minor units; a model that has nothing to say is left out
 */
export function sensitivity<Model extends string>(
  amounts: ReadonlyMap<Model, ReadonlyMap<CampaignId, Minor>>,
): Sensitivity<Model> {
  const campaigns = [...new Set([...amounts.values()].flatMap((model) => [...model.keys()]))].toSorted()
  const leaders = [...amounts].flatMap(([model, own]) => {
    const most = Math.max(0, ...own.values())
    const leader = campaigns.find((campaign) => most > 0 && own.get(campaign) === most)
    return leader === undefined ? [] : [[model, leader] as const]
  })
  const rows = campaigns.map((campaign) => rowOf(campaign, amounts))
  const mean = ({ byModel }: SensitivityRow<Model>): number => {
    const ranks = Object.values<Standing | undefined>(byModel).map((standing) => standing?.rank ?? 0)
    return ranks.reduce((sum, rank) => sum + rank, 0) / Math.max(1, ranks.length)
  }
  return {
    rows: rows.toSorted((one, other) => mean(one) - mean(other) || (one.campaign < other.campaign ? -1 : 1)),
    leaders: recordOf(leaders),
    leaderChanges: new Set(leaders.map(([, leader]) => leader)).size > 1,
  }
}

function rowOf<Model extends string>(
  campaign: CampaignId,
  amounts: ReadonlyMap<Model, ReadonlyMap<CampaignId, Minor>>,
): SensitivityRow<Model> {
  const standings = [...amounts].map(([model, own]) => {
    const amountMinor = own.get(campaign) ?? 0
    const ahead = [...own.values()].filter((other) => other > amountMinor).length
    return [model, { amountMinor, rank: ahead + 1 }] as const
  })
  const ranks = standings.map(([, { rank }]) => rank)
  const [bestRank, worstRank] = [Math.min(...ranks), Math.max(...ranks)]
  return { campaign, byModel: recordOf(standings), bestRank, worstRank, rankChanges: bestRank !== worstRank }
}

function recordOf<Key extends string, Value>(
  entries: readonly (readonly [Key, Value])[],
): { readonly [K in Key]?: Value } {
  const record: { [K in Key]?: Value } = {}
  for (const [key, value] of entries) record[key] = value
  return record
}
