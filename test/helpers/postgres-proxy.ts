import { once } from 'node:events'
import { connect, createServer, type AddressInfo, type Socket } from 'node:net'
import type { Scope } from './database.ts'

/** A statement on its way to PostgreSQL, with its parameters as text. */
export interface ProxiedStatement {
  readonly sql: string
  readonly values: readonly (string | null)[]
}

/** What is sent together. */
export interface ProxiedBatch {
  readonly statements: readonly ProxiedStatement[]
  /** Where it ends a transaction that is to be kept: what was sent in that before; empty elsewhere. */
  readonly commits: readonly ProxiedStatement[]
}

export type StatementAction =
  | 'pass'
  /** The database does it; the connection breaks before any of the answer is handed on. */
  | 'drop-after'
  /** The connection breaks and the database gets nothing. */
  | 'drop-before'
  /** The database does it; when it has answered this is called, and nothing is handed on. */
  | { readonly answered: () => void }
  /** Handed on when this has resolved; where it rejects, the connection breaks and the database gets nothing. */
  | { readonly until: Promise<unknown> }
  /** The database gets nothing, and nothing goes either way any more. Nobody is told: no connection closes. */
  | 'silent-before'
  /** The database does it, and nothing goes either way any more. */
  | 'silent-after'
  /** The answer's first message has a length that isn't its own. */
  | { readonly garble: GarbledLength }

/** Too long by a few messages, longer than any message is, or shorter than itself. */
export type GarbledLength = 'longer' | 'huge' | 'short'

/** Each way in which a session says nothing more and doesn't close, or says what nobody can read. */
export const SILENCES: readonly StatementAction[] = [
  'silent-before',
  'silent-after',
  { garble: 'longer' },
  { garble: 'huge' },
  { garble: 'short' },
]

export interface PostgresProxy {
  /** The target's address with the proxy's port. */
  readonly url: string
  /** Breaks every connection that is open. */
  cut(): void
  /** From now on nothing goes either way on the open sessions with such a name, and none of them closes. Gives how many. */
  silence(name: RegExp): number
}

/**
 * A proxy between a process and PostgreSQL, which a test can make misbehave. It sees what is sent together, as it is
 * sent: the statements, and their parameters.
 */
