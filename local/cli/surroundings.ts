/** Where a command's text goes; `process.stdout` and `process.stderr` are two of them. */
export interface TextSink {
  write(text: string): unknown
}

/** Everything a command needs of the outside world, handed in so that tests can stand in for it. */
export interface Surroundings {
  readonly env: Readonly<Record<string, string | undefined>>
  /** What relative file names on the command line are resolved against. */
  readonly folder: string
  /** The answer: what a pipe or a file should get. */
  readonly out: TextSink
  /** Progress, warnings and errors. */
  readonly err: TextSink
  /** The terminal for a moving progress bar; absent when nobody is watching. */
  readonly terminal?: NodeJS.WriteStream
  readonly fetch: typeof fetch
  /** Milliseconds since the epoch. */
  readonly now: () => number
  /** Waits that many milliseconds. */
  readonly wait: (milliseconds: number) => Promise<void>
  /** Fires when the person presses Ctrl-C. */
  readonly interrupted: AbortSignal
}
