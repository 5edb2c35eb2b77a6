import type { ArgumentView } from '#contract/effect.ts'

/** Whether a card says of a value whose words it hangs on, beside that somebody's are in it. */
export function isMarked({ origin, kind, unchecked }: ArgumentView): boolean {
  return origin !== '' && (unchecked || kind === 'model')
}

/** Whether all that it says is which server they came from: "your bank: unchecked". */
export function isVague({ origin }: ArgumentView): boolean {
  return /^[^:]*: unchecked$/.test(origin)
}
