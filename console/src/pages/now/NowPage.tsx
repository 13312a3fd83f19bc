/** Comes next. */
export function NowPage() {
  return <p>NowPage</p>
}
