import { AppError } from '#core/errors.ts'
import { consoleTexts } from '../../console-texts.ts'
import { browserClient } from '../browser/client.ts'
import { draw } from '../browser/draw.ts'
import { h, type Description } from '../browser/element.ts'
import { answered } from './answered.ts'
import { openQueue } from './queue/queue-view.ts'
import { signInAs } from './session.ts'
import type { ViewPlace } from './view.ts'

const texts = consoleTexts.firstPage

/** Fills development's first page: the chat as one person, the queue as another, who are both signed in beside. */
export async function mountFirstPage(page: HTMLElement): Promise<void> {
  const [customer, lead] = [sideOf(page, 'customer'), sideOf(page, 'lead')]
  const sides = new Sides(page, [
    { id: customer.id, name: texts.customer },
    { id: lead.id, name: texts.supportLead },
  ])
  const signal = new AbortController().signal
  const client = browserClient(location.origin, null, lead.person)
  // In this order: who opens the console next, and has chosen nobody, is who decides.
  for (const { person } of [lead, customer]) await answered(() => signInAs(person, { beside: true }, signal))
  const me = await answered(() => client.readMe(signal)).catch((error: unknown) => {
    if (!(error instanceof AppError)) throw error
    return null // a browser that keeps no cookie for us
  })
  if (me === null) return draw(lead.box, [h('p', { class: 'why stop' }, texts.noCookies)])
  const chat = document.createElement('parley-chat')
  chat.setAttribute('mode', 'inline')
  chat.setAttribute('person', customer.person)
  customer.box.append(chat)
  const place: ViewPlace = {
    root: lead.box,
    client,
    me,
    id: null,
    show: null,
    signal,
    heading: 'h3',
    keys: lead.box,
    addressOf: () => null,
    go: (id) => queue.show(id, null),
    count: (waiting) => sides.count(lead.id, waiting),
    signedOut: () => location.reload(),
  }
  const queue = openQueue(place, texts.emptyHint)
  // What the chat shows as a plan waits on the other side as well; half a second earlier than looking would tell.
  page.addEventListener('parley-plan', () => queue.look())
}

interface Side {
  readonly id: string
  readonly person: string
  readonly box: HTMLElement
}

function sideOf(page: HTMLElement, name: string): Side {
  const side = page.querySelector<HTMLElement>(`#side-${name}`)
  const box = side?.querySelector<HTMLElement>('.pane')
  if (!side || !box) throw new AppError('The first page lacks one of its sides.', { code: 'internal' })
  return { id: side.id, person: side.dataset.person ?? '', box }
}

interface Tab {
  readonly id: string
  readonly name: string
}

/** Which side is seen where there is room for one: tabs, moved along by the arrow keys. */
class Sides {
  readonly #page: HTMLElement
  readonly #tabs: readonly [Tab, Tab]
  readonly #counts = new Map<string, number>()
  readonly #narrow = matchMedia('(max-width: 860px)')
  #shown: Tab

  constructor(page: HTMLElement, tabs: readonly [Tab, Tab]) {
    this.#page = page
    this.#tabs = tabs
    this.#shown = tabs[0]
    this.#narrow.addEventListener('change', () => this.#show(this.#shown))
    this.#show(this.#shown)
  }

  count(id: string, waiting: number): void {
    this.#counts.set(id, waiting)
    this.#show(this.#shown)
  }

  #show(shown: Tab): void {
    this.#shown = shown
    const bar = this.#page.querySelector('.switch')
    if (bar !== null)
      draw(
        bar,
        this.#tabs.map((tab) => this.#tab(tab)),
      )
    for (const { id } of this.#tabs) {
      const side = this.#page.querySelector(`#${id}`)
      side?.toggleAttribute('data-shown', id === shown.id)
      if (this.#narrow.matches) side?.setAttribute('role', 'tabpanel')
      else side?.removeAttribute('role')
    }
  }

  #tab(tab: Tab): Description {
    const isShown = tab === this.#shown
    const waiting = this.#counts.get(tab.id) ?? 0
    const attributes = {
      type: 'button',
      role: 'tab',
      key: tab.id,
      id: `tab-${tab.id}`,
      'aria-selected': String(isShown),
      'aria-controls': tab.id,
      tabindex: isShown ? '0' : '-1',
      on: { click: () => this.#show(tab), keydown: (event: KeyboardEvent) => this.#moved(event) },
    }
    return h('button', attributes, tab.name, waiting > 0 && h('span', { class: 'n' }, ` ${texts.waiting(waiting)}`))
  }

  #moved(event: KeyboardEvent): void {
    if (!['ArrowLeft', 'ArrowRight', 'Home', 'End'].includes(event.key)) return
    event.preventDefault()
    const [first, last] = this.#tabs
    const isLast = event.key === 'End' || (event.key.startsWith('Arrow') && this.#shown === first)
    this.#show(isLast ? last : first)
    this.#page.querySelector<HTMLElement>(`#tab-${this.#shown.id}`)?.focus()
  }
}
