import { Webhook } from 'standardwebhooks'
import { describe, expect, test } from 'vitest'
import { createHttpPoster } from '../../shared/adapters/http-post/poster.ts'
import type { Channel } from '../../shared/domain/channel.ts'
import type { EntityOf } from '../../shared/domain/entity.ts'
import type { LeadId } from '../../shared/domain/ids.ts'
import { mostPosts } from '../../shared/domain/notification.ts'
import type { Rep, Team } from '../../shared/domain/roster.ts'
import { minute, second } from '../../shared/domain/time.ts'
import { submitForm } from '../../shared/pipeline/capture/web-form.ts'
import { findLeads } from '../../shared/pipeline/leads.ts'
import { sendNotification } from '../../shared/pipeline/notify.ts'
import { respond } from '../../shared/pipeline/respond.ts'
import { routeHotLead } from '../../shared/pipeline/route.ts'
import { putRecord } from '../../shared/pipeline/setup-records.ts'
import { readTimeline } from '../../shared/pipeline/timeline.ts'
import type { PostResult } from '../../shared/ports/poster.ts'
import { StoreUnavailable } from '../../shared/ports/store.ts'
import { type MemoryStack, startMemoryStack } from '../support/memory-stack.ts'

const person = {
  email: 'ada.lovelace@engines.com',
  phone: '+12125550100',
  firstName: 'Ada',
  lastName: 'Lovelace',
  message: 'Please call me at home',
}
const business = { ...person, company: 'Engines', jobTitle: 'Director', employees: 60, state: 'NY' }

const secret = `whsec_${Buffer.alloc(32, 7).toString('base64')}`
const email: Channel = { kind: 'email' }
const slack: Channel = { kind: 'slack', url: 'https://hooks.slack.example/services/T0/B0/token0' }
const teams: Channel = { kind: 'teams', url: 'https://teams.example/workflows/1?sig=signature1' }
const webhook: Channel = { kind: 'webhook', url: 'https://hooks.example/baton', secret }

/** The one rep for New York, with these channels. */
async function stackWith(channels: readonly Channel[] | undefined, team?: Team): Promise<MemoryStack> {
  const stack = await startMemoryStack()
  if (team !== undefined) await stack.store.commit([{ kind: 'create', entity: team }])
  for (const { entity } of await stack.store.listRoster()) {
    const rep: Rep = {
      ...entity,
      ...(channels === undefined ? {} : { channels }),
      ...(team === undefined ? {} : { team: team.id }),
    }
    await putRecord(stack.store, rep)
  }
  return stack
}

async function takeLead(stack: MemoryStack): Promise<LeadId> {
  await submitForm(stack.ports, { formId: 'demo-request', fields: business })
  await stack.settle()
  return leadIn(stack)
}

async function leadIn(stack: MemoryStack): Promise<LeadId> {
  const [lead] = (await findLeads(stack.store, { email: person.email })).leads
  if (lead === undefined) throw new Error('there is no lead')
  return lead.id
}

async function recordsOf<Type extends 'notification' | 'mail'>(stack: MemoryStack, type: Type) {
  const records = await stack.store.listLead(await leadIn(stack))
  return records.flatMap(({ entity }): readonly EntityOf<Type>[] => (isOf(entity, type) ? [entity] : []))
}

function isOf<Type extends 'notification' | 'mail'>(
  entity: { readonly type: string },
  type: Type,
): entity is EntityOf<Type> {
  return entity.type === type
}

const alertsIn = (stack: MemoryStack) => stack.mails.filter(({ id }) => id.includes('-alert-'))
const statesOf = async (stack: MemoryStack) => (await recordsOf(stack, 'notification')).map(({ state }) => state.status)

const answering = (stack: MemoryStack, ...results: readonly PostResult[]): void => {
  let asked = 0
  stack.answerPosts(async () => {
    const result = results[Math.min(asked, results.length - 1)] ?? { kind: 'delivered' }
    asked += 1
    return result
  })
}

const busy: PostResult = { kind: 'unavailable', fault: 'status', status: 503 }

