import { useLayoutEffect, useRef } from 'preact/hooks'
import type { HandOverView } from '#contract/hand-over.ts'
import { clockText, type Clock } from '#cards/drawing/clock-text.ts'
import { handOverTexts as texts } from '#cards/texts/hand-over-texts.ts'
import type { MessageView } from '#contract/message.ts'
import { behindAnswered } from '#cards/drawing/reply-quote.ts'
import { Shown } from '../kit/shown.tsx'
import type { Presence } from '#contract/presence.ts'
import type { Client } from '#channels/client/client.ts'
import { Begun } from './begun.tsx'
import { Composer } from './composer.tsx'
import { Doing, type DeskAct } from './doing.tsx'
import { MessageParts } from './message-parts.tsx'
import { PresenceLine } from './presence-line.tsx'
import { Standing } from './standing.tsx'
import { Summary } from './summary.tsx'
import { usePresence } from './use-presence.ts'
import type { ScreenProps } from '../view.ts'

interface ConversationProps {
  /** The one that the address names; `gone` where there is none such. */
  readonly open: HandOverView | 'gone'
  /** Null while it is read. */
  readonly messages: readonly MessageView[] | null
  /** What its requester does just now; null where nothing was told. */
  readonly requester: Presence | null
  readonly client: Client
  readonly isBusy: boolean
  readonly clock: Clock
  readonly me: string
  readonly place: Pick<ScreenProps, 'client' | 'signedOut'>
  /** How often something was begun beside it. */
  readonly begun: number
  readonly acts: {
    back(): void
    act(open: HandOverView, how: DeskAct): void
    rank(open: HandOverView, priority: HandOverView['priority']): void
    /** Whether it was said. */
    send(open: HandOverView, words: string): Promise<boolean>
  }
}

/** The conversation that is open: whose it is, what was said, and where it is answered. */
export function Conversation(props: ConversationProps) {
  const { open, isBusy, clock, me, acts, requester, messages, client } = props
  const typed = usePresence(client, open === 'gone' || !open.mayAnswer ? null : open.threadId, messages)
  const back = (
    <button class="link back" type="button" onClick={acts.back}>
      {texts.back}
    </button>
  )
  if (open === 'gone') {
    return (
      <>
        {back}
        <p class="none" role="status">
          {texts.gone}
        </p>
      </>
    )
  }
  return (
    <>
      {back}
      <header>
        <h1 id="talk-title" class="who" tabindex={-1}>
          <Shown text={texts.conversation(open.requester.name)} />
        </h1>
        <Standing open={open} me={me} clock={clock} rank={(priority) => acts.rank(open, priority)} />
        <Doing open={open} isBusy={isBusy} press={(how) => acts.act(open, how)} />
      </header>
      {props.messages !== null && <Summary messages={props.messages} />}
      <Messages key={open.id} open={open} messages={props.messages} clock={clock} />
      {open.mayAnswer && <Begun key={`begun ${open.id}`} open={open} place={props.place} times={props.begun} />}
      {open.mayAnswer && (
        <>
          <PresenceLine name={open.requester.name} requester={requester} messages={messages} />
          <Composer key={`write ${open.id}`} isBusy={isBusy} typed={typed} send={(words) => acts.send(open, words)} />
        </>
      )}
    </>
  )
}

type MessagesProps = Pick<ConversationProps, 'messages' | 'clock'> & { readonly open: HandOverView }

function Messages({ open, messages, clock }: MessagesProps) {
  const list = useRef<HTMLOListElement>(null)
  useLayoutEffect(() => {
    if (list.current !== null) list.current.scrollTop = list.current.scrollHeight
  }, [messages?.length])
  return (
    <ol
      ref={list}
      class="said"
      tabindex={0}
      aria-label={texts.conversation(open.requester.name)}
      aria-busy={messages === null || undefined}
    >
      {messages &&
        behindAnswered(messages).map(({ id, role, by, parts, createdAt }) => (
          <li key={id} class={role}>
            <b>{`${role === 'user' ? open.requester.name : (by?.name ?? texts.agent)}, ${clockText(createdAt, clock)}`}</b>
            <MessageParts parts={parts} />
          </li>
        ))}
    </ol>
  )
}
