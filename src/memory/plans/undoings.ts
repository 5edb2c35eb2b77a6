/** A plan's own steps, apart from those that take others back. */
export function withoutUndoings<Effect extends { readonly undoes: number | null }>(all: readonly Effect[]) {
  return {
    effects: all.filter(({ undoes }) => undoes === null),
    undoings: all.filter(({ undoes }) => undoes !== null),
  }
}
