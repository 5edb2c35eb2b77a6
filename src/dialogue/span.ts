/** A piece of a text, in UTF-16 units. */
export interface Span {
  readonly start: number
  readonly end: number
}

export function overlaps(span: Span, others: readonly Span[]): boolean {
  return others.some((other) => span.start < other.end && other.start < span.end)
}

/** Whether a text holds characters that make it look other than it is read. */
export function looksOtherwise(text: string): boolean {
  return /[\u202a-\u202e\u2066-\u2069]/u.test(text)
}
