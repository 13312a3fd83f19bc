import { minorDigits } from '../domain/money.ts'
import type { CampaignMove, DigestFigures } from '../domain/reports/digest-figures.ts'
import { oneLine } from '../domain/text.ts'
import { type Duration, day } from '../domain/time.ts'
import type { BarGroup, Block, LinkedFact, ListItem, MailDocument } from './document.ts'
import type { DigestView } from './view.ts'
import { durationInWords } from './wording.ts'

/** Widest bar, in percent of its line: the rest is for the amount beside it. */
const widestBar = 60

/** The mail that tells marketing the numbers of a week beside those of the week before. */
export function digestDocument(view: DigestView): MailDocument {
  const { workspace, now, before, days } = view
  const week = `${dayInWords(Date.parse(days.from))} to ${dayInWords(Date.parse(days.to) - day)}`
  const money = moneyIn(workspace.currency)
  const leads = `${now.leads} ${now.leads === 1 ? 'lead' : 'leads'}`
  const summary = `${leads} (${change(now.leads - before.leads)}), pipeline ${money(now.pipelineMinor)} (${change(now.pipelineMinor - before.pipelineMinor, money)})`
  return {
    subject: `${oneLine(workspace.name, 80)}, ${week}: ${summary}`,
    preheader: summary,
    heading: `The week from ${week}`,
    blocks: [
      { kind: 'text', text: `Monday to Sunday (${workspace.timezone}), beside the week before.` },
      { kind: 'facts', facts: factsOf(now, before, money) },
      { kind: 'bars', title: 'Pipeline created', groups: barsOf(view, money) },
      movesBlock(view.moves, money),
      { kind: 'list', title: 'What to do next', narrow: false, items: nextSteps(view) },
    ],
    foot: `Sent to you by Baton because the playbook of ${oneLine(workspace.name)} names your address under digest. What happens later to leads and deals of these weeks changes their numbers; a week's spend is its share of the month's.`,
  }
}

type Money = (minor: number) => string

function factsOf(now: DigestFigures, before: DigestFigures, money: Money): readonly LinkedFact[] {
  return [
    compared('Leads', now.leads, before.leads, String),
    compared('Hot leads', now.hotLeads, before.hotLeads, String),
    compared('Pipeline', now.pipelineMinor, before.pipelineMinor, money),
    compared('Revenue', now.revenueMinor, before.revenueMinor, money),
    compared('Quick ratio', now.quickRatio, before.quickRatio, (ratio) => ratio.toFixed(2)),
    compared('Median time to first touch', now.firstTouch, before.firstTouch, timeInWords),
    compared(
      'Leads at Sales that were touched',
      shareTouched(now),
      shareTouched(before),
      percentInWords,
      pointsInWords,
    ),
  ]
}

type InWords = (value: number) => string

/** A number beside that of the week before; by how much it moved is said where both weeks have one. */
function compared(label: string, is: number | null, was: number | null, words: InWords, by = words): LinkedFact {
  if (is === null || was === null) {
    const both = [is, was].map((value) => (value === null ? 'none' : words(value)))
    return { label, value: `${both[0]} (${both[1]} the week before)` }
  }
  const moved = words(is) === words(was) ? 'unchanged' : `${is > was ? 'up' : 'down'} ${by(Math.abs(is - was))}`
  return { label, value: `${words(is)} (${words(was)} the week before, ${moved})` }
}

function shareTouched({ touched, sent }: DigestFigures): number | null {
  return sent === 0 ? null : touched / sent
}

function percentInWords(share: number): string {
  return `${Math.round(100 * share)} %`
}

/** What two shares differ by: 75 % is 15 points below 90 %. */
function pointsInWords(share: number): string {
  const points = Math.round(100 * share)
  return points === 1 ? '1 point' : `${points} points`
}

function timeInWords(time: Duration): string {
  return time <= 0 ? 'at once' : durationInWords(time)
}

function barsOf({ now, before, moves }: DigestView, money: Money): readonly BarGroup[] {
  const all = { name: 'All campaigns', nowMinor: now.pipelineMinor, beforeMinor: before.pipelineMinor }
  const groups = [all, ...moves.map(({ campaign, ...minor }) => ({ name: oneLine(campaign, 80), ...minor }))]
  const most = Math.max(1, ...groups.flatMap(({ nowMinor, beforeMinor }) => [nowMinor, beforeMinor]))
  const percent = (minor: number): number => (minor <= 0 ? 0 : Math.max(1, Math.round((widestBar * minor) / most)))
  return groups.map(({ name, nowMinor, beforeMinor }) => ({
    name,
    bars: [
      { mark: 'The week', value: money(nowMinor), percent: percent(nowMinor), strong: true },
      { mark: 'Week before', value: money(beforeMinor), percent: percent(beforeMinor), strong: false },
    ],
  }))
}

function movesBlock(moves: readonly CampaignMove[], money: Money): Block {
  const title = 'Campaigns whose pipeline moved most'
  if (moves.length === 0) return { kind: 'text', title, text: 'None moved.' }
  return {
    kind: 'list',
    title,
    narrow: false,
    items: moves.map(({ campaign, nowMinor, beforeMinor }) => ({
      mark: change(nowMinor - beforeMinor, money),
      text: `${oneLine(campaign, 80)}: ${money(nowMinor)}, ${money(beforeMinor)} the week before`,
    })),
  }
}

function nextSteps({ now, days }: DigestView): readonly ListItem[] {
  const period = `--from ${days.from} --to ${days.to}`
  const untouched = now.sent - now.touched
  const who = {
    mark: untouched === 1 ? '1 lead untouched' : `${untouched} leads untouched`,
    text: `See who at Sales has them: baton report pursuit ${period}`,
  }
  return [
    ...(untouched > 0 ? [who] : []),
    { mark: 'Every campaign', text: `What each cost and earned: baton report campaigns ${period}` },
  ]
}

/** With its sign: `+4`, `−2`, `±0`. */
function change(by: number, words: (value: number) => string = String): string {
  if (by === 0) return '±0'
  return by > 0 ? `+${words(by)}` : `−${words(-by)}`
}

function moneyIn(currency: string): Money {
  const format = new Intl.NumberFormat('en-US', { style: 'currency', currency })
  const unit = 10 ** (minorDigits(currency) ?? 2)
  return (minor) => format.format(minor / unit)
}

const dayFormat = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', timeZone: 'UTC' })

function dayInWords(midnight: number): string {
  return dayFormat.format(midnight)
}
