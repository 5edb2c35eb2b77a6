import type { ExplanationView } from '#contract/explanation.ts'
import { namedRules } from '#guardrails/policy/named-rules.ts'
import type { Verdict } from '#core/verdict.ts'
import { type ToldRule, explanationNotes, toldRules } from '#cards/drawing/explained-rules.ts'
import { texts } from '#cards/texts/texts.ts'
import { visibleText } from '#cards/drawing/visible-text.ts'
import type { PlanView } from '#contract/plan.ts'
import { outcomeText } from './outcome-text.ts'
import { indentedLines } from './text-columns.ts'

/** Why the rules decided as they did, or the words on why that can't be told; null where nobody asked. */
export type Explained = ExplanationView | string | null

const words = texts.rules.card

/** Which rule decided on each step of a plan, and on the plan, with what made it so; nothing before it was judged. */
export function ruleLines({ verdict, effects }: PlanView, explained: Explained, width: number): readonly string[] {
  if (verdict === null) return []
  const told = (index: number | null) =>
    explained === null || typeof explained === 'string' ? [] : toldRules(explained, index)
  const notes =
    explained === null
      ? []
      : typeof explained === 'string'
        ? [`${words.notRead} ${explained}`]
        : explanationNotes(explained)
  return [
    words.checked,
    ...rows(words.plan, verdict, told(null), width),
    ...effects.flatMap((step) =>
      step.verdict === null ? [] : rows(words.step(step.index + 1), step.verdict, told(step.index), width),
    ),
    ...notes.flatMap((note) => indentedLines(visibleText(note), 2, width)),
  ]
}

function rows(what: string, verdict: Verdict, told: readonly ToldRule[], width: number): readonly string[] {
  const outcome = texts.rules.explain.outcome(what, outcomeText(verdict))
  return [
    ...indentedLines(visibleText(told.length > 0 ? outcome : outcome + byText(verdict)), 2, width),
    ...told.flatMap(({ text, parts, since }) => [
      ...indentedLines(visibleText(parts.length === 0 ? `${text}.` : `${text}:`), 4, width),
      ...parts.flatMap((part) => indentedLines(visibleText(part), 6, width)),
      ...(since === null ? [] : indentedLines(since, 6, width)),
    ]),
  ]
}

function byText(verdict: Verdict): string {
  const rules = namedRules(verdict)
  return rules.length === 0 ? '' : ` ${words.by(rules)}`
}
