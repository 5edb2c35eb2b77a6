/** The agents that documents of an entry under `knowledge:` belong to: those it names, or its own agent. In order, as stored. */
export function agentsOf(
  { agents }: { readonly agents?: readonly string[] | undefined },
  own: string,
): readonly string[] {
  return [...new Set(agents ?? [own])].toSorted()
}
