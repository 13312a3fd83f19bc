/**
 * Makes a construct's id from a name: `qualify-bulk` and `Queue` make `QualifyBulkQueue`.
 * @param name words joined by hyphens
 * @param suffix what kind of thing it is, if that needs to be said
 */
export function idOf(name: string, suffix = ''): string {
  const words = name.split('-').map((word) => word.charAt(0).toUpperCase() + word.slice(1))
  return words.join('') + suffix
}