export async function startPostgresProxy(
  scope: Scope,
  target: string,
  behave: (batch: ProxiedBatch) => StatementAction,
): Promise<PostgresProxy> {
  const to = new URL(target)
  const open = new Set<Socket>()
  const sessions = new Set<ProxiedSession>()
  const server = createServer((client) => {
    const database = connect(Number(to.port || '5432'), to.hostname)
    const session: ProxiedSession = { client, database, name: '', isSilent: false }
    sessions.add(session)
    for (const socket of [client, database]) {
      open.add(socket)
      socket.setNoDelay(true)
      socket.on('error', () => {})
      socket.once('close', () => {
        open.delete(socket)
        sessions.delete(session)
        if (session.isSilent) return
        client.destroy()
        database.destroy()
      })
    }
    relay(session, behave)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const cut = () => {
    for (const socket of open) socket.destroy()
  }
  scope.after(async () => {
    cut()
    server.close()
  })
  const { port } = server.address() as AddressInfo
  const silence = (name: RegExp) => {
    const found = [...sessions].filter((session) => !session.isSilent && name.test(session.name))
    for (const session of found) session.isSilent = true
    return found.length
  }
  return { url: atPort(target, port), cut, silence }
}

/** An address with another port of this machine. Where it names the folder of a socket, that is left out: it would be gone by. */
export function atPort(target: string, port: number): string {
  const url = new URL(target)
  url.host = `127.0.0.1:${port}`
  url.searchParams.delete('host')
  return url.href
}

interface ProxiedSession {
  readonly client: Socket
  readonly database: Socket
  /** What it called itself: its `application_name`. */
  name: string
  isSilent: boolean
}

function relay(session: ProxiedSession, behave: (batch: ProxiedBatch) => StatementAction): void {
  const { client, database } = session
  // A session's own, as PostgreSQL has it: two processes that come through here give other statements the same name.
  const named = new Map<string, string>()
  const sent = new Messages('untyped-first')
  const answered = new Messages('typed')
  // The database says once, unasked, that it is ready; then after each message that asks for it.
  let unanswered = 1
  let onAnswered: (() => void) | null = null
  let inTransaction: readonly ProxiedStatement[] = []
  let sending: Promise<unknown> = Promise.resolve()
  let garble: GarbledLength | null = null
  client.on('data', (chunk) => {
    if (session.isSilent) return
    const messages = sent.take(chunk)
    if (messages.length === 0) return
    if (session.name === '') session.name = nameIn(messages)
    const bytes = Buffer.concat(messages.map(({ whole }) => whole))
    const statements = statementsIn(messages, named)
    if (statements.some(({ sql }) => /^begin/i.test(sql))) inTransaction = []
    const doesCommit = statements.some(({ sql }) => /(?:^|[\s;])commit;?$/i.test(sql))
    const commits = doesCommit ? [...inTransaction, ...statements] : []
    inTransaction = doesCommit ? [] : [...inTransaction, ...statements]
    const action = statements.length === 0 ? 'pass' : behave({ statements, commits })
    sending = sending.then(() => send(action, bytes, messages)).catch(() => client.destroy())
  })
  database.on('data', (chunk) => {
    if (session.isSilent) return
    unanswered -= answered.take(chunk).filter(({ type }) => type === 'Z').length
    const handedOn = garble === null ? chunk : garbled(chunk, garble)
    garble = null
    if (onAnswered === null) client.write(handedOn)
    else if (unanswered <= 0) onAnswered()
  })

  async function send(action: StatementAction, bytes: Buffer, messages: readonly Message[]): Promise<void> {
    if (session.isSilent) return
    if (action === 'drop-before') throw new Error('dropped')
    if (action === 'silent-before' || action === 'silent-after') session.isSilent = true
    if (action === 'silent-before') return
    if (typeof action === 'object' && 'garble' in action) garble = action.garble
    if (typeof action === 'object' && 'until' in action) await action.until
    if (action === 'drop-after') onAnswered = () => client.destroy()
    else if (typeof action === 'object' && 'answered' in action) onAnswered = action.answered
    unanswered += messages.filter(({ type }) => type === 'S' || type === 'Q').length
    database.write(bytes)
  }
}

function garbled(chunk: Buffer, kind: GarbledLength): Buffer {
  const copy = Buffer.from(chunk)
  const length = copy.readInt32BE(1)
  copy.writeUInt32BE({ longer: length + 23, huge: 0x7fff_ffff, short: Math.max(0, length - 3) }[kind], 1)
  return copy
}

function nameIn(messages: readonly Message[]): string {
  const parts = messages[0]?.body.toString('utf8', 4).split('\0') ?? []
  return parts[parts.indexOf('application_name') + 1] ?? ''
}

interface Message {
  /** One letter; empty for a connection's first. */
  readonly type: string
  readonly body: Buffer
  readonly whole: Buffer
}

/** Cuts what arrives into the protocol's messages (PostgreSQL 15, chapter 55): a letter, a length, a body. */
class Messages {
  #rest: Buffer = Buffer.alloc(0)
  #isUntyped: boolean

  constructor(first: 'typed' | 'untyped-first') {
    this.#isUntyped = first === 'untyped-first'
  }

  take(chunk: Buffer): readonly Message[] {
    const messages: Message[] = []
    this.#rest = this.#rest.length === 0 ? chunk : Buffer.concat([this.#rest, chunk])
    for (;;) {
      const head = this.#isUntyped ? 0 : 1
      if (this.#rest.length < head + 4) return messages
      const length = head + this.#rest.readInt32BE(head)
      if (this.#rest.length < length) return messages
      const whole = this.#rest.subarray(0, length)
      messages.push({ type: whole.toString('latin1', 0, head), body: whole.subarray(head + 4), whole })
      this.#rest = this.#rest.subarray(length)
      this.#isUntyped = false
    }
  }
}

function statementsIn(messages: readonly Message[], named: Map<string, string>): readonly ProxiedStatement[] {
  return messages.flatMap(({ type, body }) => {
    if (type === 'Q') return [{ sql: text(body, 0).value, values: [] }]
    if (type === 'P') {
      const name = text(body, 0)
      named.set(name.value, text(body, name.end).value)
    }
    if (type !== 'B') return []
    const name = text(body, text(body, 0).end)
    return [{ sql: named.get(name.value) ?? '', values: valuesOf(body, name.end) }]
  })
}

function valuesOf(body: Buffer, from: number): readonly (string | null)[] {
  let at = from + 2 + 2 * body.readInt16BE(from)
  const count = body.readInt16BE(at)
  at += 2
  return Array.from({ length: count }, () => {
    const length = body.readInt32BE(at)
    at += 4
    if (length < 0) return null
    at += length
    return body.toString('utf8', at - length, at)
  })
}

function text(body: Buffer, from: number): { readonly value: string; readonly end: number } {
  const end = body.indexOf(0, from)
  return { value: body.toString('utf8', from, end), end: end + 1 }
}
