import { type ConditionProperties, Engine, type NestedCondition } from 'json-rules-engine'
import type { Condition } from '../../shared/domain/playbook.ts'
import { type Peer, twentyRules } from './model.ts'

/**
 * Scores by json-rules-engine: each rule's event carries its id and points.
 * @see https://github.com/CacheControl/json-rules-engine/blob/master/docs/rules.md
 */
export function jsonRulesEngine(): Peer {
  const engine = new Engine()
  engine.addOperator<string, string>('startsWith', (fact, wanted) => fact.startsWith(wanted))
  engine.addOperator<string, string>('includes', (fact, wanted) => fact.includes(wanted))
  for (const { id, points, when } of twentyRules) {
    engine.addRule({ conditions: { all: [translated(when)] }, event: { type: id, params: { points } } })
  }
  return {
    name: 'json-rules-engine 7.3.1',
    score: async ({ flat }) => {
      const { events } = await engine.run(flat)
      const rules: string[] = []
      let points = 0
      for (const { type, params } of events) {
        rules.push(type)
        points += Number(params?.['points'])
      }
      return { rules, points }
    },
  }
}

function translated(condition: Condition): NestedCondition {
  if ('all' in condition) return { all: condition.all.map(translated) }
  if ('any' in condition) return { any: condition.any.map(translated) }
  if ('not' in condition) return { not: translated(condition.not) }
  const { field: fact } = condition
  const compare = (operator: string, value: unknown): ConditionProperties => ({ fact, operator, value })
  if ('is' in condition) return compare('equal', String(condition.is).toLowerCase())
  if ('in' in condition)
    return compare(
      'in',
      condition.in.map((value) => String(value).toLowerCase()),
    )
  if ('startsWith' in condition) return compare('startsWith', condition.startsWith.toLowerCase())
  if ('contains' in condition) return compare('includes', condition.contains.toLowerCase())
  if ('atLeast' in condition) return compare('greaterThanInclusive', condition.atLeast)
  if ('atMost' in condition) return compare('lessThanInclusive', condition.atMost)
  if (!('between' in condition)) throw new Error(`The model has no such comparison of ${fact}`)
  const [least, most] = condition.between
  return { all: [compare('greaterThanInclusive', least), compare('lessThanInclusive', most)] }
}
