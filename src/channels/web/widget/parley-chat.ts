import { ANSWER_STYLES } from '../browser/answer-styles.ts'
import { BASE_STYLES } from '../browser/base-styles.ts'
import { chatStorage } from '../browser/browser-storage.ts'
import { browserClient } from '../browser/client.ts'
import type { Token } from '../browser/client.ts'
import { tokens } from '../browser/tokens.ts'
import { Chat } from './chat.ts'
import { FloatWindow } from './float-window.ts'
import { LATER_SHEETS } from './more.ts'
import { PageToken } from './page-token.ts'
import { applyTheme, THEME_STYLES } from './theme.ts'
import { WIDGET_STYLES } from './widget-styles.ts'

// Found while the script runs: afterwards nobody can tell which one it was.
const SCRIPT = document.currentScript instanceof HTMLScriptElement ? document.currentScript.src : null

/**
 * `<parley-chat agent="support" mode="float|inline" open lang="en">`: a chat with an agent, floating over a page or set
 * into it. On the server's own pages the session's cookie counts; elsewhere the page sets `token` or `getToken`.
 */
export class ParleyChat extends HTMLElement {
  static readonly observedAttributes = ['open'] as const

  readonly #pageToken = new PageToken()
  #gone = new AbortController()
  #root: HTMLElement | null = null
  #window: FloatWindow | null = null
  #chat: Chat | null = null
  #frame: HTMLElement | null = null
  #unread = 0
  #waiting: readonly string[] = []

  constructor() {
    super()
    this.attachShadow({ mode: 'open' })
    // A page may have set these before this class was there.
    for (const name of ['token', 'getToken'] as const) this.#upgrade(name)
  }

  get token(): string | null {
    return this.#pageToken.token
  }

  /** A token to act with. */
  set token(token: string | null) {
    this.#pageToken.token = token
  }

  get getToken(): Token | null {
    return this.#pageToken.getToken
  }

  /** Asked for a token whenever one is needed, so that it may be a short-lived one. */
  set getToken(getToken: Token | null) {
    this.#pageToken.getToken = getToken
  }

