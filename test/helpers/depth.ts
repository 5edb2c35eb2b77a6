import { test } from 'node:test'

/** The seed of a check: what one makes up, the next does too, so that it fails for what was changed. */
export const QUICK_SEED = 1

/** Whether tests run at the size for a night and before a release (`npm run deep`). */
export const IS_DEEP = process.env.TEST_DEPTH === 'deep'

/** Whether this run is a check of everything, which leaves to a night what quicker tests walk through too. */
const IS_CHECK = process.env.TEST_BREADTH === 'check'

/** Why a check leaves out a part of a test, for its `skip`; false in a night and for whoever names its file. */
export const LEFT_TO_A_NIGHT: string | false = IS_CHECK && 'npm run deep has them'

/** A test that a check leaves to a night; whoever names its file runs it at the size of a check. */
export function deep(name: string, ...rest: [test.TestFn] | [test.TestOptions, test.TestFn]): void {
  if (LEFT_TO_A_NIGHT !== false) void test(name, { skip: LEFT_TO_A_NIGHT })
  else if (rest.length === 1) void test(name, rest[0])
  else void test(name, rest[0], rest[1])
}

/** Of cases that go the same way the first ones in a check, all in a night and for whoever names their file. */
export function someOf<const Case>(cases: Iterable<Case>, first = 1): readonly Case[] {
  const all = [...cases]
  return IS_CHECK ? all.slice(0, first) : all
}

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
