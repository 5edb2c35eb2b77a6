import type { NamedPlaybook } from './contract.ts'

/** A playbook as it speaks a language: by the file beside it for that, else as it is written. */
export function playbookIn(playbook: NamedPlaybook, language: string): NamedPlaybook {
  const said = playbook.inLanguages?.[language]
  return said ? { ...playbook, ...said } : playbook
}
