import { uncarry } from './liquid.ts'

/** Where a link leads once clicks are followed. */
export type Follow = (address: URL) => string

/**
 * The address a link of a filled body leads to; values in it are percent-encoded, so they can't become another one.
 * @param href as Markdown has it
 * @returns the address as a browser would ask for it, or `undefined` when it is no absolute http, https or mailto address
 */
export function addressOf(href: string): URL | undefined {
  const url = URL.parse(uncarry(href, (value) => encodeURIComponent(value.toWellFormed())))
  return url !== null && ['http:', 'https:', 'mailto:'].includes(url.protocol) ? url : undefined
}

/** Tells whether clicks on an address can be followed. */
export function isTrackable(address: URL): boolean {
  return address.protocol !== 'mailto:'
}
