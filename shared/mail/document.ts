/** A line with what it is called; `href` makes the value a link. */
export interface LinkedFact {
  readonly label: string
  readonly value: string
  readonly href?: string
}

/** One entry of a list: a short mark (points, a time, a name), its text, and words somebody said. */
export interface ListItem {
  readonly mark: string
  readonly text: string
  readonly said?: string
}

/** A thing the reader can do. */
export interface Action {
  readonly label: string
  readonly url: string
  readonly primary: boolean
}

/** Bars that are compared with each other, under one name. */
export interface BarGroup {
  readonly name: string
  readonly bars: readonly {
    readonly mark: string
    /** What the bar stands for, in words. */
    readonly value: string
    /** Its width, a whole number from 0 to 60; beside it stands the value. */
    readonly percent: number
    /** Whether it is the one to look at. */
    readonly strong: boolean
  }[]
}

/** One part of a service mail. Both parts of the mail, HTML and text, are made from the same blocks, so neither lacks anything. */
export type Block =
  | { readonly kind: 'text'; readonly title?: string; readonly text: string }
  | { readonly kind: 'strong'; readonly text: string }
  | { readonly kind: 'facts'; readonly facts: readonly LinkedFact[] }
  | { readonly kind: 'list'; readonly title: string; readonly narrow: boolean; readonly items: readonly ListItem[] }
  | { readonly kind: 'bars'; readonly title: string; readonly groups: readonly BarGroup[] }
  | { readonly kind: 'actions'; readonly actions: readonly Action[] }

/** A service mail before it has a layout. */
export interface MailDocument {
  readonly subject: string
  /** What a mail client shows beside the subject. */
  readonly preheader: string
  readonly heading: string
  readonly blocks: readonly Block[]
  /** Why the reader gets this. */
  readonly foot: string
}
