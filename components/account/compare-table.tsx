import type { ReactNode } from 'react'

interface Given {
  /** What the first column names. */
  head: string
  /** The two that are compared. */
  names: readonly string[]
  rows: readonly { key: string; name: string; cells: readonly ReactNode[] }[]
}

/** Two designs side by side, row by row; scrolls by itself where it is wider than the page. */
export function CompareTable({ head, names, rows }: Given) {
  return (
    <div className="compare-scroll">
      <table className="compare-table">
        <thead>
          <tr>
            <th scope="col">{head}</th>
            {names.map((name) => (
              <th scope="col" key={name}>
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ key, name, cells }) => (
            <tr key={key}>
              <th scope="row">{name}</th>
              {cells.map((cell, index) => (
                <td key={names[index]}>{cell}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
