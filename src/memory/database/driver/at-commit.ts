import type { Notice, Notices } from './notices.ts'

/** What happens when, and only if, a transaction commits. */
export interface AtCommit {
  notify(channel: string, payload: string, here?: unknown): void
  afterCommit(action: () => void): void
  /** COMMIT, behind what notifies the other processes. */
  statement(): string
  /** To be called once that was answered. */
  committed(): void
}

/** Collects that over the life of a transaction. The same notice for other processes is sent once. */
export function atCommit(notices: Notices): AtCommit {
  const told = new Map<string, Notice>()
  const actions: (() => void)[] = []
  return {
    notify(channel, payload, here) {
      const notice = { channel, payload, here }
      told.set(notices.statementFor(notice), notice)
    },
    afterCommit: (action) => void actions.push(action),
    statement: () => [...told.keys(), 'commit'].join(' '),
    committed() {
      for (const action of actions) action()
      notices.tellHere(told.values())
    },
  }
}
