import { positionText } from '#core/file-problem.ts'
import type { PlanChangeView, PolicyDiffView } from '#contract/policy-diff.ts'
import type { Verdict } from '#core/verdict.ts'
import { shortPlanId } from '#cards/drawing/short-plan-id.ts'
import { texts } from '#cards/texts/texts.ts'
import { visibleText } from '#cards/drawing/visible-text.ts'
import { approverNames } from '#cards/drawing/approver-names.ts'
import { indentedLines, wrapColumns } from './text-columns.ts'

const words = texts.rules.diff

/** What other rules would have said, for a terminal: how many of each kind, then each plan. */
export function diffLines(
  view: PolicyDiffView,
  { broken, width }: { readonly broken: string; readonly width: number },
): readonly string[] {
  const { problems, compared, changed, kinds, changes, left } = view
  if (problems.length > 0) {
    return [
      ...wrapColumns(visibleText(broken), width),
      ...problems.map((problem) => {
        const { message, hint } = problem
        return visibleText(`${positionText(problem)}  ${message}${hint === null ? '' : ` (${hint})`}`)
      }),
    ]
  }
  const missing = left.reduce((sum, { plans }) => sum + plans, 0)
  return [
    ...wrapColumns(compared === 0 ? words.nothing : words.compared(compared, changed), width),
    ...kinds.map(({ kind, plans }) => `  ${words.counted(plans, words.kind[kind])}`),
    ...changes.flatMap((change) => ['', ...changeLines(change, width)]),
    ...(changed > changes.length ? ['', words.more(changed - changes.length)] : []),
    ...(missing === 0 ? [] : ['', words.left(missing)]),
    ...left.map(({ why, plans }) => `  ${words.counted(plans, words.why[why])}`),
  ]
}

function changeLines(change: PlanChangeView, width: number): readonly string[] {
  const { planId, title, was, would, steps, alreadySo, kind } = change
  return [
    ...wrapColumns(words.change(shortPlanId(planId), visibleText(title)), width),
    ...(kind === 'steps' ? [] : indentedLines(difference(was, would), 2, width)),
    // Of a plan with one step its own line says it all.
    ...(steps.length > 1 || kind === 'steps' ? steps : []).flatMap((step) =>
      indentedLines(
        `${words.step(step.index + 1, visibleText(step.title))}: ${difference(step.was, step.would)}`,
        2,
        width,
      ),
    ),
    ...(alreadySo === true ? indentedLines(words.alreadySo, 2, width) : []),
  ]
}

function difference(was: Verdict, would: Verdict): string {
  return visibleText(words.wasWould(outcomeText(was), outcomeText(would)))
}

function outcomeText(verdict: Verdict): string {
  const { decision, policies } = verdict
  const { goesAhead, asks, refused, by } = words.outcome
  const rules = decision === 'allow' ? [] : policies
  const outcome = decision === 'allow' ? goesAhead : decision === 'deny' ? refused : asks(approverNames(verdict))
  return `${outcome}${rules.length === 0 ? '' : by(rules)}`
}
