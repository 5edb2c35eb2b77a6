/** The seed of a check: what one makes up, the next does too, so that it fails for what was changed. */
export const QUICK_SEED = 1

/** Whether tests run at the size for a night and before a release (`npm run deep`). */
export const IS_DEEP = process.env.TEST_DEPTH === 'deep'

/**
 * The seed of what property tests make up and kills hit: the run's (`npm test -- --seed N`), else a check's, or another
 * each night. A test that uses it names it where it fails.
 */
export const SEED = Number(process.env.TEST_SEED ?? (IS_DEEP ? Math.floor(Math.random() * 2 ** 31) : QUICK_SEED))

/**
 * How many made-up cases: a check's, that takes minutes, or a night's. The runner finds what has both by its import of this
 * file. A case that fails in a night becomes a test of its own, which every check runs.
 */
export function howMany({ quick, deep }: { readonly quick: number; readonly deep: number }): number {
  return IS_DEEP ? deep : quick
}

/**
 * How many of something a night is to have: what the variable of this name says (`CRASH_KILLS=2000`), since one night may have
 * more of it than another, else a number of the test's own. Throws where it says no whole number.
 */
export function inANight(name: string, otherwise: number): number {
  const text = process.env[name]
  if (text === undefined) return otherwise
  if (!/^[1-9]\d{0,6}$/.test(text)) throw new Error(`${name} takes a whole number from 1 on, not "${text}".`)
  return Number(text)
}
