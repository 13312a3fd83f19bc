import { escapeHtml } from '../domain/text.ts'

/** HTML whose every value has been escaped; made by `html` only. */
export class Html {
  readonly #markup: string

  private constructor(markup: string) {
    this.#markup = markup
  }

  /**
   * Puts HTML together from literal markup and values; all values that are not `Html` themselves are escaped.
   * @param markup the literal's parts
   * @param values what stands between them; `undefined` and `false` leave nothing
   */
  static from(markup: readonly string[], values: readonly Insertable[]): Html {
    return new Html(markup.map((part, index) => part + Html.#written(values[index])).join(''))
  }

  /** A value as it stands in HTML. */
  static #written(value: Insertable): string {
    if (value === undefined || value === false) return ''
    if (value instanceof Html) return value.#markup
    if (Array.isArray(value)) return value.map((part: Insertable) => Html.#written(part)).join('')
    return escapeHtml(String(value))
  }

  toString(): string {
    return this.#markup
  }
}

/** What can stand between literal markup. */
export type Insertable = string | number | false | undefined | Html | readonly Insertable[]

/**
 * Tag of template literals: ``html`<p>${name}</p>` `` escapes `name`. Put values between tags or in quoted
 * attributes only.
 */
export function html(markup: TemplateStringsArray, ...values: readonly Insertable[]): Html {
  return Html.from(markup, values)
}
