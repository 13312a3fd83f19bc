import { useFormat } from '../../api/workspace.ts'
import { modelInSentence } from '../../words/models.ts'
import { earlyWords } from './Advice.tsx'
import type { Standing } from './standings.ts'
import { VerdictMark } from './VerdictMark.tsx'

/** What is to be said of one campaign: the verdict, the reason, and where the models put it. */
export function StandingLine({ standing }: { readonly standing: Standing }) {
  const format = useFormat()
  const { verdict, rankWords, spendMinor, rankChanges } = standing
  const words = new Intl.ListFormat('en', { type: 'conjunction' })
  const reason = () => {
    switch (verdict.kind) {
      case 'unpaid':
        return 'No spend is entered for it in this period.'
      case 'earns':
        return `It cost ${format.roundMoney(spendMinor)} and brought ${format.roundMoney(verdict.leastMinor)} back at least, whichever model you ask.`
      case 'weak':
        return `It cost ${format.roundMoney(spendMinor)} and brought ${format.roundMoney(verdict.mostMinor)} back at the most, whichever model you ask.`
      case 'depends':
        return `It earns its cost by ${words.format(verdict.earnsBy.map(modelInSentence))}, and not by ${words.format(verdict.costsBy.map(modelInSentence))}.`
      case 'few':
      case 'young':
        return `${earlyWords(verdict, format)}.`
    }
  }
  return (
    <p className="standing">
      <VerdictMark verdict={verdict} /> {reason()}
      {rankWords !== '' && (
        <span className="muted">
          {' '}
          By revenue: {rankWords}
          {rankChanges && ', so its rank changes with the model'}.
        </span>
      )}
    </p>
  )
}
