import type { HandOverView } from '#contract/hand-over.ts'
import type { Clock } from '#cards/drawing/clock-text.ts'
import { handOverTexts as texts } from '#cards/texts/hand-over-texts.ts'
import { Link } from '../kit/link.tsx'
import { Shown } from '../kit/shown.tsx'
import type { ScreenProps } from '../view.ts'
import { handOverState } from './hand-over-state.ts'

interface WaitingListProps {
  /** Null while they are read for the first time. */
  readonly all: readonly HandOverView[] | null
  readonly openId: string | null
  readonly me: string
  readonly clock: Clock
  readonly place: Pick<ScreenProps, 'addressOf' | 'go'>
}

/** Who waits, and what for. */
export function WaitingList(props: WaitingListProps) {
  return (
    <section class="waits" aria-labelledby="waits-title" tabindex={0}>
      <h1 id="waits-title" tabindex={-1}>
        {texts.title}
      </h1>
      <p class="by">{texts.lead}</p>
      <Rows {...props} />
    </section>
  )
}

function Rows({ all, openId, me, clock, place }: WaitingListProps) {
  if (all === null) return <p role="status">{texts.loading}</p>
  if (all.length === 0) {
    return (
      <div class="none">
        <b>{texts.none}</b>
        <p>{texts.noneHint}</p>
      </div>
    )
  }
  return (
    <ul aria-label={texts.list}>
      {all.map((one) => (
        <li key={one.id}>
          <Link
            class="wait"
            path={place.addressOf(one.id, null) ?? ''}
            isCurrent={one.id === openId && 'true'}
            go={() => place.go(one.id, null)}
          >
            <b>
              <Shown text={one.requester.name} />
            </b>
            <span class="wish">
              <Shown text={one.asked} />
            </span>
            <span class={`by ${one.takenBy === null ? 'free' : ''}`}>
              <Shown text={handOverState(one, me, clock)} />
            </span>
            {one.because === 'unhelpful' && <span class="by">{texts.unhelpful}</span>}
          </Link>
        </li>
      ))}
    </ul>
  )
}
