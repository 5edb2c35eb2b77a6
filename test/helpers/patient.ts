/**
 * How long anything is waited for that comes in the end: far above what the slowest takes on a machine with much else to do,
 * since a test that shows that something comes doesn't say how soon.
 */
export const COMES_WITHIN_MS = 180_000

/**
 * For tests that wait for processes, pages or terminals, and for more than one thing. The runner ends a file that says nothing
 * for five minutes.
 */
export const patient = { timeout: 240_000 }
