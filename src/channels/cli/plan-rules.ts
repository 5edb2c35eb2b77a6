import type { Verdict } from '#verdict.ts'
import { texts } from '../texts.ts'
import { visibleText } from '../visible-text.ts'
import type { PlanView } from './api-shapes.ts'
import { outcomeText } from './outcome-text.ts'
import { indentedLines } from './text-columns.ts'

/** Which rule decided on each step of a plan, and on the plan; nothing before it was judged. */
export function ruleLines({ verdict, effects }: PlanView, width: number): readonly string[] {
  if (verdict === null) return []
  const rows = [
    textOf(texts.rules.card.plan, verdict),
    ...effects.flatMap((step) =>
      step.verdict === null ? [] : [textOf(texts.rules.card.step(step.index + 1), step.verdict)],
    ),
  ]
  return [texts.rules.card.checked, ...rows.flatMap((row) => indentedLines(visibleText(row), 2, width))]
}

function textOf(what: string, verdict: Verdict): string {
  // That a plan goes ahead where no rule forbids it is said by one that is always there.
  const rules = verdict.policies.filter((name) => name !== 'parley.plan')
  return (
    texts.rules.explain.outcome(what, outcomeText(verdict)) +
    (rules.length === 0 ? '' : ` ${texts.rules.card.by(rules)}`)
  )
}
