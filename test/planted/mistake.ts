/** What keeps money and secrets where they belong. Ten mistakes are made there. */
export type Guard = 'digest' | 'labels' | 'ledger' | 'fence' | 'fail-closed'

export type MistakeKind =
  | 'dropped-condition'
  | 'dropped-line'
  | 'forgotten-await'
  | 'label-not-joined'
  | 'off-by-one'
  | 'swapped-argument'
  | 'wrong-comparison'
  | 'wrong-field'
  | 'wrong-operator'
  | 'wrong-pattern'
  | 'wrong-sql'
  | 'wrong-value'

/** A mistake as somebody tired makes it: small, in one place, and fine by the types. */
export interface Mistake {
  /** In kebab-case. */
  readonly name: string
  /** From the root. */
  readonly file: string
  /** What stands in the file, once. */
  readonly find: string
  readonly replace: string
  readonly kind: MistakeKind
  /** What somebody who uses the product would meet. */
  readonly what: string
  readonly guard?: Guard
  /** A test file that finds it, with what a check has of it. */
  readonly foundBy: string
  /** Only an embedded database runs its line. */
  readonly onPglite?: true
  /** Only long runs are sure to find it: random programs, fuzz, corpora of files, processes killed again and again. */
  readonly deep?: true
  /** Test folders to look in, where the line runs in a browser or behind walls, which no coverage of Node tells of. */
  readonly lookIn?: readonly string[]
}
