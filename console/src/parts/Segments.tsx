import { useId } from 'react'

/** A choice of a few, side by side. */
export function Segments<Option extends string>({ legend, options, value, onChange }: SegmentsProps<Option>) {
  const name = useId()
  const list = Object.entries<string>(options).flatMap(([key, word]) => {
    const option = optionIn(options, key)
    return option === undefined ? [] : [{ option, word }]
  })
  return (
    <fieldset className="segments">
      <legend className="sr-only">{legend}</legend>
      {list.map(({ option, word }) => (
        <label key={option}>
          <input
            type="radio"
            name={name}
            className="sr-only"
            checked={option === value}
            onChange={() => onChange(option)}
          />
          <span>{word}</span>
        </label>
      ))}
    </fieldset>
  )
}

function optionIn<Option extends string>(options: Readonly<Record<Option, string>>, key: string): Option | undefined {
  for (const option in options) if (option === key) return option
  return undefined
}

/** What can be chosen, by name, with the words shown. */
export interface SegmentsProps<Option extends string> {
  /** Says to screen readers what is chosen. */
  readonly legend: string
  readonly options: Readonly<Record<Option, string>>
  readonly value: Option
  readonly onChange: (option: Option) => void
}
