import { day, hour, minute } from '../../../shared/domain/time.ts'
import type {
  ActivityView,
  AlertView,
  NoticeView,
  NurtureView,
  ReminderView,
  ThanksView,
} from '../../../shared/mail/view.ts'

/** 2026-03-03T15:30Z: 10:30 in New York. */
const at = Date.UTC(2026, 2, 3, 15, 30)
const workspace = {
  name: 'Acme',
  timezone: 'America/New_York',
  postalAddress: '1 Main Street, New York, NY 10001, USA',
}
const rep = { name: 'Sally Jones', title: 'account executive' }
const answer = {
  acceptBy: at + 15 * minute,
  acceptUrl: 'https://baton.example/v1/assignments/asg_01J-1/accept?token=eyJhY2NlcHQ.abc-1',
  declineUrl: 'https://baton.example/v1/assignments/asg_01J-1/decline?token=eyJkZWNsaW5l.abc-2',
}
const prospect = {
  name: 'Ada Lovelace',
  company: 'Analytical Engines',
  jobTitle: 'Head of Operations',
  email: 'ada@engines.example',
  phone: '+12125550100',
  place: '10001, NY, US',
  details: [
    { label: 'Employees', value: '40' },
    { label: 'Timeframe', value: 'this quarter' },
  ],
}

/** An offer with everything in it. */
export const alert: AlertView = {
  template: 'alert',
  workspace,
  rep,
  prospect,
  at,
  ...answer,
  score: {
    value: 87,
    grade: 'A1',
    hot: 70,
    reasons: [
      { points: 45, detail: 'Asked for a demo on 3 March' },
      { points: 20, detail: 'Company has 15 to 50 people' },
      { points: 25, detail: 'Head of a department' },
      { points: -3, detail: 'Address is a free mail provider’s' },
    ],
  },
  why: {
    territory: 'us-east',
    pool: 'us-east',
    reason: 'Next in turn: 2 leads behind a fair share',
    others: [
      { name: 'Tom Weber', reason: 'Away until 9 March' },
      { name: 'Priya Raman', reason: 'Had the lead before this one' },
    ],
  },
  touches: [
    {
      at: at - 6 * day,
      kind: 'click',
      event: 'email.click',
      campaign: 'spring-newsletter',
      summary: 'https://acme.example/pricing',
    },
    {
      at: at - 1 * minute,
      kind: 'form',
      event: 'form.demo-request',
      campaign: 'google-brand',
      summary: 'We outgrew our spreadsheets.\nCan you show us the import next week?',
    },
  ],
}

/** A reminder of an offer. */
export const acceptReminder: ReminderView = {
  template: 'reminder',
  of: 'accept',
  workspace,
  rep,
  prospect,
  at: at + 10 * minute,
  ...answer,
  score: { value: 87 },
}

/** A reminder of the first touch, due the next day. */
export const firstTouchReminder: ReminderView = {
  template: 'reminder',
  of: 'first-touch',
  workspace,
  rep,
  prospect,
  at,
  firstTouchBy: at + 22 * hour,
  score: { value: 87 },
}

/** Nothing moves on a lead: what its rep reads. */
export const notice: NoticeView = {
  template: 'notice',
  of: 'review',
  toManager: false,
  reader: rep,
  workspace,
  rep,
  prospect,
  at,
  score: { value: 87 },
  since: at - 15 * day,
  why: '',
  releaseAt: at + 15 * day,
  releaseTo: 'pool',
}

/** Nothing moves on a lead: what the manager reads. */
export const managerNotice: NoticeView = { ...notice, toManager: true, reader: { name: 'Mia Brandt' } }

/** News from a lead. */
export const activity: ActivityView = {
  template: 'activity',
  workspace,
  rep,
  prospect,
  at,
  summary: 'Filled in the form "demo request": could we talk today?',
}

/** Thanks to a prospect. */
export const thanks: ThanksView = {
  template: 'thanks',
  workspace,
  prospect: { firstName: 'Ada' },
  rep,
  within: 24 * hour,
}

/** A step with all that Markdown has. */
export const nurture: NurtureView = {
  template: 'nurture',
  workspace,
  step: {
    subject: 'Three ways {{ company | default: "your team" }} can save a day a week',
    body: [
      'Hi {{ firstName | default: "there" }},',
      'teams like **{{ company | default: "yours" }}** often ask us [how to start](https://acme.example/start?from={{ company }}).',
      '## What others did',
      '- They cleaned their list\n- They *measured* it\n- They read https://acme.example/guide',
      '> We got a day a week back.',
      'Ready? [Book a call](https://acme.example/start?from={{ company }}) or [write to us](mailto:hello@acme.example).',
      'Regards,\\\nthe people at {{ workspace }}',
    ].join('\n\n'),
  },
  variables: { firstName: 'Ada', company: 'Analytical Engines', workspace: 'Acme' },
  trackedLinks: new Map([
    ['https://acme.example/start?from=Analytical%20Engines', 'https://baton.example/v1/click?token=one'],
    ['https://acme.example/guide', 'https://baton.example/v1/click?token=two'],
  ]),
  unsubscribeUrl: 'https://baton.example/v1/unsubscribe?token=eyJ1bnN1Yg.abc-3',
}

/** One of each mail, by name. */
export const samples = { alert, acceptReminder, firstTouchReminder, notice, managerNotice, activity, thanks, nurture }
