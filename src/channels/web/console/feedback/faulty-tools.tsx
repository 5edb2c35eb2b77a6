import type { ToMendView } from '#contract/feedback.ts'
import { clockText, type Clock } from '#cards/drawing/clock-text.ts'
import { feedbackTexts as texts } from '#cards/texts/feedback-texts.ts'
import { addressOf } from '../address.ts'
import { Link } from '../kit/link.tsx'
import { Icon } from '../kit/icon.tsx'
import { Section } from '../kit/page.tsx'
import { Shown } from '../kit/shown.tsx'

/** Tools of which something can't be used, however often it is tried: which, and why. */
export function FaultyTools({ tools, clock }: Required<Pick<ToMendView, 'tools'>> & { readonly clock: Clock }) {
  return (
    <Section id="mend-tools" title={texts.tools}>
      <p class="by">{texts.toolsLead}</p>
      <ul class="cards">
        {tools.map(({ tool, code, reason, times, lastAt }) => (
          <li key={`${tool} ${code}`}>
            <h3>
              <Link path={addressOf('tools', null, null)}>
                <Shown text={tool} />
              </Link>
            </h3>
            <p class="counts">
              <Icon name="warn" />
              <Shown text={texts.toolFault(reason)} />
            </p>
            <p class="by">{texts.toolTimes(times, clockText(lastAt, clock))}</p>
          </li>
        ))}
      </ul>
    </Section>
  )
}
