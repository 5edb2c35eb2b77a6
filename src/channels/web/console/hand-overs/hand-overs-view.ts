import type { HandOverView } from '#contract/hand-over.ts'
import { followEvents } from '../../../follow-events.ts'
import { handOverTexts as texts } from '../../../hand-over-texts.ts'
import { draw } from '../../browser/draw.ts'
import type { MessageView } from '#contract/message.ts'
import { threadEvents } from '../../browser/thread-events.ts'
import { attempt } from '../attempt.ts'
import { lookEvery } from '../look-every.ts'
import type { ConsoleView, OpenView, ViewPlace } from '../view.ts'
import {
  answerHandOver,
  changeHandOver,
  listHandOvers,
  readConversation,
  type HandOverAct,
} from '../../../hand-over-calls.ts'
import { drawHandOvers, type HandOverActs } from './hand-overs-screen.ts'

/** Conversations that wait for a person or are with one: for everybody who holds a role beside that of a customer. */
export const handOversView: ConsoleView = {
  name: 'conversations',
  label: texts.label,
  icon: 'chat',
  documentTitle: texts.documentTitle,
  isFor: ({ roles }) => roles.some((role) => role !== 'customer'),
  open: (place) => new HandOverDesk(place),
}

/** How often the list is read, in ms; the conversation that is open is followed. */
const LOOKS_EVERY_MS = 1_500

class HandOverDesk implements OpenView {
  readonly #place: ViewPlace
  readonly #acts: HandOverActs
  #all: readonly HandOverView[] | null = null
  #id: string | null
  #messages: readonly MessageView[] | null = null
  #following = new AbortController()
  #isBusy = false
  #isReading = false
  #trouble: string | null = null
  #said = ''
  #field: HTMLTextAreaElement | null = null

  constructor(place: ViewPlace) {
    this.#place = place
    this.#id = place.id
    this.#acts = {
      addressOf: (id) => place.addressOf(id, null),
      go: (id) => place.go(id, null),
      look: () => void this.#look(),
      act: (act) => void this.#act(act),
      send: () => void this.#send(),
      made: (field) => {
        this.#field = field
        requestAnimationFrame(() => field.focus())
      },
    }
    place.signal.addEventListener('abort', () => this.#following.abort(), { once: true })
    lookEvery(LOOKS_EVERY_MS, place.signal, () => void this.#look())
    this.#draw()
    void this.#look().then(() => this.#follow())
  }

  show(id: string | null): void {
    if (id === this.#id) return
    this.#id = id
    this.#messages = null
    this.#trouble = null
    this.#draw()
    this.#follow()
    const title = this.#place.root.querySelector<HTMLElement>(id === null ? '#waits-title' : '#talk-title')
    title?.focus()
  }

  get #open(): HandOverView | 'gone' | null {
    if (this.#id === null) return null
    const found = this.#all?.find(({ id }) => id === this.#id)
    return found ?? (this.#all === null ? null : 'gone')
  }

  async #look(): Promise<void> {
    if (this.#isReading) return
    this.#isReading = true
    const { client, signal } = this.#place
    const look = async (): Promise<void> => {
      this.#all = await listHandOvers(client, signal)
      this.#trouble = null
    }
    const isHere = await attempt(this.#place, look, (reason) => (this.#trouble = reason))
    this.#isReading = false
    if (isHere) this.#draw()
  }

  // What is said comes by the thread's events; each says only that it is to be read again.
  #follow(): void {
    this.#following.abort()
    this.#following = new AbortController()
    const open = this.#open
    if (open === null || open === 'gone') return
    const signal = AbortSignal.any([this.#following.signal, this.#place.signal])
    void this.#read(open.id, signal)
    void this.#hear(open, signal)
  }

  async #hear({ id, threadId }: HandOverView, signal: AbortSignal): Promise<void> {
    const events = threadEvents(this.#place.client, threadId)
    let timer: ReturnType<typeof setTimeout> | null = null
    const follow = async (): Promise<void> => {
      for await (const followed of followEvents(events, { after: 0, signal })) {
        if (followed.kind !== 'event' || followed.event.seq === undefined || timer !== null) continue
        timer = setTimeout(() => {
          timer = null
          if (!signal.aborted) void this.#read(id, signal).then(() => this.#look())
        }, 100)
      }
    }
    // Once it is closed its events aren't this reader's any more: the list says so.
    await attempt({ ...this.#place, signal }, follow, () => void this.#look())
  }

  async #read(id: string, signal: AbortSignal): Promise<void> {
    const read = async (): Promise<void> => {
      const messages = await readConversation(this.#place.client, id, signal)
      if (id !== this.#id) return
      const isMore = messages.length !== this.#messages?.length
      this.#messages = messages
      this.#draw()
      const list = this.#place.root.querySelector('.desk .said')
      if (isMore && list) list.scrollTop = list.scrollHeight
    }
    await attempt({ ...this.#place, signal }, read, () => void this.#look())
  }

  async #act(act: HandOverAct): Promise<void> {
    const id = this.#id
    if (id === null) return
    await this.#do(act, async ({ client, signal }) => {
      const changed = await changeHandOver(client, id, act, signal)
      this.#all = (this.#all ?? []).flatMap((one) =>
        one.id !== id ? [one] : changed.status === 'closed' ? [] : [changed],
      )
    })
    if (act === 'close' && this.#trouble === null) this.#place.go(null, null)
  }

  async #send(): Promise<void> {
    const id = this.#id
    const words = this.#field?.value.trim() ?? ''
    if (id === null || words === '' || this.#isBusy) return
    await this.#do('send', async ({ client, signal }) => {
      await answerHandOver(client, id, { text: words, key: null }, signal)
      if (this.#field) this.#field.value = ''
    })
    this.#field?.focus()
  }

  async #do(what: HandOverAct | 'send', work: (place: ViewPlace) => Promise<void>): Promise<void> {
    this.#isBusy = true
    this.#trouble = null
    this.#draw()
    const isHere = await attempt(
      this.#place,
      async () => {
        await work(this.#place)
        this.#said = texts.announced[what]
      },
      (reason) => (this.#trouble = reason),
    )
    this.#isBusy = false
    if (isHere) this.#draw()
  }

  #draw(): void {
    this.#place.count((this.#all ?? []).filter(({ status }) => status === 'open').length)
    const shown = {
      all: this.#all,
      open: this.#open,
      messages: this.#messages,
      isBusy: this.#isBusy,
      trouble: this.#trouble,
      said: this.#said,
      me: this.#place.me.id,
      now: new Date(),
    }
    draw(this.#place.root, [drawHandOvers(shown, this.#acts)])
  }
}
