import { isMap, isSeq, parseDocument } from 'yaml'

/**
 * Puts points into a playbook and leaves everything else, comments included, as it is.
 * @param source the playbook, YAML
 * @param points by rule of `scoring.fit` or event of `scoring.engagement`; others are passed over
 * @returns the draft, YAML
 */
export function withPoints(source: string, points: ReadonlyMap<string, number>): string {
  const document = parseDocument(source)
  const fit = document.getIn(['scoring', 'fit'])
  const events = document.getIn(['scoring', 'engagement', 'events'])
  for (const [rule, value] of points) {
    for (const item of isSeq(fit) ? fit.items : [])
      if (isMap(item) && item.get('id') === rule) item.set('points', value)
    if (!isMap(events) || !events.has(rule)) continue
    const event = events.get(rule)
    if (isMap(event)) event.set('points', value)
    else events.set(rule, value)
  }
  return document.toString({ lineWidth: 0 })
}
