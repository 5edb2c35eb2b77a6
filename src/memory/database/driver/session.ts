import { randomBytes } from 'node:crypto'
import type { Duplex } from 'node:stream'
import pg from 'pg'

declare module 'pg' {
  // What cuts the stream into messages, which the types leave out.
  interface Connection {
    attachListeners(stream: Duplex): void
  }
}

/** How long a connection may say nothing at all before TCP asks whether it is still there; ours, and the server's. */
const KEEPALIVE_AFTER_MS = 5_000

/**
 * What every session of ours asks of its server: that it finds out in seconds when we are gone, and lets go of its locks.
 * Where the system doesn't have one of them, or the way is a Unix socket, PostgreSQL leaves it alone.
 */
export const KEEPALIVE_SETTINGS = [
  `-c tcp_keepalives_idle=${KEEPALIVE_AFTER_MS / 1_000}`,
  '-c tcp_keepalives_interval=2',
  '-c tcp_keepalives_count=3',
  '-c tcp_user_timeout=15000',
].join(' ')

/**
 * A session of PostgreSQL that can fall silent and harm nobody: what waits for an answer in vain is told so in time, the
 * connection is destroyed with whatever is under way on it, and bytes that make no sense end it and not the process.
 */
export class Session extends pg.Client {
  /** Its name in `pg_stat_activity`, which no other session has. */
  readonly applicationName: string
  #unanswered = 0
  #answers = 0
  #timer: NodeJS.Timeout | undefined
  #isSilent = false

  constructor(config: pg.ClientConfig) {
    const applicationName = `${config.application_name ?? 'parley'} ${randomBytes(6).toString('hex')}`
    super({
      ...config,
      application_name: applicationName,
      keepAlive: true,
      keepAliveInitialDelayMillis: KEEPALIVE_AFTER_MS,
    })
    this.applicationName = applicationName
    // Whoever waits on a session that ends is told by what they asked; the event itself must not stop the process.
    this.on('error', () => {})
    guardParser(this.connection)
  }

  /** Whether it was given up because it didn't answer: its server may still be at what it was asked. */
  get isSilent(): boolean {
    return this.#isSilent
  }

  /**
   * Asks something that must be answered. Where nothing at all is answered for `answerMs`, this and all else that was asked
   * fails, and the session is gone. Of several that are under way, each has that long from the answer before it.
   */
  async ask<T>(question: () => Promise<T>, answerMs: number): Promise<T> {
    this.#unanswered += 1
    if (this.#unanswered === 1) this.#timer = setTimeout(() => this.#lookAgain(answerMs), answerMs)
    try {
      return await question()
    } finally {
      this.#answers += 1
      this.#unanswered -= 1
      if (this.#unanswered === 0) clearTimeout(this.#timer)
      else this.#timer?.refresh()
    }
  }

  /** Ends it now, without a word to a server that may not listen. */
  destroy(why: string): void {
    this.connection.stream.destroy(new Error(`Connection terminated: ${why}`))
  }

  // A process that stood still finds its timers run out before it has read what was answered meanwhile.
  #lookAgain(answerMs: number): void {
    const answers = this.#answers
    setImmediate(() => {
      if (this.#unanswered === 0 || this.#answers !== answers) return
      this.#isSilent = true
      this.destroy(`no answer in ${answerMs / 1_000} s`)
    })
  }
}

// What arrives is parsed where the socket hands it over, and what is thrown there nobody could catch.
function guardParser(connection: pg.Connection): void {
  const attach = connection.attachListeners.bind(connection)
  connection.attachListeners = (stream) => {
    attach(stream)
    const parsers = stream.listeners('data')
    stream.removeAllListeners('data')
    for (const parse of parsers) {
      stream.on('data', (bytes: Buffer) => {
        try {
          Reflect.apply(parse, stream, [bytes])
        } catch (error) {
          stream.destroy(new Error('Connection terminated: its answer makes no sense', { cause: error }))
        }
      })
    }
  }
}
