/**
 * What an agent's own talk in one language is made of. A sentence is held where it is nothing but these: none of them tells of a
 * deed, promises one, or names a thing, a number or a time, however they are put together. Another language is one more file.
 */
export interface TalkPieces {
  /** `de` */
  readonly code: string
  /** Words that say nothing by themselves and may stand anywhere. */
  readonly small: string
  /** Words that may stand between two quotes, or two procedures. */
  readonly joins: string
  /**
   * Pieces, one a line, of words: `a|b_c` is one of these (`_` joins words), `word?` may be missing. `<q>` are words of the
   * requester's in quotation marks, `<d>` procedures, one or several; `<end>` is where the sentence ends.
   */
  readonly pieces: string
  /** Sentences of these, for whoever writes talk: `“…”` are words of the requester's, `[name]` a procedure. */
  readonly samples: readonly string[]
}
