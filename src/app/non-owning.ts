/** A non-owning reference to a part: disposing it leaves the part open. */
export function nonOwning<Part extends AsyncDisposable>(part: Part): Part {
  return { ...part, [Symbol.asyncDispose]: () => Promise.resolve() }
}
