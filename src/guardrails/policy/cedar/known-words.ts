import type { FileProblem } from '#core/file-problem.ts'
import { Doubt } from '#core/intent.ts'
import { isJsonObject, type Json, type JsonObject } from '#core/json.ts'
import { nearest } from '#text/nearest.ts'
import { ORIGIN_KINDS } from './origin.ts'
import type { PolicyAction } from './policy-action.ts'
import { problemAt } from './policy-problem.ts'
import type { Rule } from './parse-rules.ts'

/**
 * Words in a rule that Cedar takes as they are, though only some can ever match: kinds of source, names of arguments, and
 * what is looked for with `has`. A misspelt one would never match, and a rule that forbids would let everything pass.
 */
export function unknownWords(rule: Rule, actions: ReadonlyMap<string, PolicyAction>): readonly FileProblem[] {
  const applying = [...actions.values()].filter(
    ({ tool }) => rule.actions === null || rule.actions.some((name) => name === tool.tool || name === tool.effect),
  )
  const names = applying.flatMap(({ tool }) => argumentNames(tool.argsSchema))
  return [...comparedTexts(rule.conditions), ...lookedFor(rule.conditions)].flatMap(({ attribute, text, quoted }) => {
    const known = wordsOf(attribute, names)
    if (known === null || known.includes(text)) return []
    const near = nearest(text, known)
    if (attribute === 'intent.basis' && text === 'confirmed') return [confirmedProblem(rule, quoted)]
    const hint = near === null ? `there: ${[...new Set(known)].join(', ')}` : `did you mean "${near}"?`
    const what = WHAT[attribute] ?? 'is no argument of the tools that this is about'
    return problemAt(rule.place, Math.max(0, rule.text.indexOf(quoted)), {
      message: `"${rule.id}": "${text}" ${what}`,
      hint,
    })
  })
}

// A yes is given to what was judged: a rule that waits for it asks for it.
function confirmedProblem(rule: Rule, quoted: string): FileProblem {
  return problemAt(rule.place, Math.max(0, rule.text.indexOf(quoted)), {
    message: `"${rule.id}": "confirmed" is no basis that a rule sees`,
    hint: 'whoever asked says yes to what was judged: ask for it by @ask("requester")',
  })
}

const WHAT: Readonly<Record<string, string>> = {
  origin: 'is no kind of source',
  because: 'is no kind of source',
  'intent.basis': 'is no basis that a rule sees',
  'intent.doubts': 'is no doubt',
}

function isKind(attribute: string): boolean {
  return attribute === 'origin' || attribute === 'because'
}

function wordsOf(attribute: string, names: readonly string[]): readonly string[] | null {
  if (isKind(attribute)) return ORIGIN_KINDS
  if (attribute === 'intent.basis') return ['explicit', 'inferred']
  if (attribute === 'intent.doubts') return Doubt.options
  if (attribute === 'untrusted' || attribute === 'elsewhere') return [...names, 'because']
  return attribute === 'hidden' || attribute === 'argument' ? names : null
}

function argumentNames({ properties }: JsonObject): readonly string[] {
  return isJsonObject(properties) ? Object.keys(properties) : []
}

interface Word {
  /** The attribute of the context that it is compared with: `origin`. */
  readonly attribute: string
  readonly text: string
  /** As it stands in the rule. */
  readonly quoted: string
}

// `["record"].containsAll(context.origin.amount)`, `context.because.contains("user")`, `context.untrusted == ["to"]`.
function comparedTexts(node: Json): readonly Word[] {
  if (Array.isArray(node)) return node.flatMap(comparedTexts)
  if (!isJsonObject(node) || 'Value' in node) return []
  return Object.entries(node).flatMap(([operator, value]) => [
    ...(COMPARISONS.has(operator) && isJsonObject(value) ? betweenSides(value['left'], value['right']) : []),
    ...comparedTexts(value),
  ])
}

const COMPARISONS: ReadonlySet<string> = new Set(['==', '!=', 'contains', 'containsAll', 'containsAny'])

function betweenSides(left: Json = null, right: Json = null): readonly Word[] {
  const one = contextAttribute(left)
  const other = contextAttribute(right)
  return [
    ...(one === null ? [] : literalTexts(right).map((text) => wordIn(one, text))),
    ...(other === null ? [] : literalTexts(left).map((text) => wordIn(other, text))),
  ]
}

function wordIn(attribute: string, text: string): Word {
  return { attribute, text, quoted: JSON.stringify(text) }
}

// `context.args has reason`: also of the origin of an argument.
function lookedFor(node: Json): readonly Word[] {
  if (Array.isArray(node)) return node.flatMap(lookedFor)
  if (!isJsonObject(node) || 'Value' in node) return []
  const has = node['has']
  const within = Object.values(node).flatMap(lookedFor)
  if (!isJsonObject(has)) return within
  const attribute = contextAttribute(has['left'] ?? null)
  const [text] = Array.isArray(has['attr']) ? has['attr'] : [has['attr']]
  if (typeof text !== 'string' || attribute === null || !['args', 'origin', 'trusted'].includes(attribute))
    return within
  const isWhole = JSON.stringify(has['left']) === JSON.stringify({ '.': { left: { Var: 'context' }, attr: attribute } })
  return isWhole ? [...within, { attribute: 'argument', text, quoted: text }] : within
}

// The first name behind `context`: `origin` of `context.origin.amount`; of an intent the two first.
function contextAttribute(node: Json): string | null {
  const access = isJsonObject(node) ? node['.'] : null
  if (!isJsonObject(access)) return null
  const { left = null, attr = null } = access
  if (isJsonObject(left) && left['Var'] === 'context') return typeof attr === 'string' ? attr : null
  const within = contextAttribute(left)
  return within === 'intent' && typeof attr === 'string' ? `intent.${attr}` : within
}

function literalTexts(node: Json): readonly string[] {
  if (!isJsonObject(node)) return []
  const items = node['Set']
  if (Array.isArray(items)) return items.flatMap(literalTexts)
  return typeof node['Value'] === 'string' ? [node['Value']] : []
}
