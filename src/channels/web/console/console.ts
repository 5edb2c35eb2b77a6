import { consoleTexts, rolesText } from '../../console-texts.ts'
import { draw } from '../browser/draw.ts'
import { h, type Description } from '../browser/element.ts'
import { icon } from '../browser/icons.ts'
import { addressOf, placeIn, type Place } from './address.ts'
import { answered } from './answered.ts'
import { listHandOvers } from '../../hand-over-calls.ts'
import { handOversView } from './hand-overs/hand-overs-view.ts'
import { logo } from './logo.ts'
import { lookEvery } from './look-every.ts'
import { NO_WARNINGS, readWarnings, warningNotes, type Warnings } from './warnings.ts'
import { forgetToken } from './session.ts'
import { askWho, currentReader, type SignedIn, type SignInKind } from './sign-in.ts'
import type { ConsoleView, OpenView } from './view.ts'
import { VIEWS } from './views.ts'

/** Shows the console in an element: who one is, then the view that the address names. It never ends. */
export async function mountConsole(root: HTMLElement, kind: SignInKind): Promise<never> {
  let signedIn: SignedIn | null = await answered(() => currentReader(kind))
  let why: string | null = null
  for (;;) {
    signedIn ??= await askWho(root, kind, why)
    const session = new AbortController()
    const { promise: over, resolve: end } = Promise.withResolvers<string | null>()
    showViews(root, signedIn, { signal: session.signal, kind, end })
    why = await over
    session.abort()
    forgetToken()
    signedIn = null
  }
}

interface Session {
  readonly kind: SignInKind
  readonly signal: AbortSignal
  /** Ends it, with why where its reader didn't want that. */
  end(why: string | null): void
}

interface Shown {
  readonly view: ConsoleView
  readonly open: OpenView
  readonly over: AbortController
}

/** The navigation, and beside it the view of the address, for as long as somebody is signed in. */
function showViews(root: HTMLElement, signedIn: SignedIn, session: Session): void {
  const { side, main } = frameIn(root)
  const counts = new Map<ConsoleView, number>()
  let shown: Shown | null = null
  let warnings: Warnings = NO_WARNINGS

  const redraw = (): void => {
    const options = { go, end: () => session.end(null), kind: session.kind, warnings }
    draw(side, [navigation(shown?.view ?? null, counts, signedIn, options)])
    document.title = shown === null ? consoleTexts.brand : shown.view.documentTitle(counts.get(shown.view) ?? 0)
  }
  const count = (view: ConsoleView, waiting: number): void => {
    if (counts.get(view) === waiting) return
    counts.set(view, waiting)
    if (shown !== null) redraw()
  }
  const route = (): void => {
    const place = placeIn(location)
    const view = VIEWS.find((one) => one.name === (place.view ?? VIEWS[0].name) && one.isFor(signedIn.me)) ?? null
    if (view !== null && shown?.view === view) return shown.open.show(place.id, place.show)
    shown?.over.abort()
    shown = null
    // A box for each: what a view that was left still draws goes nowhere.
    const box = document.createElement('div')
    box.className = 'view-box'
    main.replaceChildren(box)
    if (view === null) draw(box, [noSuchView(go)])
    else shown = openView(view, box, { ...signedIn, place, session, go, count })
    redraw()
  }
  const go: NavigationOptions['go'] = (view, id, show) => {
    const address = addressOf(view.name, id, show)
    if (address !== location.pathname + location.search) history.pushState(null, '', address)
    route()
  }
  globalThis.addEventListener('popstate', route, { signal: session.signal })
  route()
  watchConversations(signedIn, session.signal, (waiting) => {
    // Open, the view counts itself.
    if (shown?.view !== handOversView) count(handOversView, waiting)
  })
  void readWarnings(signedIn.me, session.signal).then((found) => {
    warnings = found
    if (shown !== null && found !== NO_WARNINGS) redraw()
  })
}

/** How often it is looked whether somebody waits for a person, while another view is shown, in ms. */
const CONVERSATIONS_EVERY_MS = 5_000

function watchConversations({ client, me }: SignedIn, signal: AbortSignal, told: (waiting: number) => void): void {
  if (!handOversView.isFor(me)) return
  const look = (): void => {
    listHandOvers(client, signal).then(
      (all) => told(all.filter(({ status }) => status === 'open').length),
      () => undefined, // what the view that is shown asks says what is wrong
    )
  }
  lookEvery(CONVERSATIONS_EVERY_MS, signal, look)
  look()
}

function frameIn(root: HTMLElement): { readonly side: HTMLElement; readonly main: HTMLElement } {
  const app = document.createElement('div')
  const side = document.createElement('div')
  const main = document.createElement('main')
  app.className = 'app'
  side.className = 'side-box'
  app.append(side, main)
  root.replaceChildren(app)
  return { side, main }
}

interface Opening extends SignedIn {
  readonly place: Place
  readonly session: Session
  readonly go: NavigationOptions['go']
  count(view: ConsoleView, waiting: number): void
}

function openView(view: ConsoleView, root: HTMLElement, opening: Opening): Shown {
  const { client, me, place, session } = opening
  const over = new AbortController()
  const open = view.open({
    root,
    client,
    me,
    id: place.id,
    show: place.show,
    signal: AbortSignal.any([over.signal, session.signal]),
    heading: 'h1',
    keys: document,
    addressOf: (id, show) => addressOf(view.name, id, show),
    go: (id, show) => opening.go(view, id, show),
    count: (waiting) => opening.count(view, waiting),
    signedOut: () => session.end(consoleTexts.signIn.again),
  })
  return { view, over, open }
}

interface NavigationOptions {
  readonly kind: SignInKind
  readonly warnings: Warnings
  go(view: ConsoleView, id: string | null, show: string | null): void
  end(): void
}

function navigation(
  shown: ConsoleView | null,
  counts: ReadonlyMap<ConsoleView, number>,
  { me }: SignedIn,
  options: NavigationOptions,
): Description {
  const { someoneElse, signOut } = consoleTexts.signIn
  return h(
    'nav',
    { class: 'side', 'aria-label': consoleTexts.views },
    h('a', { class: 'brand', path: '/' }, logo(), consoleTexts.brand),
    h(
      'ul',
      null,
      VIEWS.filter((view) => view.isFor(me)).map((view) =>
        h('li', { key: view.name }, link(view, view === shown, counts.get(view) ?? 0, options)),
      ),
    ),
    ...warningNotes(options.warnings),
    h(
      'div',
      { class: 'me' },
      h('b', null, me.name),
      h('span', null, rolesText(me.roles)),
      h(
        'button',
        { class: 'link', type: 'button', on: { click: options.end } },
        options.kind === 'people' ? someoneElse : signOut,
      ),
    ),
  )
}

function link(view: ConsoleView, isShown: boolean, count: number, { go }: NavigationOptions): Description {
  const click = (event: MouseEvent): void => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return
    event.preventDefault()
    go(view, null, null)
  }
  return h(
    'a',
    { class: 'view', path: addressOf(view.name, null, null), 'aria-current': isShown ? 'page' : null, on: { click } },
    icon(view.icon),
    view.label,
    count > 0 && h('span', { class: 'n' }, String(count)),
  )
}

function noSuchView(go: NavigationOptions['go']): Description {
  return h(
    'div',
    { class: 'page' },
    h('h1', null, consoleTexts.noSuchView),
    h('button', { class: 'b', type: 'button', on: { click: () => go(VIEWS[0], null, null) } }, consoleTexts.toQueue),
  )
}
