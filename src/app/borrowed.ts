/** The same part, which whoever borrows it leaves open at their end. */
export function borrowed<Part extends AsyncDisposable>(part: Part): Part {
  return { ...part, [Symbol.asyncDispose]: () => Promise.resolve() }
}
