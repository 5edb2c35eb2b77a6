import * as wire from '#contract/wire.ts'
import { replyQuote } from '#cards/drawing/reply-quote.ts'
import { texts } from '#cards/texts/texts.ts'
import { answerText, citedPassages } from './answer-text.ts'
import type { Client } from '../client/client.ts'
import type { MessagePage, MessageView } from '#contract/message.ts'
import { indentedLines } from './text-columns.ts'
import type { PlanDesk } from './plan-desk.ts'
import { visibleText } from '#cards/drawing/visible-text.ts'

export interface ShownOptions {
  readonly api: Client
  readonly threadId: string
  readonly desk: PlanDesk
  readonly width: number
  readonly signal: AbortSignal
  /** Room around answers, where a person types between them. */
  readonly spaced: boolean
  /** `runId` where it came of a run. */
  print(text: string, runId?: string): void
  /** An answer, for whoever wants more than its text. */
  onAnswer?(message: MessageView): void
}

/** The messages of one thread that are on the screen, each shown once. */
export class ShownMessages {
  readonly #options: ShownOptions
  readonly #seen = new Set<string>()
  readonly #own = new Set<string>()
  readonly #answered = new Set<string>()
  readonly #headings = new Map<string, string | null>()
  #cursor: string | null = null
  /** What its requester has said so far, with the words to show an answer by; the newest is last. */
  readonly #said = new Map<string, string>()

  constructor(options: ShownOptions) {
    this.#options = options
  }

  /** What was typed here stands on the screen already. */
  addOwn(messageId: string): void {
    this.#own.add(messageId)
  }

  has(messageId: string): boolean {
    return this.#seen.has(messageId)
  }

  /** Whether an answer of this run was shown. */
  isAnswered(runId: string): boolean {
    return this.#answered.has(runId)
  }

  /** Takes all that was said so far as known. */
  async skip(): Promise<void> {
    for await (const message of this.#messages()) if (message.isComplete) this.#seen.add(message.id)
  }

  /** Shows what isn't on the screen yet. */
  async show(): Promise<void> {
    for await (const message of this.#messages()) await this.#showMessage(message)
  }

  // Page by page, beginning with the first that may not be known whole: an answer takes the place of its plan's card.
  async *#messages(): AsyncGenerator<MessageView> {
    const { api, threadId, signal } = this.#options
    let isWhole = true
    for (let after = this.#cursor; ;) {
      const page: MessagePage = await api.ask(
        wire.listMessages,
        { threadId, limit: 200, ...(after !== null && { after }) },
        { signal },
      )
      yield* page.messages
      isWhole &&= page.messages.every(({ isComplete }) => isComplete)
      if (page.next === null || page.next === after) return
      after = page.next
      if (isWhole) this.#cursor = after
    }
  }

  async #showMessage(message: MessageView): Promise<void> {
    if (message.role === 'user') this.#said.set(message.id, typedIn(message))
    if (this.#seen.has(message.id)) return
    const { desk, print, signal, spaced, width } = this.#options
    for (const part of message.parts) if (part.type === 'plan') await desk.reread(part.planId, signal)
    // What waits is shown as its card alone; the answer is still to come.
    if (!message.isComplete) return
    await this.#readHeadings(message)
    this.#seen.add(message.id)
    if (message.role === 'user') {
      if (!this.#own.has(message.id)) print(ownWords(message, width))
      return
    }
    if (typeof message.runId === 'string') this.#answered.add(message.runId)
    if (message.role === 'person') {
      const line = `${visibleText(message.by?.name ?? '')}: ${answerText(message, () => null, width)}`
      print(spaced ? `\n${line}\n` : line)
      this.#options.onAnswer?.(message)
      return
    }
    // What came of a plan stands on its card, which the same words would only repeat.
    const isBeside = message.parts.some((part) => part.type === 'notice' && part.code === 'plan-waits')
    const onCard =
      !isBeside && message.parts.some((part) => part.type === 'plan') && citedPassages(message).length === 0
    const beside = message.parts.filter((part) => part.type === 'notice' || part.type === 'choices')
    const shown = onCard ? { ...message, parts: beside } : message
    const text = answerText(shown, (id) => this.#headings.get(id) ?? null, width)
    const to = this.#answeredIn(message)
    const told = to === null ? text : `${to}\n${text}`
    if (text !== '') print(spaced ? `\n${told}\n` : told, message.runId ?? undefined)
    this.#options.onAnswer?.(message)
  }

  // Where something else was said since, nothing else on this screen says what is answered.
  #answeredIn({ answers }: MessageView): string | null {
    const last = answers.at(-1)
    const isNewest = [...this.#said.keys()].at(-1) === last
    return last === undefined || isNewest ? null : replyQuote(visibleText(this.#said.get(last) ?? ''))
  }

  // A quote whose passage can't be read any more keeps its document's title.
  async #readHeadings(message: MessageView): Promise<void> {
    const { api, signal } = this.#options
    for (const id of citedPassages(message)) {
      if (this.#headings.has(id)) continue
      const passage = await api.ask(wire.readPassage, { passageId: id }, { signal }).catch(() => null)
      this.#headings.set(id, passage?.heading ?? null)
    }
  }
}

function typedIn({ parts }: MessageView): string {
  return parts.map((part) => (part.type === 'text' ? part.text : '')).join('\n')
}

function ownWords(message: MessageView, width: number): string {
  const text = typedIn(message)
  const [first = '', ...rest] = text
    .split(/\r?\n/)
    .flatMap((line) => indentedLines(visibleText(line), texts.chat.prompt.length, width))
  return [texts.chat.prompt + first.slice(texts.chat.prompt.length), ...rest].join('\n')
}
