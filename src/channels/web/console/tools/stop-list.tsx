import type { DeadLetterView } from '#contract/dead-letter.ts'
import type { StopView } from '#contract/tool.ts'
import { clockText, type Clock } from '#cards/drawing/clock-text.ts'
import { stoppedWhat, toolTexts as texts } from '#cards/texts/tool-texts.ts'
import { Icon } from '../kit/icon.tsx'
import { Section } from '../kit/page.tsx'
import { Shown } from '../kit/shown.tsx'
import { ActButton, type ToolActs } from './act-button.tsx'

interface ListProps {
  readonly clock: Clock
  readonly acts: ToolActs
}

/** What is stopped, by whom and why. */
export function StopList({ stops, clock, acts }: ListProps & { readonly stops: readonly StopView[] }) {
  const title = (
    <>
      <Icon name="no" />
      {texts.stops}
    </>
  )
  return (
    <Section class="stops" id="stops-title" title={title}>
      <ul>
        {stops.map((stop) => (
          <li key={stop.id}>
            <b>
              <Shown text={stoppedWhat(stop)} />
            </b>
            <span>
              <Shown text={texts.why(stop.why)} />
            </span>
            <span class="by">
              <Shown text={texts.stoppedBy(stop.stoppedBy, clockText(stop.stoppedAt, clock))} />
            </span>
            {acts.mayAct && (
              <ActButton acts={acts} at={stop.id} press={() => acts.start(stop)}>
                {texts.start}
              </ActButton>
            )}
          </li>
        ))}
      </ul>
    </Section>
  )
}

/** What ended those who worked on it, or ended in errors of ours: nothing of it is lost, and nobody else can go on. */
export function DeadLetterList({ runs, clock, acts }: ListProps & { readonly runs: readonly DeadLetterView[] }) {
  const title = (
    <>
      <Icon name="warn" />
      {texts.aside}
    </>
  )
  return (
    <Section class="stops" id="aside-title" title={title}>
      <p>{texts.asideLead}</p>
      <ul>
        {runs.map((run) => (
          <li key={run.id}>
            <b>
              <Shown text={texts.asideRun(run.requester, run.agent)} />
            </b>
            <span>{texts.asideWhy(run.code)}</span>
            <span class="by">
              <Shown text={texts.asideSince(clockText(run.asideAt, clock))} />
            </span>
            {acts.mayAct && (
              <ActButton acts={acts} at={run.id} press={() => acts.retry(run)}>
                {texts.tryAgain}
              </ActButton>
            )}
          </li>
        ))}
      </ul>
    </Section>
  )
}
