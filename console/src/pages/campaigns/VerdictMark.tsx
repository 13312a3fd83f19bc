import { type Verdict, verdictMarks } from './verdict.ts'

/** What there is to say of a campaign, as a coloured word; nothing of one that costs nothing. */
export function VerdictMark({ verdict }: { readonly verdict: Verdict }) {
  if (verdict.kind === 'unpaid') return null
  const { mark, word } = verdictMarks[verdict.kind]
  return <span className={`${mark} verdict`}>{word}</span>
}
