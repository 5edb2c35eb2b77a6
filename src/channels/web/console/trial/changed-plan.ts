import type { PlanChangeView } from '#contract/policy-diff.ts'
import { namedRules } from '#core/named-rules.ts'
import type { Verdict } from '#core/verdict.ts'
import { askedPeople } from '../../../asked-people.ts'
import { clockText, type Clock } from '../../../clock-text.ts'
import { rulesTexts } from '../../../rules-texts.ts'
import { trialTexts as texts } from '../../../trial-texts.ts'
import { h, type Description } from '../../browser/element.ts'
import { icon } from '../../browser/icons.ts'
import { shownText } from '../../browser/shown-text.ts'

/** How a plan is named, and where it stands. */
export interface Linking {
  readonly clock: Clock
  addressOf(planId: string): string
}

/** Changed plans in the order in which one looks at them: first what would go ahead and a person said no to. */
export function likelyWrongFirst(changes: readonly PlanChangeView[]): readonly PlanChangeView[] {
  return [...changes.filter(lifted), ...changes.filter((change) => !lifted(change))]
}

function lifted({ status, would }: PlanChangeView): boolean {
  return status === 'rejected' && would.decision === 'allow'
}

const words = rulesTexts.diff

/** A plan that would come out otherwise: a link to it, what was said, what would be said, and by which rules. */
export function changeItem(change: PlanChangeView, { clock, addressOf }: Linking): Description {
  const { planId, title, judgedAt, kind, was, would, steps } = change
  return h(
    'li',
    { key: planId },
    h('h4', null, h('a', { path: addressOf(planId) }, shownText(title))),
    h('p', { class: 'by' }, texts.judged(clockText(judgedAt, clock))),
    lifted(change) && h('p', { class: 'warning' }, icon('warn'), texts.wasNo),
    kind !== 'steps' && difference(was, would),
    // Of a plan with one step its own line says it all.
    (steps.length > 1 || kind === 'steps' ? steps : []).map((step) =>
      h(
        'div',
        { key: String(step.index) },
        h('p', null, shownText(words.step(step.index + 1, step.title))),
        difference(step.was, step.would),
      ),
    ),
  )
}

function difference(was: Verdict, would: Verdict): Description {
  return h(
    'dl',
    null,
    h('dt', null, texts.was),
    h('dd', null, shownText(saidText(was))),
    h('dt', null, texts.would),
    h('dd', null, shownText(saidText(would))),
  )
}

function saidText(verdict: Verdict): string {
  const { goesAhead, refused, asks } = words.outcome
  const outcome = { allow: goesAhead, deny: refused, ask: asks(askedPeople(verdict)) }[verdict.decision]
  const rules = namedRules(verdict)
  if (rules.length > 0) return `${outcome}, ${texts.by(rules)}`
  return verdict.decision === 'deny' ? `${outcome}, ${texts.noRule}` : outcome
}
