import { environment } from '../../shared/contracts/environment.ts'
import { type Environment, readEnvironment } from '../../shared/lambda/configuration.ts'

const names = {
  table: environment.table,
  mailFrom: environment.mailFrom,
  mailConfigurationSet: environment.mailConfigurationSet,
} as const

/** Every variable this function reads. */
export const environmentNames: readonly string[] = Object.values(names)

/** Reads the function's settings; see `readEnvironment`. */
export const readConfiguration = (from: Environment) => readEnvironment(from, names)
