/**
 * Saves a table as a file on the reader's machine.
 * @param name the file's
 * @param text its content
 */
export function saveCsv(name: string, text: string): void {
  saveFile(name, text, 'text/csv;charset=utf-8')
}

/**
 * Saves a text as a file on the reader's machine.
 * @param name the file's
 * @param text its content
 * @param type its media type
 */
export function saveFile(name: string, text: string, type: string): void {
  const address = URL.createObjectURL(new Blob([text], { type }))
  const link = document.createElement('a')
  link.href = address
  link.download = name
  link.click()
  URL.revokeObjectURL(address)
}
