/** Something in a playbook that is likely not meant. */
export interface Finding {
  /** Errors are not published; warnings are said and published. */
  readonly severity: 'error' | 'warning'
  /** Where in the document: keys and places in lists. */
  readonly path: readonly (string | number)[]
  readonly message: string
  /** What to do about it. */
  readonly proposal: string
}
