import { screenTexts } from '#cards/texts/screen-texts.ts'
import { draw } from '../browser/draw.ts'
import { h } from '../browser/element.ts'
import { icon } from '../browser/icons.ts'

/**
 * The button in the corner and the window over it, both in the browser's top layer, so that no page has to make room
 * for them. On a wide screen the page stays usable; on a phone the window takes it over until it is closed.
 */
export class FloatWindow {
  readonly frame = document.createElement('dialog')
  readonly #dock = document.createElement('div')
  readonly #phone = matchMedia('(max-width: 559px)')
  readonly #options: {
    readonly root: HTMLElement
    readonly signal: AbortSignal
    readonly onToggle: (open: boolean) => void
  }
  #isOpen = false
  #unread = 0

  constructor(options: { root: HTMLElement; signal: AbortSignal; onToggle: (open: boolean) => void }) {
    this.#options = options
    const { signal, root } = options
    this.frame.className = 'frame'
    this.frame.setAttribute('aria-labelledby', 'chat-title')
    this.#dock.className = 'dock'
    this.#dock.popover = 'manual'
    root.append(this.#dock, this.frame)
    // The browser's own wish to close it: Escape, or the back gesture of a phone.
    this.frame.addEventListener('cancel', (event) => {
      event.preventDefault()
      options.onToggle(false)
    })
    this.frame.addEventListener('keydown', (event) => {
      if (event.key === 'Escape' && !event.defaultPrevented) options.onToggle(false)
    })
    this.#phone.addEventListener('change', () => this.#isOpen && this.#showFrame(), { signal })
    window.visualViewport?.addEventListener('resize', () => this.#fitViewport(), { signal })
    this.#drawDock()
  }

  /** Puts the button on the page. A browser shows what is in the page only. */
  show(): void {
    if (!this.#dock.matches(':popover-open')) this.#dock.showPopover()
  }

  get isPhone(): boolean {
    return this.#phone.matches
  }

  open(): void {
    this.#isOpen = true
    this.#unread = 0
    this.#showFrame()
    this.#drawDock()
  }

  close(): void {
    this.#isOpen = false
    this.#hideFrame()
    this.show()
    this.#drawDock()
    this.#dock.querySelector('button')?.focus({ preventScroll: true })
  }

  setUnread(count: number): void {
    this.#unread = count
    this.#drawDock()
  }

  #showFrame(): void {
    this.#hideFrame()
    this.#fitViewport()
    if (this.#phone.matches) {
      if (this.#dock.matches(':popover-open')) this.#dock.hidePopover()
      this.frame.showModal()
    } else {
      this.show()
      this.frame.popover = 'manual'
      this.frame.showPopover()
    }
  }

  #hideFrame(): void {
    if (this.frame.popover !== null && this.frame.matches(':popover-open')) this.frame.hidePopover()
    this.frame.popover = null
    if (this.frame.open) this.frame.close()
  }

  // A phone's keys of glass take height that only the visual viewport knows of.
  #fitViewport(): void {
    const height = window.visualViewport?.height
    if (height !== undefined) this.frame.style.setProperty('--viewport', `${Math.round(height)}px`)
  }

  #drawDock(): void {
    const words = screenTexts.chat
    const name = this.#isOpen ? words.close : this.#unread > 0 ? words.openUnread(this.#unread) : words.open
    draw(this.#dock, [
      h(
        'button',
        {
          key: 'launcher',
          type: 'button',
          class: 'launcher',
          'aria-label': name,
          'aria-expanded': String(this.#isOpen),
          'aria-haspopup': 'dialog',
          on: { click: () => this.#options.onToggle(!this.#isOpen) },
        },
        icon(this.#isOpen ? 'down' : 'chat'),
        this.#unread > 0 && !this.#isOpen
          ? h('span', { class: 'n', 'aria-hidden': 'true' }, String(this.#unread))
          : null,
      ),
    ])
  }
}
