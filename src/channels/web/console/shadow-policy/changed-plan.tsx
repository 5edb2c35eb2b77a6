import type { PlanChangeView } from '#contract/policy-diff.ts'
import { namedRules } from '#guardrails/policy/named-rules.ts'
import type { Verdict } from '#core/verdict.ts'
import { approverNames } from '#cards/drawing/approver-names.ts'
import { clockText, type Clock } from '#cards/drawing/clock-text.ts'
import { rulesTexts } from '#cards/texts/rules-texts.ts'
import { shadowPolicyTexts as texts } from '#cards/texts/shadow-policy-texts.ts'
import { Icon } from '../kit/icon.tsx'
import { Link } from '../kit/link.tsx'
import { Shown } from '../kit/shown.tsx'

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

interface ChangedPlanProps {
  readonly change: PlanChangeView
  readonly linking: Linking
}

/** A plan that would come out otherwise: a link to it, what was said, what would be said, and by which rules. */
export function ChangedPlan({ change, linking }: ChangedPlanProps) {
  const { planId, title, judgedAt, kind, was, would, steps } = change
  return (
    <li>
      <h4>
        <Link path={linking.addressOf(planId)}>
          <Shown text={title} />
        </Link>
      </h4>
      <p class="by">{texts.judged(clockText(judgedAt, linking.clock))}</p>
      {lifted(change) && (
        <p class="warning">
          <Icon name="warn" />
          {texts.wasNo}
        </p>
      )}
      {kind !== 'steps' && <Difference was={was} would={would} />}
      {/* Of a plan with one step its own line says it all. */}
      {(steps.length > 1 || kind === 'steps') &&
        steps.map((step) => (
          <div key={step.index}>
            <p>
              <Shown text={words.step(step.index + 1, step.title)} />
            </p>
            <Difference was={step.was} would={step.would} />
          </div>
        ))}
    </li>
  )
}

function Difference({ was, would }: { readonly was: Verdict; readonly would: Verdict }) {
  return (
    <dl>
      <dt>{texts.was}</dt>
      <dd>
        <Shown text={saidText(was)} />
      </dd>
      <dt>{texts.would}</dt>
      <dd>
        <Shown text={saidText(would)} />
      </dd>
    </dl>
  )
}

function saidText(verdict: Verdict): string {
  const { goesAhead, refused, asks } = words.outcome
  const outcome = { allow: goesAhead, deny: refused, ask: asks(approverNames(verdict)) }[verdict.decision]
  const rules = namedRules(verdict)
  if (rules.length > 0) return `${outcome}, ${texts.by(rules)}`
  return verdict.decision === 'deny' ? `${outcome}, ${texts.noRule}` : outcome
}
