import type { Write } from '../../../shared/ports/store.ts'
import { committing, isClaim, type PlantedBug, showing, withStoreOf } from './bug.ts'

/** Mistakes with mail. */
export const mailBugs: readonly PlantedBug[] = [
  {
    name: 'a mail is sent first and claimed after: the order was swapped',
    caughtBy: 'promise 7',
    plant: (bindings) => {
      const { send } = bindings.tasks
      const swapped: typeof send = (ports, message) => {
        let held: readonly Write[] = []
        const store = committing(ports.store, async (writes, usual) => {
          if (!isClaim(writes)) return usual(writes)
          held = writes
          return { kind: 'committed' }
        })
        const mailer: typeof ports.mailer = {
          send: async (mail) => {
            const result = await ports.mailer.send(mail)
            if (held.length > 0) await ports.store.commit(held)
            return result
          },
        }
        return send({ ...ports, store, mailer }, message)
      }
      return { ...bindings, tasks: { ...bindings.tasks, send: swapped } }
    },
  },
  {
    name: 'the claim of a mail is not recorded',
    caughtBy: 'promise 7',
    plant: (bindings) =>
      withStoreOf(bindings, 'send', (store) =>
        committing(store, async (writes, usual) => (isClaim(writes) ? { kind: 'committed' } : usual(writes))),
      ),
  },
  {
    name: 'the claim of a mail does not rely on the lead it was decided on',
    caughtBy: 'promise 7',
    plant: (bindings) =>
      withStoreOf(bindings, 'send', (store) =>
        committing(store, (writes, usual) => usual(writes.filter(({ kind }) => kind !== 'require'))),
      ),
  },
  {
    name: 'an unsubscription is answered and forgotten',
    caughtBy: 'promise 7',
    plant: (bindings) => ({ ...bindings, optOut: async () => true }),
  },
  {
    name: 'a hard bounce is taken for a delivery',
    caughtBy: 'promise 7',
    plant: ({ takeMailEvent, ...bindings }) => ({
      ...bindings,
      takeMailEvent: (ports, event) =>
        takeMailEvent(ports, event.kind === 'bounced' ? { ...event, kind: 'delivered' } : event),
    }),
  },
  {
    name: 'a lead that is nurtured again starts its track anew: earlier enrollments are overlooked',
    caughtBy: 'promise 7',
    plant: (bindings) =>
      withStoreOf(bindings, 'qualify', (store) => ({
        ...store,
        listLead: async (lead) => (await store.listLead(lead)).filter(({ entity }) => entity.type !== 'enrollment'),
      })),
  },
  {
    name: 'an imported history is taken for the present',
    caughtBy: 'promise 7',
    plant: (bindings) =>
      withStoreOf(bindings, 'qualify', (store) =>
        showing(store, (found) =>
          found.entity.type === 'submission' ? { ...found, entity: { ...found.entity, mode: 'live' } } : found,
        ),
      ),
  },
]
