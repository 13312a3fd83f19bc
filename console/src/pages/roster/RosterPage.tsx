/** Comes next. */
export function RosterPage() {
  return <p>RosterPage</p>
}
