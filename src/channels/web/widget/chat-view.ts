import { screenTexts } from '#cards/texts/screen-texts.ts'
import { h, type Child, type Description } from '../browser/element.ts'
import { icon } from '../browser/icons.ts'
import { shownText } from '../browser/shown-text.ts'
import { personButton } from './person-button.ts'

const words = screenTexts.chat

/** What surrounds the messages: the head, the composer, and the reader where one is open. */
export interface ChatViewProps {
  readonly title: string
  /** The line under the title: that it is automated, or that there is no connection. */
  readonly caption: string
  readonly canTryNow: boolean
  /** Whether a person can be asked for. */
  readonly canAskPerson: boolean
  /** Who that would be, where its reader thinks of it. */
  readonly person: Child | null
  readonly canClose: boolean
  readonly lang: string | null
  /** Null while the conversation isn't there yet: the composer can be used all the same. */
  readonly messages: readonly Child[] | null
  /** The person's conversations, in the place of this one while they look for another. */
  readonly list: Child | null
  /** A sentence above the composer, such as that one is signed out. */
  readonly trouble: { readonly text: string; readonly canRetry: boolean } | null
  /** The line under the composer, and its language where it isn't the page's. */
  readonly fine: { readonly text: string; readonly lang: string | null }
  readonly isWorking: boolean
  readonly isStopping: boolean
  readonly hasText: boolean
  readonly isTooLong: boolean
  readonly hasNews: boolean
  readonly isWide: boolean
  /** Whether the reader's size can be changed. */
  readonly hasHandle: boolean
  readonly reader: Description | null
  /** What a screen reader is told. */
  readonly said: string
  readonly on: ChatViewActs
}

export interface ChatViewActs {
  close(): void
  askPerson(): void
  tryNow(): void
  /** Shows the person's conversations, or this one again. */
  toggleList(): void
  retry(): void
  submit(): void
  write(text: string): void
  stop(): void
  scrolled(): void
  toEnd(): void
  /** Called once with each place that is worked with directly. */
  made(part: 'log' | 'composer' | 'handle', element: Element): void
}

/** A chat as it stands. */
export function chatView(props: ChatViewProps): readonly Child[] {
  const { reader, isWide, hasHandle, on } = props
  return [
    h(
      'div',
      { key: 'w', class: `w ${reader === null ? '' : isWide ? 'beside' : 'sheet'}` },
      h(
        'section',
        { key: 'talk', class: 'talk', 'aria-labelledby': 'chat-title' },
        head(props),
        ...(props.list === null ? [props.person, log(props), composer(props)] : [props.list]),
      ),
      reader === null || !hasHandle
        ? null
        : h('div', {
            key: 'handle',
            class: 'handle',
            role: 'separator',
            tabindex: '0',
            'aria-orientation': isWide ? 'vertical' : 'horizontal',
            'aria-label': isWide ? screenTexts.reader.resize : screenTexts.reader.height,
            'aria-valuenow': isWide ? '52' : '66',
            'aria-valuemin': '30',
            'aria-valuemax': isWide ? '70' : '100',
            made: (element) => on.made('handle', element),
          }),
      reader,
    ),
    h('div', { key: 'said', class: 'vh', role: 'status' }, props.said),
  ]
}

function head({ title, caption, canTryNow, canAskPerson, person, canClose, list, on }: ChatViewProps): Child {
  return h(
    'header',
    { key: 'head', class: 'wh' },
    h(
      'button',
      {
        key: 'list',
        type: 'button',
        class: 'ib',
        'aria-label': words.conversations,
        'aria-expanded': list === null ? 'false' : 'true',
        on: { click: on.toggleList },
      },
      icon('record'),
    ),
    h(
      'div',
      null,
      h('h2', { id: 'chat-title', tabindex: '-1' }, shownText(title)),
      h('p', null, h('bdi', null, caption)),
    ),
    canTryNow
      ? h('button', { key: 'try', type: 'button', class: 'b', on: { click: on.tryNow } }, screenTexts.card.tryNow)
      : null,
    canAskPerson && list === null ? personButton(person !== null, on.askPerson) : null,
    canClose
      ? h(
          'button',
          { key: 'close', type: 'button', class: 'ib', 'aria-label': words.close, on: { click: on.close } },
          icon('down'),
        )
      : null,
  )
}

