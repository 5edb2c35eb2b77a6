import type { Playbook, ProgramFault } from '#plan-language/contract.ts'

/** Reads a playbook file. `others`: what it says in another language, by what it says in its own. */
export type ParsePlaybook = (
  text: string,
  others?: Readonly<Record<string, string>>,
) => { readonly ok: true; readonly playbook: Playbook } | { readonly ok: false; readonly fault: ProgramFault }
