/** A regular expression as a tree. Those that can't be matched in linear time have none. */
export type Pattern =
  | { readonly kind: 'empty' }
  /** One character. `source` is how the pattern writes it: a letter, an escape, a class. */
  | { readonly kind: 'character'; readonly source: string }
  | { readonly kind: 'sequence'; readonly parts: readonly Pattern[] }
  | { readonly kind: 'choice'; readonly options: readonly Pattern[] }
  | { readonly kind: 'group'; readonly index: number; readonly body: Pattern }
  | {
      readonly kind: 'repeat'
      readonly body: Pattern
      readonly min: number
      readonly max: number
      readonly greedy: boolean
    }
  | { readonly kind: 'place'; readonly at: Place }

/** Where a match may be, without a character of its own. */
export type Place = 'start' | 'end' | 'edge' | 'no-edge'

/** A whole expression, its groups numbered from 1. */
export interface Expression {
  readonly pattern: Pattern
  readonly groups: number
  /** The groups that have a name, by it. */
  readonly names: ReadonlyMap<string, number>
  readonly flags: string
}

/** The groups in a pattern, from and below which number. */
export function groupsIn(pattern: Pattern): readonly number[] {
  switch (pattern.kind) {
    case 'empty':
    case 'character':
    case 'place':
      return []
    case 'sequence':
      return pattern.parts.flatMap(groupsIn)
    case 'choice':
      return pattern.options.flatMap(groupsIn)
    case 'group':
      return [pattern.index, ...groupsIn(pattern.body)]
    case 'repeat':
      return groupsIn(pattern.body)
  }
}

/** Whether a pattern can match no character at all. */
export function canBeEmpty(pattern: Pattern): boolean {
  switch (pattern.kind) {
    case 'empty':
    case 'place':
      return true
    case 'character':
      return false
    case 'sequence':
      return pattern.parts.every(canBeEmpty)
    case 'choice':
      return pattern.options.some(canBeEmpty)
    case 'group':
      return canBeEmpty(pattern.body)
    case 'repeat':
      return pattern.min === 0 || canBeEmpty(pattern.body)
  }
}
