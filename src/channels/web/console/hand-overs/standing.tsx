import type { HandOverView } from '#contract/hand-over.ts'
import type { Clock } from '#cards/drawing/clock-text.ts'
import { agoText, handOverTexts as texts } from '#cards/texts/hand-over-texts.ts'
import { Shown } from '../kit/shown.tsx'
import { dueState, handOverState } from './hand-over-state.ts'

interface StandingProps {
  readonly open: HandOverView
  readonly me: string
  readonly clock: Clock
  rank(priority: HandOverView['priority']): void
}

/** With whom a conversation is and since when, how pressing it is, in which language, and what a colleague said of it. */
export function Standing({ open, me, clock, rank }: StandingProps) {
  const { priority, language, meantFor, handedOn, status, outcomeNote } = open
  const due = dueState(open, clock)
  return (
    <>
      <p class="by">
        <Shown text={handOverState(open, me, clock)} />
        {due !== null && <span class={due.isLate ? 'late' : 'due'}>{due.text}</span>}
        {language !== null && <span class="due">{languageName(language)}</span>}
        {meantFor !== null && status === 'open' && (
          <span class="due">
            <Shown text={texts.meantFor(meantFor.name)} />
          </span>
        )}
      </p>
      {handedOn !== null && (
        <p class="handed">
          <Shown text={texts.handedOn(handedOn.by.name, agoText(handedOn.at, clock.now))} />
          {handedOn.note !== null && (
            <q>
              <Shown text={handedOn.note} />
            </q>
          )}
        </p>
      )}
      {outcomeNote !== null && (
        <p class="handed">
          <Shown text={texts.outcomeNote(outcomeNote)} />
        </p>
      )}
      {open.mayRank && (
        <label class="rank-of">
          {texts.priority}
          <select value={priority} onChange={({ currentTarget }) => rank(ranked(currentTarget.value) ?? priority)}>
            {RANKS.map((one) => (
              <option key={one} value={one}>
                {texts.priorities[one]}
              </option>
            ))}
          </select>
        </label>
      )}
    </>
  )
}

const RANKS = ['high', 'normal', 'low'] as const

function ranked(value: string): HandOverView['priority'] | undefined {
  return RANKS.find((one) => one === value)
}

function languageName(code: string): string {
  return new Intl.DisplayNames(['en'], { type: 'language' }).of(code) ?? code
}
