/** Comes next. */
export function PlaybookPage() {
  return <p>PlaybookPage</p>
}
