/**
 * For tests that wait for processes, pages or terminals: on a machine with other work these take their time, and a test
 * that shows what comes doesn't say how soon. The runner ends a file that says nothing for five minutes.
 */
export const patient = { timeout: 240_000 }
