/** The signal of work that no caller ends. */
export function neverAborted(): AbortSignal {
  return new AbortController().signal
}
