/**
 * Copies a value as the table would keep it: what is undefined is dropped, −0 is 0; and freezes it, so that
 * nobody changes what is stored by changing what was read.
 * @param value plain data: texts, numbers, booleans, null, lists and records of them
 * @throws TypeError for anything the table can't keep: a function, a class instance, a number that is not finite
 */
export function frozenCopy<T>(value: T): T
export function frozenCopy(value: unknown): unknown {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value
  if (typeof value === 'number') return finite(value)
  if (Array.isArray(value)) return Object.freeze(value.filter((entry) => entry !== undefined).map(copyOf))
  if (typeof value === 'object' && isRecord(value)) return frozenRecord(value)
  throw new TypeError(`a ${typeof value} can't be stored`)
}

function copyOf(value: unknown): unknown {
  return frozenCopy(value)
}

function frozenRecord(record: object): object {
  const entries = Object.entries(record).filter(([, value]) => value !== undefined)
  return Object.freeze(Object.fromEntries(entries.map(([name, value]) => [name, copyOf(value)])))
}

function isRecord(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === Object.prototype || prototype === null
}

function finite(value: number): number {
  if (!Number.isFinite(value)) throw new TypeError(`${value} can't be stored`)
  return value === 0 ? 0 : value
}
