/** Days of the week, Monday first. */
export const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const

/** A day of the week. */
export type Weekday = (typeof weekdays)[number]

/** A part of a day, such as `09:00` to `17:30`; `until` is exclusive and may be `24:00`. */
export interface Shift {
  readonly from: string
  readonly until: string
}

/** When somebody is at work, by weekday in their time zone; a day that is not named is off. */
export type WorkingHours = { readonly [Day in Weekday]?: readonly Shift[] }