describe('which alerts an offer puts', () => {
  test.each([
    ['no channels: mail alone', undefined, 1, []],
    ['an empty list: mail, because a rep is told in any case', [], 1, []],
    ['e-mail alone', [email], 1, []],
    ['Slack besides e-mail', [email, slack], 1, ['slack']],
    ['Slack instead of e-mail', [slack], 0, ['slack']],
    ['all of them', [slack, email, teams, webhook], 1, ['slack', 'teams', 'webhook']],
  ] as const)('%s', async (_name, channels, mails, posts) => {
    const stack = await stackWith(channels)
    await takeLead(stack)
    expect(alertsIn(stack)).toHaveLength(mails)
    expect((await recordsOf(stack, 'notification')).map(({ channel }) => channel)).toEqual(posts)
    expect(stack.posts).toHaveLength(posts.length)
  })

  test('a team is told too, without the links by which the rep answers', async () => {
    const team: Team = { type: 'team', id: 'east', name: 'East', channels: [slack, webhook] }
    const stack = await stackWith([email], team)
    const id = await takeLead(stack)
    expect(alertsIn(stack)).toHaveLength(1)
    expect((await recordsOf(stack, 'notification')).map(({ id: note }) => note)).toEqual([
      `note_${id.slice('lead_'.length)}-alert-1-team-slack`,
      `note_${id.slice('lead_'.length)}-alert-1-team-webhook`,
    ])
    expect(stack.posts).toHaveLength(2)
    for (const { body } of stack.posts) expect(body).not.toContain('token=')
  })

  test('a team that has channels does not stand in for a rep who has none', async () => {
    const stack = await stackWith([], { type: 'team', id: 'east', name: 'East', channels: [slack] })
    await takeLead(stack)
    expect(alertsIn(stack)).toHaveLength(1)
  })

  test('rep and team may have the same kind of channel', async () => {
    const stack = await stackWith([slack], { type: 'team', id: 'east', name: 'East', channels: [slack] })
    await takeLead(stack)
    expect(await statesOf(stack)).toEqual(['sent', 'sent'])
  })

  test('notifications are put in the transaction of the offer', async () => {
    const stack = await stackWith([slack])
    await submitForm(stack.ports, { formId: 'demo-request', fields: business })
    const commits: string[][] = []
    const store: typeof stack.store = {
      ...stack.store,
      commit: (writes) => {
        commits.push(writes.map((write) => ('entity' in write ? write.entity.type : write.kind)))
        return stack.store.commit(writes)
      },
    }
    const [due] = await stack.store.listDue(stack.ports.clock.now() + minute, 1)
    expect(due?.kind).toBe('qualify')
    await settleUntilRoute(stack)
    const [route] = await stack.store.listDue(stack.ports.clock.now() + minute, 1)
    const holder = route === undefined ? undefined : await stack.store.load(route.key)
    const task = holder?.entity.type === 'lead' ? holder.entity.task : undefined
    if (task === undefined || route === undefined) throw new Error('nothing is to be routed')
    await routeHotLead({ ...stack.ports, store }, { kind: 'route', taskId: task.id, ...route.key })
    expect(commits).toEqual([expect.arrayContaining(['lead', 'assignment', 'notification'])])
  })
})

/** Qualifies the submission, and goes no further. */
async function settleUntilRoute(stack: MemoryStack): Promise<void> {
  const { qualifySubmission } = await import('../../shared/pipeline/qualify.ts')
  const [due] = await stack.store.listDue(stack.ports.clock.now() + minute, 1)
  const holder = due === undefined ? undefined : await stack.store.load(due.key)
  const task = holder?.entity.type === 'submission' ? holder.entity.task : undefined
  if (task === undefined || due === undefined) throw new Error('nothing is to be qualified')
  await qualifySubmission(stack.ports, { kind: 'qualify', taskId: task.id, ...due.key })
}

