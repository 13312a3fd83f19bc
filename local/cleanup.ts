/** What has to be undone, undone in reverse order. */
export class Cleanup {
  readonly #steps: (() => Promise<void> | void)[] = []

  /**
   * Remembers a step.
   * @param step undoes what was just done
   */
  add(step: () => Promise<void> | void): void {
    this.#steps.push(step)
  }

  /**
   * Undoes everything, each step once; one that fails doesn't keep the others from being taken.
   * @throws the errors of all steps that failed
   */
  async run(): Promise<void> {
    const errors: unknown[] = []
    for (let step = this.#steps.pop(); step !== undefined; step = this.#steps.pop()) {
      try {
        await step()
      } catch (error) {
        errors.push(error)
      }
    }
    if (errors.length > 0) throw new AggregateError(errors, 'Not everything could be stopped')
  }
}
