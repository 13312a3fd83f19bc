/** Below this a pivot counts as 0, relative to matrices whose entries are around 1. */
const smallestPivot = 1e-12

/**
 * Solves A·X = B by Gauss–Jordan elimination with partial pivoting.
 * @param matrix A, square, its entries around 1
 * @param right B, with as many rows
 * @returns X; `undefined` when A is singular to working precision
 */
export function solve(
  matrix: readonly (readonly number[])[],
  right: readonly (readonly number[])[],
): readonly (readonly number[])[] | undefined {
  const size = matrix.length
  const rows = matrix.map((row, index) => [...row, ...(right[index] ?? [])])
  for (let column = 0; column < size; column += 1) {
    const pivot = pivotRow(rows, column)
    const row = rows[pivot]
    const head = row?.[column] ?? 0
    if (row === undefined || !(Math.abs(head) > smallestPivot)) return undefined
    rows[pivot] = rows[column] ?? row
    rows[column] = row
    for (let at = column; at < row.length; at += 1) row[at] = (row[at] ?? 0) / head
    for (const other of rows) if (other !== row) subtract(other, row, column)
  }
  return rows.map((row) => row.slice(size))
}

/**
 * Inverts a matrix.
 * @param matrix square, its entries around 1
 * @returns `undefined` when it is singular to working precision
 */
export function invert(matrix: readonly (readonly number[])[]): readonly (readonly number[])[] | undefined {
  return solve(
    matrix,
    matrix.map((_, row) => matrix.map((_, column) => Number(row === column))),
  )
}

/**
 * Multiplies two vectors.
 * @param one a vector
 * @param other as long
 */
export function dot(one: readonly number[], other: readonly number[]): number {
  let sum = 0
  for (let at = 0; at < one.length; at += 1) sum += (one[at] ?? 0) * (other[at] ?? 0)
  return sum
}

function pivotRow(rows: readonly (readonly number[])[], column: number): number {
  let best = column
  for (let row = column + 1; row < rows.length; row += 1) {
    if (Math.abs(rows[row]?.[column] ?? 0) > Math.abs(rows[best]?.[column] ?? 0)) best = row
  }
  return best
}

function subtract(row: number[], pivot: readonly number[], column: number): void {
  const factor = row[column] ?? 0
  if (factor === 0) return
  for (let at = column; at < row.length; at += 1) row[at] = (row[at] ?? 0) - factor * (pivot[at] ?? 0)
}
