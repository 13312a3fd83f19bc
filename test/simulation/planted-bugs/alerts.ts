import { committing, type PlantedBug, withStoreOf } from './bug.ts'

/** Mistakes with alerts on channels. */
export const alertBugs: readonly PlantedBug[] = [
  {
    name: 'a channel that fails is given up without a mail',
    caughtBy: 'promise 6',
    plant: (bindings) =>
      withStoreOf(bindings, 'notify', (store) =>
        committing(store, (writes, usual) => usual(writes.filter(({ kind }) => kind !== 'create'))),
      ),
  },
  {
    name: 'an alert is taken for sent although nobody took it',
    caughtBy: 'promise 6',
    plant: (bindings) => {
      const { notify } = bindings.tasks
      const careless: typeof notify = (ports, message) => {
        const { poster } = ports
        const post: typeof poster.post = async (one) => {
          await poster.post(one)
          return { kind: 'delivered' }
        }
        return notify({ ...ports, poster: { post } }, message)
      }
      return { ...bindings, tasks: { ...bindings.tasks, notify: careless } }
    },
  },
]
