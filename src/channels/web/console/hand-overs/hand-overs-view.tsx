import { isCustomer } from '#auth/roles.ts'
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks'
import { handOverTexts as texts } from '#cards/texts/hand-over-texts.ts'
import { TroubleLine } from '../kit/trouble-line.tsx'
import { usePolling } from '../kit/use-polling.ts'
import type { ConsoleView, ScreenProps } from '../view.ts'
import { DeskDialogs } from './desk-dialogs.tsx'
import { Conversation } from './conversation.tsx'
import { listHandOvers } from '#channels/client/hand-over-calls.ts'
import { useConversation } from './use-conversation.ts'
import { useDeskKeys } from './use-desk-keys.ts'
import { useDesk } from './use-desk.ts'
import { WaitingList } from './waiting-list.tsx'

/** Conversations that wait for a person or are with one: for everybody who holds a role beside that of a customer. */
export const handOversView: ConsoleView = {
  name: 'conversations',
  label: texts.label,
  icon: 'chat',
  documentTitle: texts.documentTitle,
  isListed: true,
  isFor: (me) => !isCustomer(me),
  Screen: HandOversScreen,
}

/** How often the list is read, in ms; the conversation that is open is followed. */
const LOOKS_EVERY_MS = 1_500

function HandOversScreen(props: ScreenProps) {
  const { client, me, id, show, count, go, signedOut } = props
  const areClosed = show === 'closed'
  const read = (signal: AbortSignal) => listHandOvers(client, signal, areClosed ? 'closed' : undefined)
  const reading = usePolling({ everyMs: LOOKS_EVERY_MS, of: [areClosed], read, signedOut })
  const { seen: all, trouble, look } = reading
  const page = useTitleFocus(id)
  useEffect(() => {
    if (!areClosed) count((all ?? []).filter(({ status }) => status === 'open').length)
  })
  const found = all?.find((one) => one.id === id) ?? null
  const open = id !== null && all !== null ? (found ?? 'gone') : null
  const { messages, requester } = useConversation(props, found, () => void look())
  const desk = useDesk(props, reading)
  useDeskKeys(props, page, all ?? [])
  const clock = { now: new Date() }
  return (
    <div ref={page} class={`desk ${open === null ? '' : 'open'}`} aria-busy={all === null || undefined}>
      {trouble !== null && <TroubleLine look={() => void look()}>{trouble}</TroubleLine>}
      <WaitingList {...{ all, areClosed, clock }} openId={found?.id ?? null} me={me.id} place={props} />
      <section class="talk" aria-label={texts.openOne}>
        {open === null ? (
          <p class="none">{all?.length === 0 ? '' : texts.pick}</p>
        ) : (
          <Conversation
            {...{ open, messages, requester, clock, client }}
            isBusy={desk.isBusy}
            me={me.id}
            place={props}
            begun={desk.begun}
            acts={{ back: () => go(null, show), ...desk.acts }}
          />
        )}
      </section>
      <DeskDialogs {...desk} />
      <div class="vh" role="status">
        {desk.said}
      </div>
    </div>
  )
}

// Where one went to begins at its title; the page itself doesn't take the focus when it opens.
function useTitleFocus(id: string | null) {
  const page = useRef<HTMLDivElement>(null)
  const before = useRef(id)
  useLayoutEffect(() => {
    if (before.current === id) return
    before.current = id
    page.current?.querySelector<HTMLElement>(id === null ? '#waits-title' : '#talk-title')?.focus()
  }, [id])
  return page
}
