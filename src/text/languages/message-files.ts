import de from './de.json' with { type: 'json' }

/** What we say in a language other than English: `de.json`. */
export interface MessageFile {
  /** What stands around a quote. */
  readonly quotes: readonly string[]
  /** Whether a sentence within another keeps its capital. */
  readonly capitals: boolean
  /** How titles of what only reads are put, around what it looks at: "… nachsehen". */
  readonly readTitles?: readonly string[]
  /** The texts of cards and screens, by the names that the English ones have. */
  readonly texts: Readonly<Record<string, Texts>>
  /** What is said in conversations, by its English. */
  readonly sentences: Readonly<Record<string, string>>
  /** Of both, what differs for people who are addressed informally. */
  readonly informal?: {
    readonly texts?: Readonly<Record<string, Texts>>
    readonly sentences?: Readonly<Record<string, string>>
  }
}

export interface Texts {
  readonly [name: string]: string | Texts
}

// A further language is its file and its line.
const FILES = { de }

/** By the code of the language. */
export const MESSAGE_FILES: ReadonlyMap<string, MessageFile> = new Map(Object.entries(FILES))

/** A sentence of a conversation that there is a translation of. */
export type TranslatedSentence = {
  [Code in keyof typeof FILES]: keyof (typeof FILES)[Code]['sentences']
}[keyof typeof FILES]
