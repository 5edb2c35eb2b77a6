import { randomBytes } from 'node:crypto'
import { setTimeout as delay } from 'node:timers/promises'

/** Which other processes listen to a database, so that NOTIFY is skipped while there are none. */
export interface Listeners {
  /**
   * Begins a transaction without NOTIFY, since no other process listens; one that starts to listen meanwhile waits until
   * the returned function is called. Null where others may listen and have to be notified.
   */
  beginUntold(channels: readonly string[]): (() => void) | null
}

/** The listeners of a database that only this process can open. */
export const NO_OTHER_LISTENERS: Listeners = { beginUntold: () => () => {} }

/** The channel on which listeners announce themselves. */
export const LISTENER_CHANNEL = 'parley_audience'

/** How the name of a listening session begins (`application_name`). */
export const LISTENS_AS = 'parley-listen'

// One for each database; nothing else of ours locks by two numbers.
const LOCK = `hashtext('${LISTENER_CHANNEL}'), 0`
// Those of a version before this know of no lock, and run beside it while one takes the place of the other.
const OTHERS_LISTEN = `exists (select from pg_stat_activity where datname = current_database()
   and application_name like '${LISTENS_AS} %' and pid <> pg_backend_pid())`
const FIRST_WAIT_MS = 50
const LONGEST_WAIT_MS = 2_000

/** The listening session, as far as the lock needs it. */
export interface ListeningSession {
  ask(statement: string): Promise<readonly Readonly<Record<string, unknown>>[]>
}

export interface ListenerLockOptions {
  /** From now on all is heard; what was told before may have been missed. */
  onMissed(): void
}

/**
 * Whether this process alone listens, by a lock of its listening session (PostgreSQL 13.3.5), which the server lets go of
 * with that session: one that has it for itself tells nobody else, and several share it. Whoever comes asks for its share
 * until it has one, and looks for itself then: by that time all that was committed untold is over, and all else is told.
 */
export class ListenerLock implements Listeners {
  readonly #options: ListenerLockOptions
  readonly #name = randomBytes(9).toString('base64url')
  #session: ListeningSession | null = null
  /** Whether it has the lock for itself, and whether it has a share; both for as long as it goes from one to the other. */
  #hasLock = false
  #hasShare = false
  /** Whether nobody else is told: from when it has the lock until somebody comes, who gets a share a little later. */
  #isAlone = false
  /** What is under way that nobody else is told of. */
  #untold = 0
  #onAllTold: () => void = () => {}
  /** Where something went untold under this session, and under one that was lost. */
  readonly #silent = new Set<string>()
  readonly #lost = new Set<string>()

  constructor(options: ListenerLockOptions) {
    this.#options = options
  }

  beginUntold(channels: readonly string[]): (() => void) | null {
    if (!this.#isAlone) return null
    for (const channel of channels) this.#silent.add(channel)
    this.#untold += 1
    return () => {
      this.#untold -= 1
      if (this.#untold === 0) this.#onAllTold()
    }
  }

  /** A session has begun to listen. Resolves once it is known whether others do. */
  async join(session: ListeningSession): Promise<void> {
    this.#session = session
    await this.look(session)
    if (this.#isAlone) this.#lost.clear()
    else if (this.#session === session) void this.#share(session).catch(() => {})
  }

  /** Looks whether the others have gone, or somebody came unheard; an answer shows that the session still listens, too. */
  async look(session: ListeningSession): Promise<void> {
    const lock = this.#hasLock ? 'true' : `pg_try_advisory_lock(${LOCK})`
    const [row] = await session.ask(`select case when ${OTHERS_LISTEN} then false else ${lock} end as alone`)
    if (this.#session !== session) return
    if (row?.['alone'] !== true) await this.#makeRoom(session)
    else if (!this.#hasLock) this.#hasLock = this.#isAlone = true
  }

  /** Somebody made themselves known. */
  async hear(name: string): Promise<void> {
    if (name !== this.#name && this.#session !== null) await this.#makeRoom(this.#session)
  }

  async #makeRoom(session: ListeningSession): Promise<void> {
    if (!this.#isAlone) return
    this.#isAlone = false
    if (this.#untold > 0) await new Promise<void>((resolve) => (this.#onAllTold = resolve))
    if (this.#session !== session) return
    if (!this.#hasShare) await session.ask(`select pg_advisory_lock_shared(${LOCK})`)
    this.#hasShare = true
    await session.ask(`select pg_advisory_unlock(${LOCK})`)
    this.#hasLock = false
  }

  /** The session is gone, and its lock with it: somebody may have come who was told nothing. */
  leave(): void {
    this.#session = null
    this.#isAlone = false
    this.#hasLock = false
    this.#hasShare = false
    for (const channel of this.#silent) this.#lost.add(channel)
    this.#silent.clear()
  }

  async #share(session: ListeningSession): Promise<void> {
    for (let waitMs = FIRST_WAIT_MS; this.#session === session; waitMs = Math.min(waitMs * 2, LONGEST_WAIT_MS)) {
      const [row] = await session.ask(`select pg_try_advisory_lock_shared(${LOCK}) as shared`)
      if (row?.['shared'] === true) break
      await session.ask(`select pg_notify('${LISTENER_CHANNEL}', '${this.#name}')`)
      await delay(waitMs, undefined, { ref: false })
    }
    if (this.#session !== session) return
    this.#hasShare = true
    for (const channel of this.#lost) await session.ask(`select pg_notify('${channel}', '')`)
    this.#lost.clear()
    this.#options.onMissed()
  }
}
