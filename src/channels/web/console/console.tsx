import { render } from 'preact'
import { useEffect, useLayoutEffect, useState } from 'preact/hooks'
import { consoleTexts } from '#cards/texts/console-texts.ts'
import { addressOf, pageIn } from './address.ts'
import { retryUntilAnswered } from './retry-until-answered.ts'
import { handOversView } from './hand-overs/hand-overs-view.tsx'
import { useWaiting } from './hand-overs/use-waiting.ts'
import { useAbortSignal } from './kit/use-abort-signal.ts'
import { Navigation } from './navigation.tsx'
import { forgetToken } from './session.ts'
import { currentReader, SignIn, type SignedIn, type SignInKind } from './sign-in.tsx'
import type { ConsoleView } from './view.ts'
import { VIEWS } from './views.ts'
import { NO_WARNINGS, readWarnings } from './warnings.ts'

/** Shows the console in an element: who one is, then the view that the address names. */
export async function mountConsole(root: HTMLElement, kind: SignInKind): Promise<void> {
  const known = await retryUntilAnswered(() => currentReader(kind))
  render(<Console kind={kind} known={known} />, root)
}

function Console({ kind, known }: { readonly kind: SignInKind; readonly known: SignedIn | null }) {
  const [signedIn, setSignedIn] = useState(known)
  const [why, setWhy] = useState<string | null>(null)
  const end = (reason: string | null): void => {
    forgetToken()
    setWhy(reason)
    setSignedIn(null)
  }
  if (signedIn === null) return <SignIn kind={kind} why={why} entered={setSignedIn} />
  return <Views kind={kind} signedIn={signedIn} end={end} />
}

interface ViewsProps {
  readonly kind: SignInKind
  readonly signedIn: SignedIn
  /** Ends it, with why where its reader didn't want that. */
  end(why: string | null): void
}

// The navigation, and beside it the view of the address, for as long as somebody is signed in.
function Views({ kind, signedIn: { client, me }, end }: ViewsProps) {
  const { place, go } = usePlace()
  const [counts, setCounts] = useState<ReadonlyMap<ConsoleView, number>>(new Map())
  const [warnings, setWarnings] = useState(NO_WARNINGS)
  const gone = useAbortSignal()
  const view = VIEWS.find((one) => one.name === (place.view ?? VIEWS[0].name) && one.isFor(me)) ?? null
  const count = (of: ConsoleView, waiting: number): void =>
    setCounts((all) => ((all.get(of) ?? 0) === waiting ? all : new Map(all).set(of, waiting)))
  // Open, the view counts itself.
  useWaiting({ client, me }, (waiting) => view !== handOversView && count(handOversView, waiting))
  useEffect(() => void readWarnings(me, gone).then(setWarnings), [])
  useEffect(() => {
    document.title = view === null ? consoleTexts.brand : view.documentTitle(counts.get(view) ?? 0)
  })
  const screen = view && {
    ...{ client, me, id: place.id, show: place.show, visit: place.visit, keys: document },
    heading: 'h1' as const,
    addressOf: (id: string | null, show: string | null) => addressOf(view.name, id, show),
    go: (id: string | null, show: string | null) => go(view, id, show),
    count: (waiting: number) => count(view, waiting),
    signedOut: () => end(consoleTexts.signIn.again),
  }
  return (
    <div class="app">
      <Navigation
        {...{ shown: view, counts, me, kind, warnings }}
        go={(to) => go(to, null, null)}
        end={() => end(null)}
      />
      <main>
        <div class="view-box">
          {view === null || screen === null ? (
            <NoSuchView leave={() => go(VIEWS[0], null, null)} />
          ) : (
            <view.Screen key={view.name} {...screen} />
          )}
        </div>
      </main>
    </div>
  )
}

// What the address names, and how it is made to name something else.
function usePlace() {
  const [place, setPlace] = useState(() => ({ ...pageIn(location), visit: 0 }))
  const signal = useAbortSignal()
  const route = (): void => setPlace(({ visit }) => ({ ...pageIn(location), visit: visit + 1 }))
  useLayoutEffect(() => globalThis.addEventListener('popstate', route, { signal }), [])
  const go = (view: ConsoleView, id: string | null, show: string | null): void => {
    const address = addressOf(view.name, id, show)
    if (address !== location.pathname + location.search) history.pushState(null, '', address)
    route()
  }
  return { place, go }
}

function NoSuchView({ leave }: { leave(): void }) {
  return (
    <div class="page">
      <h1>{consoleTexts.noSuchView}</h1>
      <button class="b" type="button" onClick={leave}>
        {consoleTexts.toQueue}
      </button>
    </div>
  )
}
