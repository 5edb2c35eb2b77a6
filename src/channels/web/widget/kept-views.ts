import type { Child } from '../browser/element.ts'

interface Kept {
  readonly of: readonly unknown[]
  readonly view: Child
}

/**
 * Views of what was said, each kept for as long as all that it is drawn from is the same: a long conversation isn't described
 * anew for each thing that happens at its end.
 */
export class KeptViews {
  readonly #kept = new Map<string, Kept>()

  /** `of`: all that `make` looks at which may change. */
  view(key: string, of: readonly unknown[], make: () => Child): Child {
    const kept = this.#kept.get(key)
    if (kept?.of.every((one, index) => Object.is(one, of[index]))) return kept.view
    const view = make()
    this.#kept.set(key, { of, view })
    return view
  }
}
