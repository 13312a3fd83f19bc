import { lookup as systemLookup } from 'node:dns/promises'
import type { LookupFunction } from 'node:net'

/** What a name leads to. */
export interface ResolvedAddress {
  readonly address: string
  readonly family: number
}

/** Finds all addresses of a name. */
export type Resolve = (name: string) => Promise<readonly ResolvedAddress[]>

/** A name leads to an address that must not be connected to. */
export class ForbiddenAddress extends Error {
  override readonly name = 'ForbiddenAddress'
}

/** Asks the system's resolver. */
export const systemResolve: Resolve = (name) => systemLookup(name, { all: true })

/**
 * Makes the lookup a connection uses. It is the only one there is: the socket connects to an address that came out of
 * here, so a name cannot lead elsewhere between check and connection. One forbidden address among several spoils all,
 * because nobody who means well has a name that leads both inside and outside.
 * @param resolve finds the addresses of a name
 * @param mayConnect tells whether an address may be connected to
 */
export function guardedLookup(resolve: Resolve, mayConnect: (address: string) => boolean): LookupFunction {
  return (name, options, done) => {
    const found = resolve(name).then((addresses) => allowed(addresses, mayConnect))
    found.then(
      (addresses) => {
        const [first] = addresses
        if (options.all === true) done(null, [...addresses])
        else done(null, first?.address ?? '', first?.family)
      },
      (error: Error) => done(error, []),
    )
  }
}

function allowed(
  addresses: readonly ResolvedAddress[],
  mayConnect: (address: string) => boolean,
): readonly ResolvedAddress[] {
  if (addresses.length > 0 && addresses.every(({ address }) => mayConnect(address))) return addresses
  throw new ForbiddenAddress('the name leads to an address that must not be connected to')
}
