import { isCustomer } from '#auth/roles.ts'
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks'
import type { HandOverView } from '#contract/hand-over.ts'
import { handOverTexts as texts } from '#cards/texts/hand-over-texts.ts'
import { TroubleLine } from '../kit/trouble-line.tsx'
import { usePolling } from '../kit/use-polling.ts'
import type { ConsoleView, ScreenProps } from '../view.ts'
import { Conversation } from './conversation.tsx'
import { answerHandOver, changeHandOver, listHandOvers, type HandOverAct } from '#channels/client/hand-over-calls.ts'
import { useConversation } from './use-conversation.ts'
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
  const { client, me, id, count, go, signedOut } = props
  const reading = usePolling({ everyMs: LOOKS_EVERY_MS, read: (signal) => listHandOvers(client, signal), signedOut })
  const { seen: all, trouble, gone, look, setSeen } = reading
  const [isBusy, setBusy] = useState(false)
  const [said, setSaid] = useState('')
  const page = useTitleFocus(id)
  useEffect(() => count((all ?? []).filter(({ status }) => status === 'open').length))
  const found = all?.find((one) => one.id === id) ?? null
  const open = id !== null && all !== null ? (found ?? 'gone') : null
  const messages = useConversation(props, found, () => void look())

  const act = async (what: HandOverAct | 'send', work: () => Promise<void>): Promise<boolean> => {
    setBusy(true)
    const isDone = await reading.attempt(work)
    if (isDone) setSaid(texts.announced[what])
    setBusy(false)
    return isDone
  }
  const change = async (one: HandOverView, how: HandOverAct): Promise<void> => {
    const isDone = await act(how, async () => {
      const changed = await changeHandOver(client, one.id, how, gone)
      setSeen((before) => replaced(before ?? [], changed))
    })
    if (isDone && how === 'close') go(null, null)
  }
  const send = (one: HandOverView, words: string): Promise<boolean> =>
    act('send', () => answerHandOver(client, one.id, { text: words, key: null }, gone))
  const clock = { now: new Date() }
  return (
    <div ref={page} class={`desk ${open === null ? '' : 'open'}`} aria-busy={all === null || undefined}>
      {trouble !== null && <TroubleLine look={() => void look()}>{trouble}</TroubleLine>}
      <WaitingList all={all} openId={found?.id ?? null} me={me.id} clock={clock} place={props} />
      <section class="talk" aria-label={texts.openOne}>
        {open === null ? (
          <p class="none">{all?.length === 0 ? '' : texts.pick}</p>
        ) : (
          <Conversation
            {...{ open, messages, isBusy, clock }}
            me={me.id}
            acts={{ back: () => go(null, null), change, send }}
          />
        )}
      </section>
      <div class="vh" role="status">
        {said}
      </div>
    </div>
  )
}

// What was closed is no longer listed.
function replaced(all: readonly HandOverView[], changed: HandOverView): readonly HandOverView[] {
  return all.flatMap((one) => (one.id !== changed.id ? [one] : changed.status === 'closed' ? [] : [changed]))
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
