import type { SpeechAct } from './speech-act.ts'
import type { NamedPlaybook, ToolDeclaration } from '#agents/contract.ts'
import { learnedActs } from './speech-acts/learned/learned-acts.ts'
import { speechActs } from './speech-acts.ts'
import type { Clause } from './clause.ts'

/** What a message does with a deed that it was recognised by. */
export type AskedFor =
  /** It asks for it, and nothing in it says otherwise. */
  | 'yes'
  /** It may be meant so: whoever wrote it says yes first. */
  | 'perhaps'
  /** It is asked about, told of, or somebody else's words. */
  | 'no'
  /** It isn't wanted. */
  | 'refused'

/** Beside one of these not even a request in the same message is sure to be meant as it stands. What is told gives its reason. */
export const DOUBTFUL: readonly SpeechAct[] = ['refusal', 'cancellation', 'hypothetical', 'quotation', 'question']

/** Those of a message's that make a request in it doubtful. */
export function doubtfulActs(clauses: readonly Clause[]): ReadonlySet<SpeechAct> {
  return new Set(
    clauses.flatMap(({ act, isBeside, isFramed }) => (isFramed || (DOUBTFUL.includes(act) && !isBeside) ? [act] : [])),
  )
}

/** Whether a message asks for the deed that it names, by the rules of the agent's languages. */
export function askedFor(typed: string, languages: readonly string[]): AskedFor {
  const clauses = speechActs(typed, languages)
  const acts = new Set(clauses.map(({ act }) => act))
  if (acts.has('request')) return doubtfulActs(clauses).size > 0 ? 'perhaps' : 'yes'
  const isRefused = acts.has('refusal') || acts.has('cancellation')
  if (acts.has('hope') && !isRefused) return 'perhaps'
  if (acts.has('question')) return 'no'
  if (isRefused) return 'refused'
  return acts.has('statement') && acts.size === 1 ? 'perhaps' : 'no'
}

/** More likely than all else together that a clause asks for something. */
const LIKELIER_THAN_NOT = 0.5

/** Whether something in a message is like what people ask with, whatever the rules hold against it. It begins nothing. */
export function resemblesRequest(typed: string, languages: readonly string[]): boolean {
  return speechActs(typed, languages).some(
    ({ act, start, end }) =>
      act === 'request' || act === 'hope' || learnedActs(typed.slice(start, end)).ask > LIKELIER_THAN_NOT,
  )
}

/** Whether a playbook's program names a tool that changes something. Where that can't be seen, it does. */
export function changesSomething(
  { source }: NamedPlaybook,
  { declarations }: { readonly declarations: ReadonlyMap<string, ToolDeclaration> },
): boolean {
  if (/\btools\s*\[|\btools\s*[,;)}=]/u.test(source)) return true
  const names = namesIn(source)
  return [...declarations].some(([tool, { effect }]) => effect === 'write' && names.has(lastName(tool)))
}

// Whole words: “cancelled” in a text names no tool.
function namesIn(source: string): ReadonlySet<string> {
  return new Set(source.match(/[\p{L}\p{N}_$-]+/gu) ?? [])
}

function lastName(tool: string): string {
  return tool.slice(Math.max(tool.lastIndexOf('.'), tool.lastIndexOf('/')) + 1)
}