function log({ messages, hasNews, lang, on }: ChatViewProps): Child {
  return h(
    'div',
    { key: 'room', class: 'room' },
    h(
      'div',
      {
        key: 'log',
        class: 'log',
        role: 'log',
        // Finished sentences are told by themselves; every drawing of a card would be too much.
        'aria-live': 'off',
        'aria-label': words.messages,
        'aria-busy': messages === null ? 'true' : null,
        tabindex: '0',
        lang,
        on: { scroll: on.scrolled },
        made: (element) => on.made('log', element),
      },
      h('div', { class: 'list' }, messages ?? skeleton()),
    ),
    hasNews
      ? h(
          'button',
          { key: 'news', type: 'button', class: 'b news', on: { click: on.toEnd } },
          icon('down'),
          words.newAnswer,
        )
      : null,
  )
}

function skeleton(): readonly Child[] {
  return [h('div', { key: 'skeleton', class: 'skeleton', 'aria-hidden': 'true' }, h('span', null), h('span', null))]
}

function composer({ trouble, fine, isWorking, isStopping, hasText, isTooLong, on }: ChatViewProps): Child {
  return h(
    'form',
    {
      key: 'composer',
      class: 'comp',
      on: {
        submit: (event) => {
          event.preventDefault()
          on.submit()
        },
      },
    },
    troubleView(trouble, on),
    h(
      'div',
      { key: 'box', class: 'boxed' },
      h('textarea', {
        key: 'text',
        rows: '1',
        'aria-label': words.message,
        placeholder: words.write,
        enterkeyhint: 'send',
        'aria-invalid': isTooLong ? 'true' : null,
        'aria-describedby': 'fine',
        made: (element) => on.made('composer', element),
        on: { input: (event) => onInput(event, on), keydown: (event) => onKey(event, on) },
      }),
      isWorking ? stopButton(isStopping, on) : null,
      isWorking && !hasText ? null : sendButton(isTooLong),
    ),
    h(
      'p',
      { key: 'fine', id: 'fine', class: isTooLong ? 'fine over' : 'fine', lang: fine.lang },
      h('bdi', null, fine.text),
    ),
  )
}

function stopButton(isStopping: boolean, on: ChatViewActs): Child {
  return h(
    'button',
    {
      key: 'stop',
      type: 'button',
      class: 'b stop',
      'aria-disabled': isStopping ? 'true' : null,
      on: { click: () => (isStopping ? undefined : on.stop()) },
    },
    isStopping ? words.stopping : words.stop,
  )
}

function sendButton(isTooLong: boolean): Child {
  const off = isTooLong ? 'true' : null
  return h(
    'button',
    { key: 'send', type: 'submit', class: 'send', 'aria-label': words.send, 'aria-disabled': off },
    icon('send'),
  )
}

function troubleView(trouble: ChatViewProps['trouble'], on: ChatViewActs): Child | null {
  if (trouble === null) return null
  return h(
    'p',
    { key: 'trouble', class: 'trouble', role: 'alert' },
    icon('warn'),
    h('span', null, trouble.text),
    trouble.canRetry ? h('button', { type: 'button', class: 'b', on: { click: on.retry } }, words.again) : null,
  )
}

function onInput({ currentTarget }: Event, on: ChatViewActs): void {
  if (currentTarget instanceof HTMLTextAreaElement) on.write(currentTarget.value)
}

// While an input method composes a character, Enter belongs to it.
function onKey(event: KeyboardEvent, on: ChatViewActs): void {
  if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return
  event.preventDefault()
  on.submit()
}
