const height = 22
const step = 4

/** Counts of days side by side, as small bars; the figures beside them say the sums. */
export function Days({ counts }: { readonly counts: readonly number[] }) {
  const most = Math.max(1, ...counts)
  const bars = counts.flatMap((count, index) =>
    count === 0 ? [] : [barAt(index, Math.max(3, Math.round((count / most) * height)))],
  )
  const none = counts.flatMap((count, index) => (count === 0 ? [barAt(index, 1)] : []))
  return (
    <svg className="days" viewBox={`0 0 ${counts.length * step} ${height}`} aria-hidden="true" focusable="false">
      <path className="days-none" d={none.join('')} />
      <path d={bars.join('')} />
    </svg>
  )
}

function barAt(index: number, tall: number): string {
  return `M${index * step} ${height}v-${tall}h${step - 1}v${tall}z`
}
