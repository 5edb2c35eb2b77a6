import { useLayoutEffect, useRef } from 'preact/hooks'
import type { HandOverView } from '#contract/hand-over.ts'
import { clockText, type Clock } from '#cards/drawing/clock-text.ts'
import { handOverTexts as texts } from '#cards/texts/hand-over-texts.ts'
import type { MessageView } from '#contract/message.ts'
import { behindAnswered } from '#cards/drawing/reply-quote.ts'
import { Shown } from '../kit/shown.tsx'
import { Composer } from './composer.tsx'
import { handOverState } from './hand-over-state.ts'
import type { HandOverAct } from '#channels/client/hand-over-calls.ts'

interface ConversationProps {
  /** The one that the address names; `gone` where there is none such. */
  readonly open: HandOverView | 'gone'
  /** Null while it is read. */
  readonly messages: readonly MessageView[] | null
  readonly isBusy: boolean
  readonly clock: Clock
  readonly me: string
  readonly acts: {
    back(): void
    change(open: HandOverView, how: HandOverAct): Promise<void>
    /** Whether it was said. */
    send(open: HandOverView, words: string): Promise<boolean>
  }
}

/** The conversation that is open: whose it is, what was said, and where it is answered. */
export function Conversation(props: ConversationProps) {
  const { open, isBusy, clock, me, acts } = props
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
        <p class="by">
          <Shown text={handOverState(open, me, clock)} />
        </p>
        <Doing open={open} isBusy={isBusy} press={(how) => void acts.change(open, how)} />
      </header>
      <Messages key={open.id} open={open} messages={props.messages} clock={clock} />
      {open.mayAnswer && <Composer key={`write ${open.id}`} isBusy={isBusy} send={(words) => acts.send(open, words)} />}
    </>
  )
}

interface DoingProps {
  readonly open: HandOverView
  readonly isBusy: boolean
  press(how: HandOverAct): void
}

function Doing({ open, isBusy, press }: DoingProps) {
  const button = (how: HandOverAct, label: string, kind: string) => (
    <button
      class={kind}
      type="button"
      aria-disabled={isBusy || undefined}
      {...(how === 'close' ? { title: texts.closeHint } : {})}
      onClick={() => isBusy || press(how)}
    >
      {label}
    </button>
  )
  return (
    <div class="doing">
      {open.mayTake && button('take', texts.take, 'b go')}
      {open.mayRelease && button('release', texts.release, 'b')}
      {open.mayClose && button('close', texts.close, 'b')}
    </div>
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
            <p>
              <Shown text={parts.flatMap(shownPart).join('\n')} />
            </p>
          </li>
        ))}
    </ol>
  )
}

// What was offered to be pressed is part of what was said.
function shownPart(part: MessageView['parts'][number]): readonly string[] {
  if (part.type === 'choices') return part.choices.map(({ label }) => `• ${label}`)
  if (part.type === 'plan') return [texts.plan]
  if (part.type === 'own-words') return [`(${part.text})`]
  return 'text' in part ? [part.text] : []
}
