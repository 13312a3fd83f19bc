/** Where new ids come from. */
export interface Ids {
  /** A unique part that sorts by the time it was made: 26 characters of Crockford base 32 (ULID). */
  next(): string
}
