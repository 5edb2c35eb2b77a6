/** The stems of a word in the documents' languages, each with its language; none of a stop word. */
export type Stems = (word: string) => readonly string[]
