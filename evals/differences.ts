import { isDeepStrictEqual } from 'node:util'
import type { EvalExpectation, ExpectedEffect } from '#agents/files/eval-case.ts'
import type { EffectView } from '#contract/effect.ts'
import type { Verdict } from '#core/verdict.ts'
import type { Outcome } from './outcome.ts'

/** Where an outcome isn't what was expected, a line for each place. A key that the expectation lacks isn't looked at. */
export function differences(expected: EvalExpectation, outcome: Outcome): readonly string[] {
  return [
    ...differs('route', expected.route, outcome.route),
    ...differs('verdict', expected.verdict && withoutSpaces(expected.verdict), verdictText(outcome.plan?.verdict)),
    ...effectDifferences(expected.effects, outcome.plan?.effects ?? []),
    ...missing('says', expected.says, outcome.text),
    ...missing('answer', expected.answer?.contains, outcome.text),
    ...citationDifferences(expected.answer?.cites, outcome.cited),
  ]
}

function effectDifferences(
  expected: readonly ExpectedEffect[] | undefined,
  effects: readonly EffectView[],
): readonly string[] {
  if (!expected) return []
  const tools = differs(
    'effects',
    expected.map(({ tool }) => tool),
    effects.map(({ tool }) => tool),
  )
  if (tools.length > 0) return tools
  return expected.flatMap(({ tool, args = {}, origins = {} }, index) => {
    const effect = effects[index]
    return [
      ...Object.entries(args).flatMap(([name, value]) => differs(`${tool} ${name}`, value, effect?.args[name])),
      ...Object.entries(origins).flatMap(([name, sources]) => {
        const pointer = name.startsWith('/') ? name : `/${name}`
        return differs(`${tool} origin of ${name}`, sources.toSorted(), effect?.labels[pointer]?.data.toSorted())
      }),
    ]
  })
}

function citationDifferences(expected: readonly string[] | undefined, cited: Outcome['cited']): readonly string[] {
  if (!expected) return []
  const titles = cited.map(({ title }) => title)
  if (expected.length === 0) return differs('citations', [], titles)
  const isCited = (name: string) =>
    cited.some(({ title, file }) => [title, file].some((known) => known.toLowerCase() === name.toLowerCase()))
  return expected.filter((name) => !isCited(name)).map((name) => `citations: ${name} isn't among ${show(titles)}`)
}

function missing(what: string, expected: readonly string[] = [], text: string): readonly string[] {
  return expected.filter((part) => !text.includes(part)).map((part) => `${what}: ${show(part)} isn't in ${show(text)}`)
}

function differs(what: string, expected: unknown, actual: unknown): readonly string[] {
  if (expected === undefined || isDeepStrictEqual(expected, actual)) return []
  return [`${what}: expected ${show(expected)}, got ${show(actual)}`]
}

/** A verdict as a case writes it. */
export function verdictText(verdict: Verdict | null | undefined): string {
  if (!verdict) return 'none'
  return verdict.decision === 'ask' ? `ask/${verdict.roles.join('+')}` : verdict.decision
}

function withoutSpaces(text: string): string {
  return text.replaceAll(/\s/g, '')
}

function show(value: unknown): string {
  return JSON.stringify(value) ?? 'nothing'
}
