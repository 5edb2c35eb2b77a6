import { conversationTexts as words } from '#cards/texts/conversation-texts.ts'
import { screenTexts } from '#cards/texts/screen-texts.ts'
import type { ConversationView } from '#contract/conversation-list.ts'
import * as wire from '#contract/wire.ts'
import type { Client } from '../../client/client.ts'
import type { Room } from '../browser/browser-storage.ts'
import { h, type Child } from '../browser/element.ts'
import { icon } from '../browser/icons.ts'
import { saveFile } from '../browser/save-file.ts'
import { shownText } from '../browser/shown-text.ts'
import { conversationRow } from './conversation-row.ts'

export interface ConversationListOptions {
  readonly client: Client
  readonly agent: string | null
  readonly signal: AbortSignal
  /** The thread that is open; null where none is yet. */
  here(): string | null
  /** What the thread speaks. */
  language(): string | null
  changed(): void
  say(text: string): void
  /** Goes into a conversation; null begins a new one. */
  enter(room: Room | null): void
  close(): void
}

/** A person's conversations in the place of the one that is open: found by words, gone into, saved, deleted. */
export class ConversationList {
  readonly #options: ConversationListOptions
  #state: 'reading' | 'read' | 'lost' = 'reading'
  #conversations: readonly ConversationView[] = []
  #next: string | null = null
  #words = ''
  #chosen: string | null = null
  #isSure = false
  #why: string | null = null
  #reading = 0

  constructor(options: ConversationListOptions) {
    this.#options = options
    void this.#read(null)
  }

  describe(): Child {
    return h(
      'div',
      { key: 'conversations', class: 'convs', role: 'region', 'aria-labelledby': 'convs-title' },
      h(
        'div',
        { class: 'convs-head' },
        h(
          'button',
          { type: 'button', class: 'ib', 'aria-label': words.back, on: { click: () => this.#options.close() } },
          icon('previous'),
        ),
        h('h3', { id: 'convs-title', tabindex: '-1' }, words.title),
        h(
          'button',
          { type: 'button', class: 'b', on: { click: () => this.#options.enter(null) } },
          icon('pen'),
          words.new,
        ),
      ),
      h('input', {
        key: 'find',
        class: 'field',
        type: 'search',
        'aria-label': words.find,
        placeholder: words.find,
        maxlength: '200',
        autocomplete: 'off',
        on: { input: (event) => this.#find(event) },
      }),
      this.#list(),
    )
  }

  #list(): Child {
    const found = this.#conversations
    if (this.#state === 'lost') return this.#lost()
    if (this.#state === 'reading' && found.length === 0)
      return h('p', { key: 'reading', role: 'status' }, screenTexts.more.loading)
    if (found.length === 0)
      return h('p', { key: 'none', role: 'status' }, this.#words === '' ? words.none : words.noneFound(this.#words))
    return h(
      'ul',
      { key: 'list' },
      found.map((each) => {
        const isChosen = this.#chosen === each.id
        const acts = {
          enter: () => this.#enter(each),
          toggle: () => this.#choose(isChosen ? null : each.id),
        }
        return conversationRow(
          each,
          { isHere: this.#options.here() === each.id, acts },
          isChosen ? this.#acts(each) : null,
        )
      }),
      this.#next === null
        ? null
        : h(
            'li',
            { key: 'more' },
            h('button', { type: 'button', class: 'b', on: { click: () => void this.#read(this.#next) } }, words.more),
          ),
    )
  }

  #lost(): Child {
    return h(
      'p',
      { key: 'lost', role: 'alert' },
      `${words.notRead} `,
      h('button', { type: 'button', class: 'b', on: { click: () => void this.#read(null) } }, screenTexts.chat.again),
    )
  }

  #acts(conversation: ConversationView): Child {
    const button = (label: string, press: () => void, look = 'b'): Child =>
      h('button', { type: 'button', class: look, on: { click: press } }, label)
    if (this.#isSure)
      return h(
        'div',
        { key: 'sure', class: 'conv-acts', role: 'group', 'aria-label': words.deleteSure },
        h('p', null, h('b', null, words.deleteSure), ` ${words.deleteMeans}`),
        this.#why === null ? null : h('p', { role: 'alert' }, shownText(this.#why)),
        button(words.keep, () => this.#choose(null)),
        button(words.deleteNow, () => void this.#delete(conversation), 'b no'),
      )
    return h(
      'div',
      { key: 'acts', class: 'conv-acts' },
      this.#why === null ? null : h('p', { role: 'alert' }, shownText(this.#why)),
      button(words.saveText, () => void this.#save(conversation, 'text')),
      button(words.saveJson, () => void this.#save(conversation, 'json')),
      button(words.delete, () => this.#ask(), 'b plain no'),
    )
  }

  #enter({ id, agentTitle, greeting }: ConversationView): void {
    if (this.#options.here() === id) return this.#options.close()
    this.#options.enter({ threadId: id, title: agentTitle, greeting, suggestions: [] })
  }

  #choose(id: string | null): void {
    this.#chosen = id
    this.#isSure = false
    this.#why = null
    this.#options.changed()
  }

  #ask(): void {
    this.#isSure = true
    this.#options.changed()
  }

  #find({ currentTarget }: Event): void {
    if (!(currentTarget instanceof HTMLInputElement)) return
    this.#words = currentTarget.value.trim()
    const { signal } = this.#options
    const asked = ++this.#reading
    setTimeout(() => {
      if (asked === this.#reading && !signal.aborted) void this.#read(null)
    }, FIND_MS)
  }

  async #read(after: string | null): Promise<void> {
    const { client, agent, signal, changed } = this.#options
    const asked = ++this.#reading
    this.#state = 'reading'
    changed()
    const wanted = { ...(agent !== null && { agent }), ...(this.#words !== '' && { words: this.#words }) }
    try {
      const page = await client.ask(
        wire.listConversations,
        { limit: 30, ...wanted, ...(after !== null && { after }) },
        { signal },
      )
      if (asked !== this.#reading) return
      this.#conversations = after === null ? page.conversations : [...this.#conversations, ...page.conversations]
      this.#next = page.next
      this.#state = 'read'
    } catch {
      if (signal.aborted || asked !== this.#reading) return
      this.#state = 'lost'
    }
    changed()
  }

  async #save({ id }: ConversationView, as: 'text' | 'json'): Promise<void> {
    const { client, signal, language } = this.#options
    await this.#trying(async () => {
      const transcript = await client.ask(wire.readTranscript, { threadId: id, lang: language() ?? 'en' }, { signal })
      if (as === 'text') saveFile(new Blob([transcript.text], { type: 'text/plain' }), `conversation-${id}.txt`)
      else
        saveFile(
          new Blob([JSON.stringify(transcript, null, 2)], { type: 'application/json' }),
          `conversation-${id}.json`,
        )
    })
  }

  async #delete({ id }: ConversationView): Promise<void> {
    const { client, signal, say, enter, here } = this.#options
    await this.#trying(async () => {
      const { keptPlans } = await client.ask(wire.deleteThread, { threadId: id }, { signal })
      say(keptPlans === 0 ? words.deleted : words.deletedBut(keptPlans))
      this.#conversations = this.#conversations.filter((each) => each.id !== id)
      this.#choose(null)
      if (here() === id) enter(null)
    })
  }

  async #trying(work: () => Promise<void>): Promise<void> {
    this.#why = null
    try {
      await work()
    } catch (error) {
      if (this.#options.signal.aborted) return
      this.#why = error instanceof Error ? error.message : ''
    }
    this.#options.changed()
  }
}

/** A search begins when nothing was typed for so long. */
const FIND_MS = 250
