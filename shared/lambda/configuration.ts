/** The environment, as `process.env` has it. */
export type Environment = Readonly<Record<string, string | undefined>>

/** A function was deployed without some of the environment it reads. */
export class MissingEnvironment extends Error {
  override readonly name = 'MissingEnvironment'
}

/**
 * Reads variables from an environment, all of them or an error that names every missing one.
 * @param environment usually `process.env`, passed in
 * @param names what each setting is called there
 * @returns the settings
 * @throws MissingEnvironment naming all that are missing
 * @example readEnvironment({ TABLE_NAME: 'leads' }, { table: 'TABLE_NAME' }) // { table: 'leads' }
 */
export function readEnvironment<Setting extends string>(
  environment: Environment,
  names: Readonly<Record<Setting, string>>,
): Readonly<Record<Setting, string>>
export function readEnvironment(
  environment: Environment,
  names: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
  const missing = Object.values(names).filter((name) => !environment[name])
  if (missing.length > 0) throw new MissingEnvironment(`Set ${missing.join(', ')} in the environment`)
  return Object.fromEntries(Object.entries(names).map(([setting, name]) => [setting, environment[name] ?? '']))
}
