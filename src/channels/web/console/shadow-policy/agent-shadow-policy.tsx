import { positionText } from '#core/file-problem.ts'
import type { PolicyDiffView } from '#contract/policy-diff.ts'
import { rulesTexts } from '#cards/texts/rules-texts.ts'
import { shadowPolicyTexts as texts } from '#cards/texts/shadow-policy-texts.ts'
import { Icon } from '../kit/icon.tsx'
import { Section } from '../kit/page.tsx'
import { Shown } from '../kit/shown.tsx'
import { TroubleLine } from '../kit/trouble-line.tsx'
import { ChangedPlan, likelyWrongFirst, type Linking } from './changed-plan.tsx'
import type { ShadowPolicySeen } from './use-shadow-policies.ts'

interface AgentShadowPolicyProps {
  readonly trial: ShadowPolicySeen
  readonly linking: Linking
  look(): void
}

/** One agent's rules on trial: how many plans would come out otherwise, and which. */
export function AgentShadowPolicy({ trial: { agent, seen, trouble }, linking, look }: AgentShadowPolicyProps) {
  return (
    <Section id={`trial-${encodeURIComponent(agent)}`} title={<Shown text={agent} />}>
      {trouble !== null && (
        <TroubleLine look={look}>
          <Shown text={trouble} />
        </TroubleLine>
      )}
      {seen === null && trouble === null && <p class="by">{texts.loading}</p>}
      {seen !== null && (seen.problems.length > 0 ? <Problems {...seen} /> : <Outcome seen={seen} linking={linking} />)}
    </Section>
  )
}

const words = rulesTexts.diff

function Outcome({ seen, linking }: { readonly seen: PolicyDiffView; readonly linking: Linking }) {
  const { compared, changed, kinds, changes, left } = seen
  const missing = left.reduce((sum, { plans }) => sum + plans, 0)
  return (
    <>
      <p>{compared + missing === 0 ? texts.nothingYet : words.compared(compared, changed)}</p>
      <ul class="counts">
        {kinds.map(({ kind, plans }) => (
          <li key={kind}>{words.counted(plans, words.kind[kind])}</li>
        ))}
      </ul>
      {changes.length > 0 && <h3>{texts.changes}</h3>}
      {changes.length > 0 && (
        <ul class="plans">
          {likelyWrongFirst(changes).map((change) => (
            <ChangedPlan key={change.planId} change={change} linking={linking} />
          ))}
        </ul>
      )}
      {changed > changes.length && <p class="by">{words.more(changed - changes.length)}</p>}
      {missing > 0 && <p class="by">{words.left(missing)}</p>}
      <ul class="counts by">
        {left.map(({ why, plans }) => (
          <li key={why}>{words.counted(plans, words.why[why])}</li>
        ))}
      </ul>
    </>
  )
}

function Problems({ problems }: PolicyDiffView) {
  return (
    <>
      <p class="warning">
        <Icon name="warn" />
        {texts.broken}
      </p>
      <ul class="counts">
        {problems.map((problem, at) => {
          const { message, hint } = problem
          return (
            <li key={at}>
              <Shown text={`${positionText(problem)}: ${message}${hint === null ? '' : ` (${hint})`}`} />
            </li>
          )
        })}
      </ul>
    </>
  )
}
