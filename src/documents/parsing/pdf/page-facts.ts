/** What a page is drawn with: each operator, and its arguments at the same place. */
export interface Operators {
  readonly fnArray: readonly number[]
  readonly argsArray: readonly unknown[]
}

/** What isn't in the operators. */
export interface PageFacts {
  /** The part of the page that is shown: left, bottom, right, top. */
  readonly view: readonly number[]
  isBold(font: string): boolean
  /** Whether an optional layer is shown as the file is opened. */
  isLayerShown(layer: unknown): boolean
}
