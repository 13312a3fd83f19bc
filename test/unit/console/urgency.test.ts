import { expect, test } from 'vitest'
import { inOrderOfUrgency } from '../../../console/src/pages/mine/urgency.ts'
import type { AssignmentAnswer, LeadAnswer } from '../../../shared/contracts/lead-answers.ts'

const at = (minute: number) => new Date(Date.UTC(2026, 0, 1, 12, minute)).toISOString()
const now = Date.parse(at(30))

function lead(id: string, stage: LeadAnswer['stage']): LeadAnswer {
  const score = { value: 80, fit: 40, engagement: 40, playbook: 1, at: at(0), reasons: [] }
  const times = { createdAt: at(0), lastTouchAt: at(0) }
  const lists = { answers: {}, extra: {}, externalIds: [], possibleDuplicates: [] }
  return { id, stage, owner: 'sally', score, hot: true, campaign: 'spring', marketing: 'allowed', ...times, ...lists }
}

function waits(leadId: string, more: Partial<AssignmentAnswer>): readonly [string, AssignmentAnswer] {
  const common = { id: 'asg', leadId, rep: 'sally', pool: 'east', territory: 'ny', offeredAt: at(0), acceptBy: at(15) }
  return [leadId, { ...common, status: 'offered', ...more }]
}

test('overdue comes first, then what is due next, then the newest without a deadline', () => {
  const leads = [
    lead('deal', 'opportunity'),
    lead('later', 'assigned'),
    lead('late', 'assigned'),
    lead('call', 'working'),
  ]
  const deadlines = new Map([
    waits('later', { acceptBy: at(45) }),
    waits('late', { acceptBy: at(15) }),
    waits('call', { status: 'accepted', firstTouchBy: at(40) }),
  ])
  const order = inOrderOfUrgency(leads, deadlines, now)
  expect(order.map(({ lead: { id } }) => id)).toEqual(['late', 'call', 'later', 'deal'])
  expect(order.map(({ due }) => due?.overdue)).toEqual([true, false, false, undefined])
})

test('a lead that was touched waits for nothing', () => {
  const deadlines = new Map([waits('call', { status: 'accepted', firstTouchBy: at(15), firstTouchAt: at(10) })])
  expect(inOrderOfUrgency([lead('call', 'working')], deadlines, now)).toEqual([{ lead: lead('call', 'working') }])
})
