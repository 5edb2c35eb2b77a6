/** The same keys, with functions of the same values and any words. */
export type Spoken<Texts> = {
  readonly [Key in keyof Texts]: Texts[Key] extends string
    ? string
    : Texts[Key] extends (...values: infer Values) => unknown
      ? (...values: Values) => string
      : Spoken<Texts[Key]>
}
