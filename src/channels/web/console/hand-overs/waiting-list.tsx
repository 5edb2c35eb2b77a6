import type { HandOverView } from '#contract/hand-over.ts'
import type { Clock } from '#cards/drawing/clock-text.ts'
import { handOverTexts as texts } from '#cards/texts/hand-over-texts.ts'
import { Link } from '../kit/link.tsx'
import { Shown } from '../kit/shown.tsx'
import type { ScreenProps } from '../view.ts'
import { dueState, handOverState } from './hand-over-state.ts'

interface WaitingListProps {
  /** Those that are closed, in place of those that wait. */
  readonly areClosed: boolean
  /** Null while they are read for the first time. */
  readonly all: readonly HandOverView[] | null
  readonly openId: string | null
  readonly me: string
  readonly clock: Clock
  readonly place: Pick<ScreenProps, 'addressOf' | 'go'>
}

/** Who waits, and what for. */
export function WaitingList(props: WaitingListProps) {
  const { areClosed, place } = props
  const other = areClosed ? null : 'closed'
  return (
    <section class="queued" aria-labelledby="waits-title" tabindex={0}>
      <h1 id="waits-title" tabindex={-1}>
        {areClosed ? texts.closedList : texts.title}
      </h1>
      {!areClosed && <p class="by">{texts.lead}</p>}
      {!areClosed && <p class="by keys">{texts.keys}</p>}
      <Link class="link" path={place.addressOf(null, other) ?? ''} go={() => place.go(null, other)}>
        {areClosed ? texts.openList : texts.closedList}
      </Link>
      <Rows {...props} />
    </section>
  )
}

function Rows(props: WaitingListProps) {
  const { all, areClosed } = props
  if (all === null) return <p role="status">{texts.loading}</p>
  if (all.length === 0) {
    return (
      <div class="none">
        <b>{areClosed ? texts.noneClosed : texts.none}</b>
        <p>{areClosed ? texts.noneClosedHint : texts.noneHint}</p>
      </div>
    )
  }
  return (
    <ul aria-label={areClosed ? texts.closedList : texts.list}>
      {all.map((one) => (
        <li key={one.id}>
          <Wait one={one} {...props} />
        </li>
      ))}
    </ul>
  )
}

function Wait({ one, openId, me, clock, place, areClosed }: WaitingListProps & { readonly one: HandOverView }) {
  const show = areClosed ? 'closed' : null
  const due = dueState(one, clock)
  return (
    <Link
      class="wait"
      path={place.addressOf(one.id, show) ?? ''}
      isCurrent={one.id === openId && 'true'}
      data-plan={one.id}
      go={() => place.go(one.id, show)}
    >
      <b>
        <Shown text={one.requester.name} />
        {one.priority !== 'normal' && <span class={`rank ${one.priority}`}>{texts.priorities[one.priority]}</span>}
      </b>
      <span class="wish">
        <Shown text={one.asked} />
      </span>
      <span class={`by ${one.status === 'open' ? 'free' : ''}`}>
        <Shown text={handOverState(one, me, clock)} />
        {due !== null && <span class={due.isLate ? 'late' : 'due'}>{due.text}</span>}
      </span>
      {one.meantFor !== null && one.status === 'open' && (
        <span class="by">
          <Shown text={texts.meantFor(one.meantFor.name)} />
        </span>
      )}
      {one.because === 'unhelpful' && <span class="by">{texts.unhelpful}</span>}
    </Link>
  )
}
