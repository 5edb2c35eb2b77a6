/**
 * Tells the runner that a test which takes minutes is at work: what `diagnostic` says it hears at the test's end, and a
 * file that says nothing for five minutes is ended.
 */
export function atWork(test: string): void {
  process.send?.({ type: 'began', test })
}