  connectedCallback(): void {
    this.#gone = new AbortController()
    this.#root = this.#makeRoot()
    const { signal } = this.#gone
    if (this.getAttribute('mode') === 'inline') {
      this.#frame = document.createElement('div')
      this.#frame.className = 'frame'
      this.#root.append(this.#frame)
      this.#begin(this.#frame)
    } else {
      this.#window = new FloatWindow({
        root: this.#root,
        signal,
        onToggle: (isOpen) => (isOpen ? this.open() : this.close()),
      })
      this.#frame = this.#window.frame
      this.#window.show()
      if (this.hasAttribute('open')) this.#openWindow()
      else this.#listenSoon(signal)
    }
    const retheme = (): void => {
      if (this.#root !== null) applyTheme(this.#root)
    }
    retheme()
    matchMedia('(prefers-color-scheme: dark)').addEventListener('change', retheme, { signal })
    window.addEventListener('load', retheme, { signal })
  }

  disconnectedCallback(): void {
    this.#gone.abort()
    this.shadowRoot?.replaceChildren()
    this.#chat = null
    this.#window = null
    this.#frame = null
    this.#root = null
  }

  attributeChangedCallback(_name: 'open', before: string | null, now: string | null): void {
    if (this.#window === null || (before === null) === (now === null)) return
    if (now === null) this.#closeWindow()
    else this.#openWindow()
  }

  /** Opens the floating window. Set inline, it is always open. */
  open(): void {
    if (this.#window !== null) this.setAttribute('open', '')
  }

  close(): void {
    this.removeAttribute('open')
  }

  /** Says something as the person before the screen. */
  send(text: string): void {
    if (this.#frame === null) this.#waiting = [...this.#waiting, text]
    else this.#begin(this.#frame).send(text)
  }

  #openWindow(): void {
    if (this.#window === null) return
    const chat = this.#begin(this.#window.frame)
    this.#window.open()
    chat.show(true)
    chat.focus({ composer: !this.#window.isPhone })
    this.#setUnread(0)
    if (this.#root !== null) applyTheme(this.#root)
    this.#tell('parley-open', { open: true })
  }

  #closeWindow(): void {
    this.#chat?.show(false)
    this.#window?.close()
    this.#tell('parley-open', { open: false })
  }

  #begin(frame: HTMLElement): Chat {
    if (this.#chat !== null) return this.#chat
    const server = serverOf(this.getAttribute('server'))
    const chat = new Chat({
      client: browserClient(server, this.#pageToken.source(server), this.getAttribute('person')),
      agent: this.getAttribute('agent'),
      lang: this.getAttribute('lang'),
      scriptOrigin: serverOf(null),
      place: frame,
      canClose: this.#window !== null,
      signal: this.#gone.signal,
      onClose: () => this.close(),
      onSignedOut: () => this.#pageToken.refused(),
      onPlan: (plan) => this.#tell('parley-plan', plan),
      onAnswer: () => {
        if (this.#window !== null && !this.hasAttribute('open')) this.#setUnread(this.#unread + 1)
      },
      onReader: (isOpen) => frame.classList.toggle('wide', isOpen),
    })
    this.#chat = chat
    if (this.#window !== null && !this.hasAttribute('open')) chat.show(false)
    for (const text of this.#waiting) chat.send(text)
    this.#waiting = []
    return chat
  }

  // Who was in a conversation before hears of its news while the window is closed; who wasn't costs the page nothing.
  #listenSoon(signal: AbortSignal): void {
    const listen = (): void => {
      if (signal.aborted || this.#frame === null) return
      const server = serverOf(this.getAttribute('server'))
      if (chatStorage(server, this.getAttribute('agent')).hasRoom()) this.#begin(this.#frame)
    }
    setTimeout(listen, IDLE_MS)
  }

  #setUnread(count: number): void {
    if (count === this.#unread) return
    this.#unread = count
    this.#window?.setUnread(count)
    this.#tell('parley-unread', { count })
  }

  #tell(type: string, detail: object): void {
    this.dispatchEvent(new CustomEvent(type, { detail, bubbles: true, composed: true }))
  }

  #makeRoot(): HTMLElement {
    const root = document.createElement('div')
    root.className = `parley ${this.#isInline ? 'inline' : 'float'}`
    root.lang = 'en' // what the texts of this file are in
    if (this.shadowRoot !== null) {
      this.shadowRoot.adoptedStyleSheets = styleSheets()
      this.shadowRoot.replaceChildren(root)
    }
    return root
  }

  get #isInline(): boolean {
    return this.getAttribute('mode') === 'inline'
  }

  #upgrade(name: 'token' | 'getToken'): void {
    const given = Object.getOwnPropertyDescriptor(this, name)
    if (given === undefined) return
    Reflect.deleteProperty(this, name)
    Reflect.set(this, name, given.value)
  }
}

/** A page's own work comes first. */
const IDLE_MS = 1_500

let sheets: CSSStyleSheet[] | null = null

// Made by a script and not by markup, which the strictest policy of a page allows.
function styleSheets(): CSSStyleSheet[] {
  sheets ??= [
    sheetOf([tokens('.parley'), BASE_STYLES, ANSWER_STYLES]),
    ...LATER_SHEETS,
    sheetOf([WIDGET_STYLES, THEME_STYLES]),
  ]
  return sheets
}

function sheetOf(styles: readonly string[]): CSSStyleSheet {
  const sheet = new CSSStyleSheet()
  sheet.replaceSync(styles.join('\n'))
  return sheet
}

/** The server that this script came from, unless the page names another. It may have a path of its host alone. */
function serverOf(named: string | null): string {
  if (named !== null && URL.canParse(named)) return withoutSlash(new URL(named))
  const found = SCRIPT ?? document.querySelector<HTMLScriptElement>('script[src*="/widget.js"]')?.src
  return found === undefined ? new URL(location.href).origin : withoutSlash(new URL('.', found))
}

function withoutSlash({ origin, pathname }: URL): string {
  return `${origin}${pathname.replace(/\/+$/, '')}`
}
