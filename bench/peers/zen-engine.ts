import type { Condition } from '../../shared/domain/playbook.ts'
import { type Peer, twentyRules } from './model.ts'

/**
 * Scores by GoRules' zen-engine: a decision table that collects the id and points of every row that holds.
 * @returns `undefined` where it has no native package for this machine
 * @see https://docs.gorules.io/reference/json-decision-model-jdm
 */
export async function zenEngine(): Promise<Peer | undefined> {
  const zen = await load()
  if (zen === undefined) return undefined
  const engine = new zen.ZenEngine()
  const decision = engine.createDecision(new zen.ZenDecisionContent(model()))
  return {
    name: 'zen-engine 0.52.1',
    score: async ({ nested }) => {
      const { result } = await decision.evaluate(nested)
      const rules: string[] = []
      let points = 0
      for (const row of result) {
        rules.push(String(row.rule))
        points += Number(row.points)
      }
      return { rules, points }
    },
  }
}

async function load(): Promise<typeof import('@gorules/zen-engine') | undefined> {
  try {
    return await import('@gorules/zen-engine')
  } catch (error) {
    // Its loader says so when npm skipped the optional package of this platform.
    if (error instanceof Error && /native binding|Cannot find module/.test(error.message)) return undefined
    throw error
  }
}

function model() {
  const table = {
    hitPolicy: 'collect',
    inputs: [{ id: 'when', name: 'When' }],
    outputs: [
      { id: 'rule', name: 'Rule', field: 'rule' },
      { id: 'points', name: 'Points', field: 'points' },
    ],
    rules: twentyRules.map(({ id, points, when }) => ({
      _id: id,
      when: expression(when),
      rule: quoted(id),
      points: String(points),
    })),
  }
  return {
    nodes: [
      { id: 'in', name: 'in', type: 'inputNode' },
      { id: 'table', name: 'table', type: 'decisionTableNode', content: table },
      { id: 'out', name: 'out', type: 'outputNode' },
    ],
    edges: [
      { id: 'a', sourceId: 'in', targetId: 'table', type: 'edge' },
      { id: 'b', sourceId: 'table', targetId: 'out', type: 'edge' },
    ],
  }
}

function expression(condition: Condition): string {
  if ('all' in condition) return condition.all.map((part) => `(${expression(part)})`).join(' and ')
  if ('any' in condition) return condition.any.map((part) => `(${expression(part)})`).join(' or ')
  if ('not' in condition) return `not (${expression(condition.not)})`
  const { field } = condition
  if ('is' in condition) return `${field} == ${quoted(String(condition.is))}`
  if ('in' in condition) return `${field} in [${condition.in.map((value) => quoted(String(value))).join(', ')}]`
  if ('startsWith' in condition) return `startsWith(${field}, ${quoted(condition.startsWith)})`
  if ('contains' in condition) return `contains(${field}, ${quoted(condition.contains)})`
  if ('atLeast' in condition) return `${field} >= ${condition.atLeast}`
  if ('atMost' in condition) return `${field} <= ${condition.atMost}`
  if ('between' in condition) return `${field} >= ${condition.between[0]} and ${field} <= ${condition.between[1]}`
  throw new Error(`The model has no such comparison of ${field}`)
}

function quoted(text: string): string {
  return `'${text.toLowerCase()}'`
}
