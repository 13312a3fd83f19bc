/** Comes next. */
export function OperationsPage() {
  return <p>OperationsPage</p>
}
