import { toIso } from '../../shared/domain/time.ts'
import { type HttpAnswer, json } from '../../shared/lambda/http.ts'
import type { Ports } from '../../shared/pipeline/ports.ts'
import { overviewTasks, redriveParked } from '../../shared/pipeline/tasks.ts'

/**
 * Makes the answers about tasks, for operators.
 * @param ports store, clock
 */
export function taskAnswers(ports: Ports) {
  return {
    listTasks: async (): Promise<HttpAnswer> => {
      const { due, more, parked, clocks } = await overviewTasks(ports)
      return json(200, {
        due,
        more,
        clocks,
        parked: parked.map(({ key, kind, dueAt }) => ({
          kind,
          item: `${key.partition}/${key.sort}`,
          dueAt: toIso(dueAt),
        })),
      })
    },
    redriveTask: async (): Promise<HttpAnswer> => json(202, { redriven: await redriveParked(ports) }),
  }
}
