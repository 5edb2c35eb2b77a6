import { isForRole } from '#auth/authorize.ts'
import { shadowPolicyTexts as texts } from '#cards/texts/shadow-policy-texts.ts'
import { addressOf } from '../address.ts'
import { Page } from '../kit/page.tsx'
import { LiveRegion } from '../kit/live-region.tsx'
import { Shown } from '../kit/shown.tsx'
import { TroubleLine } from '../kit/trouble-line.tsx'
import type { ConsoleView, ScreenProps } from '../view.ts'
import { AgentShadowPolicy } from './agent-shadow-policy.tsx'
import { useShadowPolicies } from './use-shadow-policies.ts'

/** Shadow policy: what rules on trial decided otherwise than those in force, for operators and auditors. */
export const shadowPolicyView: ConsoleView = {
  name: 'trial',
  label: texts.label,
  icon: 'swap',
  documentTitle: () => texts.documentTitle,
  isListed: false,
  isFor: (me) => isForRole(me, 'policy.read-shadow'),
  Screen: ShadowPolicyScreen,
}

// For each agent with rules on trial how many plans would come out otherwise, then each of them.
function ShadowPolicyScreen(props: ScreenProps) {
  const { trials, trouble, said, look } = useShadowPolicies(props)
  const isReading = trials === null || trials.some((trial) => trial.seen === null && trial.trouble === null)
  // Of everybody's plans, since who oversees is asked for few.
  const linking = { clock: { now: new Date() }, addressOf: (id: string) => addressOf('queue', id, 'everyone') }
  const again = (
    <button type="button" class="b" onClick={look}>
      {texts.again}
    </button>
  )
  return (
    <Page name="trial" title={texts.title} lead={texts.lead} isReading={isReading} head={again}>
      {trouble !== null && (
        <TroubleLine look={look}>
          <Shown text={trouble} />
        </TroubleLine>
      )}
      {trials === null && trouble === null && <p class="by">{texts.loading}</p>}
      {trials?.length === 0 && <Nothing />}
      {trials?.map((trial) => (
        <AgentShadowPolicy key={trial.agent} trial={trial} linking={linking} look={look} />
      ))}
      <LiveRegion text={said} />
    </Page>
  )
}

function Nothing() {
  return (
    <div>
      <p>
        <b>{texts.none}</b>
      </p>
      <p class="by">{texts.noneHint('policy.shadow.cedar')}</p>
    </div>
  )
}
