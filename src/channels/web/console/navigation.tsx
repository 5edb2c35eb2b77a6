import { consoleTexts, rolesText } from '#cards/texts/console-texts.ts'
import type { Me } from '#contract/server-endpoints.ts'
import { addressOf } from './address.ts'
import { Icon } from './kit/icon.tsx'
import { Link } from './kit/link.tsx'
import type { SignInKind } from './sign-in.tsx'
import type { ConsoleView } from './view.ts'
import { VIEWS } from './views.ts'
import type { Warnings } from './warnings.ts'
import { pagePath } from '../browser/page-server.ts'

interface NavigationProps {
  readonly shown: ConsoleView | null
  /** How much waits in each. */
  readonly counts: ReadonlyMap<ConsoleView, number>
  readonly me: Me
  readonly kind: SignInKind
  readonly warnings: Warnings
  go(view: ConsoleView): void
  end(): void
}

/** The views that are for this reader, what whoever oversees should know of the machine, and who one is. */
export function Navigation({ shown, counts, me, kind, warnings, go, end }: NavigationProps) {
  const { someoneElse, signOut } = consoleTexts.signIn
  const { walls, storage, agents } = warnings
  return (
    <nav class="side" aria-label={consoleTexts.views}>
      <Link class="brand" path={`${pagePath()}/`}>
        <Logo />
        {consoleTexts.brand}
      </Link>
      <ul>
        {VIEWS.filter((view) => view.isListed && view.isFor(me)).map((view) => (
          <li key={view.name}>
            <ViewLink view={view} isShown={view === shown} count={counts.get(view) ?? 0} go={() => go(view)} />
          </li>
        ))}
      </ul>
      <Note summary={consoleTexts.missingWalls(walls.length)} warnings={walls} />
      <Note summary={consoleTexts.storageLow} warnings={storage} />
      <Note summary={consoleTexts.agentWarnings(agents.length)} warnings={agents} />
      <div class="me">
        <b>{me.name}</b>
        <span>{rolesText(me.roles)}</span>
        <button class="link" type="button" onClick={end}>
          {kind === 'people' ? someoneElse : signOut}
        </button>
      </div>
    </nav>
  )
}

// A thing said, whole; and what is to come of it, dashed (by the stylesheet).
function Logo() {
  return (
    <svg class="i logo" viewBox="0 0 20 20" aria-hidden="true">
      <circle cx="6" cy="6" r="3.6" />
      <path d="M8.6 8.6l2.8 2.8" />
      <circle cx="14" cy="14" r="3.6" />
    </svg>
  )
}

interface ViewLinkProps {
  readonly view: ConsoleView
  readonly isShown: boolean
  readonly count: number
  go(): void
}

function ViewLink({ view, isShown, count, go }: ViewLinkProps) {
  return (
    <Link class="view" path={addressOf(view.name, null, null)} isCurrent={isShown && 'page'} go={go}>
      <Icon name={view.icon} />
      {view.label}
      {count > 0 && <span class="n">{count}</span>}
    </Link>
  )
}

function Note({ summary, warnings }: { readonly summary: string; readonly warnings: readonly string[] }) {
  if (warnings.length === 0) return null
  return (
    <details class="walls">
      <summary>{summary}</summary>
      <ul>
        {warnings.map((warning) => (
          <li key={warning}>{warning}</li>
        ))}
      </ul>
    </details>
  )
}
