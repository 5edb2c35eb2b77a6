import type { AppError } from '#core/errors.ts'
import { useLayoutEffect, useReducer, useRef, useState } from 'preact/hooks'
import { consoleTexts } from '#cards/texts/console-texts.ts'
import { LiveRegion } from '../kit/live-region.tsx'
import { TroubleLine } from '../kit/trouble-line.tsx'
import { useAbortSignal } from '../kit/use-abort-signal.ts'
import { listenToKeys } from '../single-keys.ts'
import type { ConsoleView, ScreenProps } from '../view.ts'
import { KeysDialog } from './keys-dialog.tsx'
import { QueueList } from './list.tsx'
import { QueueDesk } from './queue-desk.ts'
import { queueKeys } from './queue-keys.ts'
import { Review } from './review.tsx'

const texts = consoleTexts.queue

/** What waits for its reader, each plan with its card and what it is about. */
export const queueView: ConsoleView = {
  name: 'queue',
  label: texts.title,
  icon: 'queue',
  documentTitle: texts.documentTitle,
  isListed: true,
  isFor: () => true,
  Screen: (props) => <QueueScreen {...props} hint={texts.emptyHint} />,
}

interface QueueScreenProps extends ScreenProps {
  /** What to do while nothing waits. */
  readonly hint: string
  /** Given a way to say that something has just come. */
  opened?(queue: { look(): void }): void
}

/** What is wrong, the list, and the open plan with what it is about. */
export function QueueScreen(props: QueueScreenProps) {
  const place = useRef<HTMLDivElement>(null)
  const [areKeysShown, setKeysShown] = useState(false)
  const desk = useDesk(props, place, () => setKeysShown(true))
  const shown = desk.shown()
  const { state, trouble } = shown
  const clock = { now: new Date() }
  return (
    <>
      <div class="queue" ref={place}>
        <div class={state.open === null ? 'q' : 'q open'}>
          {trouble !== null && (
            <TroubleLine look={() => desk.look()}>
              {trouble.kind === 'lost' ? texts.lost : <Refusal error={trouble.error} />}
            </TroubleLine>
          )}
          <QueueList state={state} desk={desk} clock={clock} showKeys={() => setKeysShown(true)} />
          <Review shown={shown} desk={desk} clock={clock} />
        </div>
        <LiveRegion text={shown.said} />
      </div>
      {areKeysShown && <KeysDialog closed={() => setKeysShown(false)} />}
    </>
  )
}

function Refusal({ error }: { readonly error: AppError }) {
  const { requestId } = error.details
  const request = typeof requestId === 'string' ? ` ${texts.request(requestId)}` : ''
  return (
    <>
      <b>{texts.couldNotRead}</b>
      {` ${texts.stillSafe} ${error.message}${request}`}
    </>
  )
}

function useDesk(
  props: QueueScreenProps,
  place: { readonly current: HTMLDivElement | null },
  showKeys: () => void,
): QueueDesk {
  const signal = useAbortSignal()
  const [, redraw] = useReducer<number, void>((drawn) => drawn + 1, 0)
  const [desk] = useState(() => new QueueDesk({ props, hint: props.hint, signal, place, changed: () => redraw() }))
  desk.props = props
  const { id, show, visit, keys } = props
  useLayoutEffect(() => {
    if (place.current !== null) listenToKeys(keys, queueKeys(place.current, desk, showKeys), signal)
    // A fold tells of being opened to itself alone, so that is heard on its way down.
    const toggled = ({ target }: Event): void => desk.explanations.toggled(target)
    place.current?.addEventListener('toggle', toggled, { capture: true, signal })
    props.opened?.(desk)
  }, [])
  useLayoutEffect(() => desk.show(id, show), [id, show, visit])
  useLayoutEffect(() => {
    // A countdown while nobody answers; deadlines and "2 min ago" otherwise.
    let seconds = 0
    const clock = setInterval(() => {
      seconds += 1
      if (desk.shown().trouble?.kind === 'lost' || seconds % 15 === 0) redraw()
    }, 1_000)
    return () => clearInterval(clock)
  }, [])
  // Asked before it is drawn, so that the focus can be given back to what is left of it.
  const hadFocus = place.current?.contains(document.activeElement) === true
  useLayoutEffect(() => desk.drawn(hadFocus))
  return desk
}
