/** What a worker thread is told when it starts. */
export interface WorkerSettings {
  /** The bundle's file. */
  readonly bundle: string
  /** Name of the exported handler. */
  readonly exportName: string
  /** The virtual clock's offset from the real one in milliseconds, one BigInt64 shared by all workers. */
  readonly clock: SharedArrayBuffer
  /** File that the function's output is appended to. */
  readonly log: string
  /** Folder for compiled code; a second start then needs less time and memory. */
  readonly compileCache: string
}

/** Asks a worker to handle one event. */
export interface InvokeMessage {
  readonly requestId: string
  /** The event as JSON, as Lambda passes it. */
  readonly event: string
  /** Real time in milliseconds since the epoch at which it will be ended. */
  readonly deadline: number
  readonly functionName: string
  readonly functionArn: string
  readonly memoryMegabytes: number
}

/** An error as Lambda reports it. */
export interface InvocationError {
  readonly errorType: string
  readonly errorMessage: string
  readonly trace: string
}

/** What a worker says. */
export type WorkerMessage =
  | { readonly kind: 'ready'; readonly initMilliseconds: number }
  | { readonly kind: 'initFailed'; readonly error: InvocationError }
  /** `json` is undefined when the handler gave nothing. */
  | { readonly kind: 'succeeded'; readonly json: string | undefined }
  | { readonly kind: 'failed'; readonly error: InvocationError }
