import type { Notification, Notifications, ToOthers } from './notifications.ts'

/** What happens when, and only if, a transaction commits. */
export interface AtCommit {
  notify(channel: string, payload: string, here?: unknown): void
  afterCommit(action: () => void): void
  /** COMMIT, behind what notifies the other processes. */
  statement(): string
  /** To be called once that was answered, or what it was to be sent with has failed. */
  ended(isCommitted: boolean): void
}

/** Collects that over the life of a transaction. The same notice for other processes is sent once. */
export function atCommit(notices: Notifications): AtCommit {
  const told = new Map<string, Notification>()
  const actions: (() => void)[] = []
  let toOthers: ToOthers | null = null
  return {
    notify: (channel, payload, here) => void told.set(`${channel} ${payload}`, { channel, payload, here }),
    afterCommit: (action) => void actions.push(action),
    statement() {
      toOthers = notices.toOthers([...told.values()])
      return [...toOthers.statements, 'commit'].join(' ')
    },
    ended(isCommitted) {
      toOthers?.ended()
      if (!isCommitted) return
      for (const action of actions) action()
      notices.tellHere(told.values())
    },
  }
}
