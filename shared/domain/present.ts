/** A record without the fields that are undefined. */
type Present<T> = { readonly [Name in keyof T as undefined extends T[Name] ? never : Name]: T[Name] } & {
  readonly [Name in keyof T as undefined extends T[Name] ? Name : never]?: Exclude<T[Name], undefined>
}

/**
 * Leaves out fields that are undefined, so that absent means absent.
 * @param record any record
 */
export function present<T extends object>(record: T): Present<T>
export function present(record: object): object {
  return Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined))
}
