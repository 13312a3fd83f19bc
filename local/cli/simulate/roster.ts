import * as z from 'zod'
import { calendarDay, workingHours } from '../../../shared/contracts/fields.ts'
import { parseMoment } from '../../../shared/domain/calendar.ts'
import { present } from '../../../shared/domain/present.ts'
import type { Rep } from '../../../shared/domain/roster.ts'
import { CommandFailed } from '../failure.ts'

const rep = z.looseObject({
  id: z.string().min(1),
  name: z.string().optional(),
  active: z.boolean().default(true),
  timeOff: z.array(z.object({ from: z.string(), until: z.string() })).default([]),
  timezone: z.string().optional(),
  workingHours: workingHours.optional(),
  holidays: z.array(calendarDay).optional(),
  capacity: z.number().int().optional(),
  dailyCap: z.number().int().optional(),
  paused: z.looseObject({ reason: z.string() }).optional(),
})

/** A roster as the API lists it, or as a workspace's file has it: what routing looks at. */
export const simulatedRoster = z.union([
  z.array(rep),
  z.looseObject({ reps: z.array(rep) }).transform(({ reps }) => reps),
])

/**
 * Makes reps of a roster that was read.
 * @param reps as read
 * @param timezone the workspace's, for days off without a zone
 * @throws CommandFailed when a time is none
 */
export function repsOf(reps: z.output<typeof simulatedRoster>, timezone: string): readonly Rep[] {
  return reps.map((one): Rep => {
    const moment = (text: string) => {
      const instant = parseMoment(text, one.timezone ?? timezone)
      if (instant === undefined) throw new CommandFailed(`${one.id} has time off at ${text}, which is no time`)
      return instant
    }
    const { id, active, paused, holidays, capacity, dailyCap } = one
    return {
      type: 'rep',
      id,
      name: one.name ?? id,
      email: '',
      title: '',
      active,
      timeOff: one.timeOff.map(({ from, until }) => ({ from: moment(from), until: moment(until) })),
      ...present({ timezone: one.timezone, workingHours: one.workingHours, holidays, capacity, dailyCap }),
      ...(paused === undefined ? {} : { paused: { at: 0, reason: paused.reason } }),
    }
  })
}
