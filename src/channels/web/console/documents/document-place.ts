/** Where in a document its page is: a version of it, and a passage that is marked. */
export interface DocumentPlace {
  /** Null: the newest. */
  readonly version: number | null
  readonly passageId: string | null
}

const WORD = /^v(\d{1,9})(?:\.([\da-f-]{36}))?$/u

/** What an address shows of a document: `v2`, `v2.<passage>`. */
export function placeIn(show: string | null): DocumentPlace {
  const [, version, passageId = null] = WORD.exec(show ?? '') ?? []
  return { version: version === undefined ? null : Number(version), passageId }
}

/** The same as a word in an address. */
export function placeWord({ version, passageId }: DocumentPlace & { readonly version: number }): string {
  return passageId === null ? `v${version}` : `v${version}.${passageId}`
}
