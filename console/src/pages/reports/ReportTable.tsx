import { Empty } from '../../parts/States.tsx'
import type { Layout } from './report.ts'

/** A report's table. */
export function ReportTable({ columns, rows }: Pick<Layout, 'columns' | 'rows'>) {
  if (rows.length === 0)
    return <Empty title="Nothing was counted in this period">Reports follow a change after a minute or two.</Empty>
  return (
    <div className="table-frame">
      <table className="data">
        <thead>
          <tr>
            {columns.map(({ name, figure }) => (
              <th key={name} className={figure ? 'number' : undefined}>
                {name === '' ? <span className="sr-only">Part</span> : name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.slice(0, 2).join(' ')}>
              {columns.map(({ name, figure }, index) => (
                <td key={name} className={figure ? 'number' : undefined}>
                  {row[index]}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