describe('what channels are told', () => {
  test('Slack and Teams: name, company, score, reason, deadline and links; not how to reach the person', async () => {
    const stack = await stackWith([slack, teams])
    const id = await takeLead(stack)
    expect(stack.posts.map(({ url }) => url)).toEqual([slack.url, teams.url])
    for (const { body } of stack.posts) {
      expect(body).toContain('Ada Lovelace, Engines')
      expect(body).toContain('Accept by')
      expect(body).toContain('grade ')
      expect(body).toContain('territory new-york')
      expect(body).toContain(`https://baton.example/v1/assignments/asg_${id.slice('lead_'.length)}-1/accept?token=`)
      expect(body).toContain(`https://baton.example/v1/assignments/asg_${id.slice('lead_'.length)}-1/decline?token=`)
      for (const personal of [person.email, person.phone, '5550100', person.message, 'Director'])
        expect(body).not.toContain(personal)
    }
  })

  test('a webhook is signed as Standard Webhooks say, and tells ids and figures', async () => {
    const stack = await stackWith([webhook])
    const id = await takeLead(stack)
    const [post] = stack.posts
    if (post === undefined) throw new Error('nothing was posted')
    // The library refuses what is not of the last minutes, by the clock on the wall.
    const verifier = new Webhook(secret)
    const timestamp = Number(post.headers['webhook-timestamp'])
    expect(timestamp * 1_000).toBe(Math.floor(stack.ports.clock.now() / second) * second)
    const again = verifier.sign(post.headers['webhook-id'] ?? '', new Date(timestamp * 1_000), post.body)
    expect(post.headers['webhook-signature']).toBe(again)
    const part = id.slice('lead_'.length)
    expect(post.headers['webhook-id']).toBe(`note_${part}-alert-1-rep-webhook`)
    expect(JSON.parse(post.body)).toEqual({
      type: 'lead.assigned',
      timestamp: expect.any(String),
      data: {
        leadId: id,
        assignmentId: `asg_${part}-1`,
        rep: { id: 'sally-jones', name: 'Sally Jones' },
        territory: 'new-york',
        pool: 'new-york',
        score: { value: expect.any(Number), grade: expect.any(String), hot: expect.any(Number) },
        reason: expect.any(String),
        acceptBy: expect.any(String),
        link: expect.stringContaining('/accept?token='),
      },
    })
    for (const personal of [person.email, person.phone, 'Ada', 'Lovelace', 'Engines'])
      expect(post.body).not.toContain(personal)
  })

  test('the library verifies what is posted now', async () => {
    const stack = await startMemoryStack(Date.now())
    for (const { entity } of await stack.store.listRoster())
      await putRecord(stack.store, { ...entity, channels: [webhook] })
    await takeLead(stack)
    const [post] = stack.posts
    expect(new Webhook(secret).verify(post?.body ?? '', { ...post?.headers })).toMatchObject({ type: 'lead.assigned' })
    expect(() => new Webhook(secret).verify(`${post?.body} `, { ...post?.headers })).toThrow()
  })

  test('addresses and secrets stand in no notification and in no message', async () => {
    const stack = await stackWith([slack, webhook])
    answering(stack, busy)
    await takeLead(stack)
    const stored = JSON.stringify([await recordsOf(stack, 'notification'), await recordsOf(stack, 'mail')])
    const told = JSON.stringify(await readTimeline(stack.store, await leadIn(stack)))
    for (const text of [stored, told])
      for (const hidden of ['token0', 'hooks.slack', 'hooks.example', 'whsec_']) expect(text).not.toContain(hidden)
  })
})

describe('when a channel fails', () => {
  test.each([
    ['the address is gone', { kind: 'refused', fault: 'status', status: 410 }, 'the receiver answered 410'],
    ['nothing is there', { kind: 'refused', fault: 'status', status: 404 }, 'the receiver answered 404'],
    ['it leads inside', { kind: 'refused', fault: 'private-address' }, 'its address is not on the public internet'],
  ] as const)('%s: the rep is told by mail at once', async (_name, result, why) => {
    const stack = await stackWith([slack])
    answering(stack, result)
    await takeLead(stack)
    expect(stack.posts).toHaveLength(1)
    expect(await statesOf(stack)).toEqual(['failed'])
    expect(alertsIn(stack)).toHaveLength(1)
    const told = (await readTimeline(stack.store, await leadIn(stack))).filter(({ what }) => what === 'alert')
    expect(told.map(({ kind, details }) => ({ kind, details }))).toContainEqual({
      kind: 'assignment',
      details: { channel: 'slack', rep: 'sally-jones', status: 'failed', reason: why },
    })
    await stack.pass(10 * minute)
    expect(stack.posts).toHaveLength(1)
    expect(alertsIn(stack)).toHaveLength(1)
  })

  test('one mail stands in for all channels of rep and team, and none for a rep who gets mail anyway', async () => {
    const team: Team = { type: 'team', id: 'east', name: 'East', channels: [slack, teams] }
    for (const channels of [
      [slack, teams, webhook],
      [slack, email],
    ]) {
      const stack = await stackWith(channels, team)
      answering(stack, { kind: 'refused', fault: 'status', status: 403 })
      await takeLead(stack)
      expect(new Set(await statesOf(stack))).toEqual(new Set(['failed']))
      expect(alertsIn(stack)).toHaveLength(1)
    }
  })

  test('three tries with growing waits, then mail', async () => {
    const stack = await stackWith([slack])
    answering(stack, busy)
    await takeLead(stack)
    expect(stack.posts).toHaveLength(1)
    expect(alertsIn(stack)).toHaveLength(0)
    await stack.pass(4 * minute)
    expect(stack.posts).toHaveLength(mostPosts)
    expect(await statesOf(stack)).toEqual(['failed'])
    expect(alertsIn(stack)).toHaveLength(1)
  })

  test('the id of a webhook is the same in every try, its time is not', async () => {
    const stack = await stackWith([webhook])
    answering(stack, busy, { kind: 'delivered' })
    await takeLead(stack)
    await stack.pass(2 * minute)
    const headers = stack.posts.map((post) => post.headers)
    expect(headers).toHaveLength(2)
    expect(new Set(headers.map((one) => one['webhook-id'])).size).toBe(1)
    expect(new Set(headers.map((one) => one['webhook-timestamp'])).size).toBe(2)
    expect(await statesOf(stack)).toEqual(['sent'])
    expect(alertsIn(stack)).toHaveLength(0)
  })

  test('a wait the receiver asks for is kept', async () => {
    const stack = await stackWith([slack])
    answering(
      stack,
      { kind: 'unavailable', fault: 'status', status: 429, retryAfter: 3 * minute },
      { kind: 'delivered' },
    )
    await takeLead(stack)
    await stack.pass(2 * minute)
    expect(stack.posts).toHaveLength(1)
    await stack.pass(2 * minute)
    expect(stack.posts).toHaveLength(2)
    expect(await statesOf(stack)).toEqual(['sent'])
  })

  test('a wait that is too long is not waited for: the rep is told by mail now', async () => {
    const stack = await stackWith([slack])
    answering(stack, { kind: 'unavailable', fault: 'status', status: 429, retryAfter: 60 * minute })
    await takeLead(stack)
    expect(await statesOf(stack)).toEqual(['failed'])
    expect(alertsIn(stack)).toHaveLength(1)
  })

  test('a channel that was taken away meanwhile', async () => {
    const stack = await stackWith([slack])
    stack.answerPosts(async () => busy)
    await takeLead(stack)
    for (const { entity } of await stack.store.listRoster()) await putRecord(stack.store, { ...entity, channels: [] })
    await stack.pass(2 * minute)
    expect(stack.posts).toHaveLength(1)
    expect(await statesOf(stack)).toEqual(['failed'])
    expect(alertsIn(stack)).toHaveLength(1)
  })

  test('an offer that was answered meanwhile is not told of', async () => {
    const stack = await stackWith([slack])
    stack.answerPosts(async () => busy)
    const id = await takeLead(stack)
    await respond(stack.ports, `asg_${id.slice('lead_'.length)}-1`, { kind: 'accept' })
    await stack.pass(5 * minute)
    expect(stack.posts).toHaveLength(1)
    expect(await statesOf(stack)).toEqual(['dropped'])
    expect(alertsIn(stack)).toHaveLength(0)
  })
})

