/** What goes to the worker thread: a few texts to embed in one go. */
export interface EmbedRequest {
  readonly id: number
  readonly texts: readonly string[]
}

/** What comes back, by the request's id. */
export type EmbedReply =
  | { readonly id: number; readonly vectors: readonly (readonly number[])[] }
  | { readonly id: number; readonly failure: string }
