import type { InstallationOperations } from '#contract/installation-operations.ts'
import type { SlackApi } from './api.ts'
import type { SlackPeople } from './people.ts'

/** A workspace that an entry is for, and how it is spoken to. */
export interface SlackWorkspace {
  readonly team: string
  readonly api: SlackApi
  readonly people: SlackPeople
}

/** The workspaces that an entry is for. */
export interface SlackWorkspaces {
  /** Null where it isn't for that one. */
  of(team: string): Promise<SlackWorkspace | null>
  /** Whether it ends when the app is taken out of a workspace. */
  readonly areInstalled: boolean
  /** Asks anew for one, the next time. */
  forget(team: string): void
}

/** The one of the operator's file. */
export function oneWorkspace(workspace: SlackWorkspace): SlackWorkspaces {
  return {
    of: (team) => Promise.resolve(team === workspace.team ? workspace : null),
    areInstalled: false,
    forget: () => {},
  }
}

/** For as long a workspace that was taken out may still count with a process that wasn't told of it. */
const KEPT_MS = 30_000
const MOST_KEPT = 1_000

/** Those in which people have installed the app. */
export function installedWorkspaces(
  read: (team: string) => ReturnType<InstallationOperations['readInstallation']>,
  make: (team: string, app: NonNullable<Awaited<ReturnType<typeof read>>>) => SlackWorkspace,
  now: () => Date,
): SlackWorkspaces {
  const kept = new Map<string, { readonly workspace: SlackWorkspace; readonly token: string; readonly until: number }>()
  return {
    of: async (team) => {
      const known = kept.get(team)
      if (known && known.until > now().getTime()) return known.workspace
      const app = await read(team)
      kept.delete(team)
      if (app === null) return null
      // Whom it knows of its people is kept with it, while its token is the same.
      const token = app.token.reveal()
      const workspace = known?.token === token ? known.workspace : make(team, app)
      kept.set(team, { workspace, token, until: now().getTime() + KEPT_MS })
      const [oldest] = kept.keys()
      if (kept.size > MOST_KEPT && oldest !== undefined) kept.delete(oldest)
      return workspace
    },
    areInstalled: true,
    forget: (team) => void kept.delete(team),
  }
}
