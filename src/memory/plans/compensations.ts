/** Splits a plan's effects into its own steps and the compensations of others. */
export function splitCompensations<Effect extends { readonly undoes: number | null }>(all: readonly Effect[]) {
  return {
    effects: all.filter(({ undoes }) => undoes === null),
    undoings: all.filter(({ undoes }) => undoes !== null),
  }
}
