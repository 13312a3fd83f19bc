import type * as z from 'zod'
import { calibratePool as calibrateBody } from '../../shared/contracts/roster.ts'
import type { CalibrationChange } from '../../shared/domain/calibration.ts'
import { readJsonAs } from '../../shared/lambda/body.ts'
import { type HttpAnswer, type HttpEvent, json, pathPart } from '../../shared/lambda/http.ts'
import { invalid, problem } from '../../shared/lambda/problem.ts'
import { calibratePool, readPools } from '../../shared/pipeline/pools.ts'
import type { Ports } from '../../shared/pipeline/ports.ts'
import { largestBody } from './limits.ts'
import { poolView } from './roster-views.ts'

/**
 * Makes the answers about the pools' rotations.
 * @param ports store, clock
 */
export function poolAnswers(ports: Pick<Ports, 'store' | 'clock'>) {
  return {
    listPools: async (): Promise<HttpAnswer> => json(200, { pools: (await readPools(ports)).map(poolView) }),
    calibratePool: async (event: HttpEvent): Promise<HttpAnswer> => {
      const body = readJsonAs(calibrateBody, event, largestBody)
      if (!body.ok) return body.answer
      const result = await calibratePool(ports, pathPart(event, 'id'), changeOf(body.value), body.value.reason)
      switch (result.kind) {
        case 'calibrated':
          return json(201, poolView(result.standing))
        case 'not-found':
          return problem('not-found', 'There is no such pool in the playbook in force')
        case 'invalid':
          return invalid([{ path: result.path, message: result.message }])
      }
    },
  }
}

function changeOf({ deficits, rep }: z.infer<typeof calibrateBody>): CalibrationChange {
  if (deficits !== undefined) return { kind: 'deficits', deficits }
  return rep === undefined ? { kind: 'reset' } : { kind: 'rep', rep: rep.id, leads: rep.leads }
}
