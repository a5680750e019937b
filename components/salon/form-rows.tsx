import { Icon } from '@/components/ui/icon'
import { useWords } from '@/components/ui/words'

/** One choice of a row: its field, its name for assistive technology, and what can be chosen. */
export interface Column<Row> {
  field: keyof Row & string
  label: string
  options: readonly (readonly [value: string, words: string])[]
}

interface Given<Row> {
  legend: string
  rows: readonly Row[]
  columns: readonly Column<Row>[]
  most: number
  /** Words of the button that adds a row, and that row. */
  add: string
  fresh(): Row
  onChange(rows: readonly Row[]): void
  className?: string
}

/** Rows of choices that can be added and taken away. */
export function FormRows<Row extends Record<string, string>>(given: Given<Row>) {
  const { t } = useWords()
  const { rows, onChange } = given
  return (
    <fieldset>
      <legend className="label">{given.legend}</legend>
      {rows.map((row, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a row is nothing but its place
        <div className={`sl-form-row ${given.className ?? ''}`} key={index}>
          {given.columns.map(({ field, label, options }) => (
            <select
              key={field}
              className="field"
              aria-label={label}
              value={row[field]}
              onChange={(event) => onChange(rows.with(index, { ...row, [field]: event.target.value }))}
            >
              {options.map(([value, words]) => (
                <option key={value} value={value}>
                  {words}
                </option>
              ))}
            </select>
          ))}
          <button
            type="button"
            className="icon-button"
            aria-label={t('salon.form.remove')}
            onClick={() => onChange(rows.toSpliced(index, 1))}
          >
            <Icon name="close" />
          </button>
        </div>
      ))}
      <button
        type="button"
        className="link tall"
        disabled={rows.length >= given.most}
        onClick={() => onChange([...rows, given.fresh()])}
      >
        {given.add}
      </button>
    </fieldset>
  )
}
