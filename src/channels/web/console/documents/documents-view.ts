import type { DocumentPage, DocumentStatus, DocumentView } from '#contract/document.ts'
import { documentTexts as texts } from '../../../document-texts.ts'
import { draw } from '../../browser/draw.ts'
import { attempt } from '../attempt.ts'
import { lookEvery } from '../look-every.ts'
import type { ConsoleView, OpenView, ViewPlace } from '../view.ts'
import { aclOf, FIRST_CHOICES, mistakesIn, prefixOf, type ChoiceMistakes, type Choices } from './choices.ts'
import { readDocuments, removeDocument } from './documents-client.ts'
import { drawDocuments, type ShownDocuments } from './documents-screen.ts'
import { droppedFiles, listenToDrops } from './drops.ts'
import { askToRemove } from './remove-dialog.ts'
import { sendFile } from './send-file.ts'
import { Uploads } from './uploads.ts'

/** Handing documents in and looking after them: for operators. */
export const documentsView: ConsoleView = {
  name: 'documents',
  label: texts.title,
  icon: 'record',
  documentTitle: texts.documentTitle,
  isFor: ({ roles }) => roles.includes('operator'),
  open: (place) => {
    const desk = new DocumentsDesk(place)
    void desk.look()
    return desk
  },
}

/** How often a page that is left open looks again, in ms; sooner while something is on its way into search. */
const LOOKS_EVERY_MS = 3_000
const IDLE_LOOKS = 10

class DocumentsDesk implements OpenView {
  readonly #place: ViewPlace
  readonly #uploads: Uploads
  #choices: Choices = FIRST_CHOICES
  #mistakes: ChoiceMistakes | null = null
  #seen: DocumentPage | null = null
  #filter: ShownDocuments['filter']
  /** What each page after the first begins after; the last one is the page that is shown. */
  #afters: readonly string[] = []
  /** Of which page `#seen` is. */
  #seenAfters: readonly string[] = []
  #said = ''
  #trouble: string | null = null
  #isHeldOver = false
  #looksLeftOut = 0
  #inBefore = 0
  /** Something came in since the list was looked at. */
  #isBehind = false

  constructor(place: ViewPlace) {
    this.#place = place
    this.#filter = filterOf(place.show)
    const { client, signal } = place
    this.#uploads = new Uploads({
      signal,
      send: (file, how) => sendFile(client, file, how),
      onChange: () => this.#uploaded(),
      signedOut: () => place.signedOut(),
    })
    lookEvery(LOOKS_EVERY_MS, signal, () => this.#lookAgain())
    listenToDrops(signal, {
      over: (isHeldOver) => {
        this.#isHeldOver = isHeldOver
        this.#redraw()
      },
      dropped: (transfer) => this.#uploads.add(droppedFiles(transfer)),
    })
    globalThis.addEventListener(
      'beforeunload',
      (event) => {
        if (this.#uploads.isUnderWay) event.preventDefault()
      },
      { signal },
    )
    this.#redraw()
  }

  show(_id: string | null, show: string | null): void {
    this.#filter = filterOf(show)
    this.#afters = []
    this.#seen = null
    this.#redraw()
    void this.look()
  }

  async look(): Promise<void> {
    this.#looksLeftOut = 0
    this.#isBehind = false
    const [filter, afters] = [this.#filter, this.#afters]
    await this.#tried(async () => {
      const which = { status: filter === 'all' ? null : filter, after: afters.at(-1) ?? null }
      const seen = await readDocuments(this.#place.client, which, this.#place.signal)
      if (filter !== this.#filter || afters !== this.#afters) return // it was left meanwhile
      this.#seen = seen
      this.#seenAfters = afters
      this.#trouble = null
    })
  }

  #lookAgain(): void {
    this.#looksLeftOut += 1
    const isMoving = this.#seen?.documents.some(({ status }) => status === 'embedding') === true
    if (isMoving || this.#isBehind || this.#looksLeftOut >= IDLE_LOOKS) void this.look()
  }

  // What has just come in is in the list below as well: once all are in, and now and then before.
  #uploaded(): void {
    const isIn = this.#uploads.list.filter(({ progress }) => progress.state === 'stored').length
    if (isIn > this.#inBefore) this.#isBehind = true
    this.#inBefore = isIn
    if (this.#isBehind && !this.#uploads.isUnderWay) void this.look()
    this.#redraw()
  }

  #send(): void {
    this.#mistakes = mistakesIn(this.#choices)
    const wrong = this.#mistakes.roles === null ? (this.#mistakes.belongs === null ? null : 'belongs') : 'roles'
    if (wrong === null) {
      const { me } = this.#place
      const acl = aclOf(this.#choices, me)
      this.#uploads.send({ acl, class: this.#choices.class, prefix: prefixOf(this.#choices) })
    }
    this.#redraw()
    if (wrong !== null) this.#place.root.querySelector<HTMLElement>(`#documents-${wrong}`)?.focus()
  }

  #choose(choices: Choices): void {
    this.#choices = choices
    if (this.#mistakes !== null) this.#mistakes = mistakesIn(choices)
    this.#redraw()
  }

  #turn(to: 'next' | 'previous'): void {
    if (to === 'next' && this.#seenAfters !== this.#afters) return // the page before is still being read
    const next = this.#seen?.next ?? null
    if (to === 'previous') this.#afters = this.#afters.slice(0, -1)
    else if (next !== null) this.#afters = [...this.#afters, next]
    this.#place.root.querySelector<HTMLElement>('#list-title')?.focus()
    void this.look()
  }

  async #remove({ id, title }: DocumentView): Promise<void> {
    if (!(await askToRemove(title, this.#place.signal))) return
    await this.#tried(async () => {
      await removeDocument(this.#place.client, id, this.#place.signal)
      this.#said = texts.removed(title)
      this.#trouble = null
    })
    if (this.#trouble === null) await this.look()
  }

  #redraw(): void {
    const { root, go } = this.#place
    const shown = {
      ...{ seen: this.#seen, filter: this.#filter, page: this.#afters.length + 1, said: this.#said },
      ...{ trouble: this.#trouble, now: new Date(), isHeldOver: this.#isHeldOver },
      ...{ choices: this.#choices, mistakes: this.#mistakes, uploads: this.#uploads.list },
    }
    draw(root, [
      drawDocuments(shown, {
        look: () => void this.look(),
        show: (filter) => go(null, filter === 'all' ? null : filter),
        remove: (document) => void this.#remove(document),
        turn: (to) => this.#turn(to),
        choose: (choices) => this.#choose(choices),
        add: (files) => this.#uploads.add([...files].map((file) => ({ file, isFolder: false }))),
        send: () => this.#send(),
        leaveOut: (key) => this.#uploads.leaveOut(key),
        tryAgain: (key) => this.#uploads.tryAgain(key),
        clear: () => this.#uploads.clear(),
      }),
    ])
  }

  async #tried(work: () => Promise<void>): Promise<void> {
    const isHere = await attempt(this.#place, work, (reason) => {
      this.#said = ''
      this.#trouble = reason
    })
    if (isHere) this.#redraw()
  }
}

function filterOf(word: string | null): DocumentStatus | 'all' {
  return word === 'ready' || word === 'embedding' || word === 'removed' ? word : 'all'
}
