import { sql, type SQL } from 'drizzle-orm'
import { AsyncLocalStorage } from 'node:async_hooks'
import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { channelName, type Connections } from './connection.ts'

/** A notification (NOTIFY), sent to listeners once its transaction has committed. */
export interface Notification {
  readonly channel: string
  /** What every process is told: ids, at most some thousand bytes of text. */
  readonly payload: string
  /** What listeners in this process are given as well, so that they needn't ask the database for it. */
  readonly here: unknown
}

export type OnNotification = (payload: string, here: unknown) => void

/** Notifies the listeners of this process at once, and those of others through PostgreSQL; each once. */
export interface Notifications {
  /** What tells the other processes. */
  toOthers(notices: readonly Notification[]): ToOthers
  /** Tells this process. To be called when the transaction has committed. */
  tellHere(notices: Iterable<Notification>): void
  /**
   * Calls back in the async context of this call, whoever notifies: what a listener begins would otherwise belong to the
   * sender, with its span, and with the configuration of the graph that it is a node of.
   */
  listen(channel: string, onNotice: OnNotification): Promise<AsyncDisposable>
}

export interface ToOthers {
  /** None where nobody else listens. */
  readonly statements: readonly string[]
  /** To be called once they were answered, or what they were to be sent with. */
  ended(): void
}

/** A column that tells the listeners of all processes, this one's by way of PostgreSQL as well, once it is committed. */
export function notifyAll(channel: string, payload: string): SQL {
  return sql`pg_notify(${channelName(channel)}, ${`${NOBODY} ${payload}`})`
}

const NOBODY = '-'
const NOTHING: ToOthers = { statements: [], ended: () => {} }

export function notificationsOver(connections: Connections): Notifications {
  // Our own come back from PostgreSQL too; by their first word we know them.
  const ourselves = randomBytes(9).toString('base64url')
  const listeners = new Map<string, Set<OnNotification>>()
  return {
    toOthers(told) {
      if (told.length === 0) return NOTHING
      const ended = connections.audience.beginUntold(told.map(({ channel }) => channelName(channel)))
      if (ended !== null) return { statements: [], ended }
      const statements = told.map(
        ({ channel, payload }) =>
          `select pg_notify('${channelName(channel)}', ${pg.escapeLiteral(`${ourselves} ${payload}`)});`,
      )
      return { statements, ended: () => {} }
    },
    tellHere(notices) {
      for (const { channel, payload, here } of notices) {
        for (const onNotice of listeners.get(channel) ?? []) onNotice(payload, here)
      }
    },
    async listen(channel, onNotice) {
      const tell = AsyncLocalStorage.bind(onNotice)
      const here = listeners.get(channel) ?? new Set()
      listeners.set(channel, here.add(tell))
      const elsewhere = await connections.listen(channel, (text) => {
        const [sender, ...payload] = text.split(' ')
        if (sender !== ourselves) tell(payload.join(' '), undefined)
      })
      return {
        async [Symbol.asyncDispose]() {
          here.delete(tell)
          await elsewhere[Symbol.asyncDispose]()
        },
      }
    },
  }
}
