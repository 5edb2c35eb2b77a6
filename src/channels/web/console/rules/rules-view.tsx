import { isForRole } from '#auth/authorize.ts'
import { isCustomer } from '#auth/roles.ts'
import * as wire from '#contract/wire.ts'
import { useState } from 'preact/hooks'
import { liveRulesTexts as texts } from '#cards/texts/live-rules-texts.ts'
import { addressOf } from '../address.ts'
import { Find } from '../kit/form.tsx'
import { Link } from '../kit/link.tsx'
import { LiveRegion } from '../kit/live-region.tsx'
import { Page, Section } from '../kit/page.tsx'
import { Shown } from '../kit/shown.tsx'
import { TroubleLine } from '../kit/trouble-line.tsx'
import { usePolling } from '../kit/use-polling.ts'
import type { ConsoleView, ScreenProps } from '../view.ts'
import { grouped, matching, type RulesOfAgent } from './rule-groups.ts'
import { RuleItem } from './rule-item.tsx'

/** The rules that plans are judged by: all for those who oversee, and for others those that ask them. */
export const rulesView: ConsoleView = {
  name: 'rules',
  label: texts.title,
  icon: 'rules',
  documentTitle: () => texts.documentTitle,
  isListed: true,
  isFor: (me) => !isCustomer(me),
  Screen: RulesScreen,
}

/** How often a page that is left open looks again, in ms. */
const LOOKS_EVERY_MS = 30_000

function RulesScreen({ client, me, signedOut }: ScreenProps) {
  const [words, setWords] = useState('')
  const { seen, trouble, look } = usePolling({
    everyMs: LOOKS_EVERY_MS,
    read: (signal) => client.ask(wire.listRules, {}, { signal }),
    signedOut,
  })
  const agents = (seen?.agents ?? []).map((one) => ({ ...one, rules: one.rules.filter(matching(words)) }))
  const found = agents.reduce((sum, { rules }) => sum + rules.length, 0)
  const all = (seen?.agents ?? []).reduce((sum, { rules }) => sum + rules.length, 0)
  const lead = isForRole(me, 'rule.read') ? texts.lead : texts.leadForAsked
  return (
    <Page name="rules" title={texts.title} lead={lead} isReading={seen === null}>
      {trouble !== null && <TroubleLine look={() => void look()}>{trouble}</TroubleLine>}
      {all > 0 && <Find id="find-rule" label={texts.find} words={words} typed={setWords} />}
      {seen === null && <p role="status">{texts.loading}</p>}
      {seen !== null && all === 0 && <p class="by">{texts.none}</p>}
      {words !== '' && found === 0 && all > 0 && <p class="by">{texts.nothingFound(words)}</p>}
      <LiveRegion text={words === '' ? '' : found === 0 ? texts.nothingFound(words) : texts.found(found)} />
      {agents.map((one) => (
        <AgentRules key={one.agent} of={one} isAlone={agents.length === 1} />
      ))}
    </Page>
  )
}

function AgentRules({
  of: { agent, rules, onTrial },
  isAlone,
}: {
  readonly of: RulesOfAgent
  readonly isAlone: boolean
}) {
  const clock = { now: new Date() }
  if (rules.length === 0 && !onTrial) return null
  return (
    <>
      {!isAlone && (
        <h2 class="agent">
          <Shown text={agent} />
        </h2>
      )}
      {onTrial && (
        <p class="trial-line">
          {`${texts.onTrial}. `}
          <Link path={addressOf('trial', null, null)}>{texts.trial}</Link>
        </p>
      )}
      {grouped(rules).map(({ group, rules: some }) => (
        <Section key={group} id={`rules-${group}-${encodeURIComponent(agent)}`} title={texts.groups[group]}>
          <ul class="cards">
            {some.map((rule) => (
              <RuleItem key={rule.id} rule={rule} clock={clock} />
            ))}
          </ul>
        </Section>
      ))}
    </>
  )
}
