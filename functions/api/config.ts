import { environment } from '../../shared/contracts/environment.ts'
import { type Environment, readEnvironment } from '../../shared/lambda/configuration.ts'
import { signInNames } from '../../shared/lambda/sign-in.ts'

const names = { table: environment.table, publicUrl: environment.publicUrl } as const

/** Every variable this function reads. */
export const environmentNames: readonly string[] = [...Object.values(names), ...signInNames]

/** Reads the function's settings, those of sign-in excepted; see `readEnvironment`. */
export const readConfiguration = (from: Environment) => readEnvironment(from, names)