describe('when the process dies', () => {
  /** Takes the notify task of a lead whose rep has Slack alone. */
  async function claimedButUnknown(stack: MemoryStack): Promise<void> {
    const real = stack.store
    let posted = false
    stack.answerPosts(async () => {
      posted = true
      return { kind: 'delivered' }
    })
    const store: typeof real = {
      ...real,
      commit: (writes) => {
        if (posted) throw new StoreUnavailable('the process is dying')
        return real.commit(writes)
      },
    }
    const due = (await real.listDue(stack.ports.clock.now() + minute, 10)).find(({ kind }) => kind === 'notify')
    const holder = due === undefined ? undefined : await real.load(due.key)
    const task = holder?.entity.type === 'notification' ? holder.entity.task : undefined
    if (task === undefined || due === undefined) throw new Error('there is nothing to post')
    const message = { kind: 'notify', taskId: task.id, ...due.key } as const
    await expect(sendNotification({ ...stack.ports, store }, message)).rejects.toThrow(StoreUnavailable)
    expect(await sendNotification(stack.ports, message)).toBe('stale')
  }

  test('after the post and before it is recorded: it is posted again, and a double delivery meanwhile is not', async () => {
    const stack = await stackWith([slack])
    stack.answerPosts(async () => busy)
    await takeLead(stack)
    await claimedButUnknown(stack)
    const before = stack.posts.length
    await stack.pass(3 * minute)
    expect(stack.posts.length).toBe(before + 1)
    expect(await statesOf(stack)).toEqual(['sent'])
  })

  test('every time: after three posts of which nobody knows, the rep is told by mail', async () => {
    const stack = await stackWith([slack])
    stack.answerPosts(() => Promise.reject(new Error('the process dies')))
    await submitForm(stack.ports, { formId: 'demo-request', fields: business })
    await expect(stack.settle()).rejects.toThrow('dies')
    for (let minutes = 0; minutes < 15; minutes += 1) await stack.pass(minute).catch(() => undefined)
    expect(stack.posts).toHaveLength(mostPosts)
    expect(await statesOf(stack)).toEqual(['failed'])
    expect(alertsIn(stack).length).toBeGreaterThanOrEqual(1)
  })
})

test('with the real poster a channel that leads inside is refused, and the rep is told by mail', async () => {
  const stack = await stackWith([{ kind: 'slack', url: 'https://localhost/hook' }])
  const poster = createHttpPoster()
  stack.answerPosts((post) => poster.post(post))
  await takeLead(stack)
  expect(await recordsOf(stack, 'notification')).toMatchObject([
    { state: { status: 'failed', why: 'its address is not on the public internet' } },
  ])
  expect(alertsIn(stack)).toHaveLength(1)
})
