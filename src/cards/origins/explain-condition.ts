import type { ExplainedPart, PartOperand } from '#guardrails/policy/explanation.ts'
import { argumentWords } from '#plan-language/values/argument-words.ts'
import type { Json } from '#core/json.ts'
import { pathSubject, type SubjectSource } from './path-subject.ts'
import { eitherText, listText } from '../titles/value-text.ts'

/** What the explanation of a part needs beside the part. */
export interface ConditionWording extends SubjectSource {
  /** Whether the reader may be told what stands at a path. */
  maySee(path: readonly string[]): boolean
}

/**
 * Explains a part of a condition in words, as it came out: "amount is 129.00 EUR, more than 50.00 EUR". Null where it could
 * not be worked out, or is of no kind that has words; then its text in Cedar says it.
 */
export function explainCondition({ asks, holds, values }: ExplainedPart, wording: ConditionWording): string | null {
  const subject = asks && pathSubject(asks.path, wording)
  if (asks === null || holds === null) return null
  const value = valueAt(values, asks.path)
  switch (asks.kind) {
    case 'compared':
      return subject && comparedWords({ ...asks, holds, values }, subject.name, wording)
    case 'only':
      return originWords(asks, { holds, value })
    case 'empty':
      if (asks.path.join('.') === 'context.untrusted') return uncheckedWords(value)
      return subject && `${subject.name} is ${holds ? 'empty' : 'not empty'}`
    case 'given':
      return subject && (holds ? `${subject.name} is given` : `no ${subject.name} is given`)
    case 'itself':
      return flagWords(asks.path, holds) ?? (subject && `${subject.name} is ${holds ? 'yes' : 'no'}`)
  }
}

type Compared = Extract<ExplainedPart['asks'], { kind: 'compared' }> & {
  readonly holds: boolean
  readonly values: ExplainedPart['values']
}

const OPPOSITE = { '<': '>=', '<=': '>', '>': '<=', '>=': '<', '==': '!=', '!=': '==' } as const
const RELATIONS = { '<': 'less than', '<=': 'at most', '>': 'more than', '>=': 'at least', '!=': 'not' } as const

function comparedWords({ path, by, with: other, holds, values }: Compared, name: string, wording: ConditionWording) {
  const limit = operandWords(other, path, { values, wording })
  const value = valueAt(values, path)
  const is = value === undefined ? null : shown(path, value, wording)
  if (limit === null || is === null) return null
  const relation = holds ? by : OPPOSITE[by]
  if (relation === '==') return `${name} is ${limit}`
  const against = `${RELATIONS[relation]} ${limit}`
  return wording.maySee(path) ? `${name} is ${is}, ${against}` : `${name} is ${against}`
}

interface Around {
  readonly values: ExplainedPart['values']
  readonly wording: ConditionWording
}

// A limit that is written out is of the kind of what is held against it: minor units where that is money.
function operandWords(operand: PartOperand, beside: readonly string[], { values, wording }: Around): string | null {
  if ('value' in operand) return shown(beside, operand.value, wording)
  const subject = pathSubject(operand.path, wording)
  const value = valueAt(values, operand.path)
  if (subject === null || value === undefined) return null
  if (!wording.maySee(operand.path)) return subject.name
  const is = shown(operand.path, value, wording)
  return is && `${is}, the ${subject.name}`
}

function shown(path: readonly string[], value: Json, wording: ConditionWording): string | null {
  return pathSubject(path, wording)?.text(value) ?? null
}

function valueAt(values: ExplainedPart['values'], path: readonly string[]): Json | undefined {
  return values.find((one) => one.path.join('\n') === path.join('\n'))?.value
}

interface Outcome {
  readonly holds: boolean
  readonly value: Json | undefined
}

function originWords({ path, of }: { readonly path: readonly string[]; readonly of: readonly string[] }, is: Outcome) {
  const [, within, name] = path
  const kinds = Array.isArray(is.value) ? is.value.map(String) : []
  if (within !== 'origin' || name === undefined || kinds.length === 0) return null
  const only = is.holds ? '' : `, and may only come from ${eitherText(of.map(kindWords))}`
  return `${argumentWords(name)} comes from ${listText(kinds.map(kindWords))}${only}`
}

function uncheckedWords(value: Json | undefined): string | null {
  const names = Array.isArray(value) ? value.map(String) : []
  if (names.length === 0) return 'nothing in it is unchecked'
  const words = names.map((name) => (name === 'because' ? 'what decided on it' : argumentWords(name)))
  return `${listText(words)} ${words.length === 1 ? 'is' : 'are'} unchecked`
}

function flagWords([, within, name]: readonly string[], holds: boolean): string | null {
  return within === 'trusted' && name !== undefined
    ? `${argumentWords(name)} is ${holds ? 'checked' : 'unchecked'}`
    : null
}

// As `context.origin` names them.
const KINDS: Readonly<Record<string, string>> = {
  user: 'who asked',
  approver: 'somebody who changed it',
  operator: 'our playbook',
  clock: 'the clock',
  model: 'the agent',
  record: 'our records',
  passage: 'a document',
  untrusted: 'text that nobody checked',
}

function kindWords(kind: string): string {
  return KINDS[kind] ?? kind
}
