import { once } from 'node:events'
import { createServer, type Socket } from 'node:net'
import type { AddressInfo } from 'node:net'
import type { Scope } from './database.ts'

/** A mailbox behind a server that speaks IMAP4rev1 (RFC 3501, RFC 2177), as far as a client that reads one needs it. */
export interface FakeMailbox {
  readonly port: number
  /** Puts a mail in, and tells whoever waits. */
  deliver(raw: Uint8Array, at?: Date): number
  /** The flags of a mail. */
  flags(uid: number): readonly string[]
  /** How often a mail's text was fetched. */
  fetched(uid: number): number
  /** Numbers the mailbox anew, as after a restored backup; whoever is connected is hung up on. */
  renumber(): void
  /** Somebody reads a mail in a program of theirs. */
  open(uid: number): void
  /** Hangs up on everybody. */
  hangUp(): void
  /** Runs before each flag is set. */
  beforeFlag(work: (() => Promise<void>) | null): void
  /** How often it was opened. */
  readonly selected: number
}

interface Kept {
  uid: number
  readonly raw: Buffer
  readonly at: Date
  readonly flags: Set<string>
  fetched: number
}

export async function openFakeMailbox(
  scope: Scope,
  login: { readonly user: string; readonly password: string },
): Promise<FakeMailbox> {
  const mails: Kept[] = []
  const clients = new Set<Client>()
  const box = { mails, login, validity: 7, next: 1, selected: 0, before: null as (() => Promise<void>) | null }
  const server = createServer((socket) => {
    const client = new Client(socket, box)
    clients.add(client)
    socket.on('close', () => clients.delete(client))
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const hangUp = () => clients.forEach((client) => client.close())
  scope.after(async () => {
    hangUp()
    await new Promise((resolve) => server.close(resolve))
  })
  const { port } = server.address() as AddressInfo
  const named = (uid: number) => mails.find((mail) => mail.uid === uid)
  return {
    port,
    deliver: (raw, at = new Date()) => {
      const uid = box.next++
      mails.push({ uid, raw: Buffer.from(raw), at, flags: new Set(), fetched: 0 })
      clients.forEach((client) => client.tell())
      return uid
    },
    flags: (uid) => [...(named(uid)?.flags ?? [])],
    fetched: (uid) => named(uid)?.fetched ?? 0,
    open: (uid) => void named(uid)?.flags.add('\\Seen'),
    renumber: () => {
      box.validity += 1
      mails.forEach((mail) => (mail.uid += 100))
      box.next += 100
      hangUp()
    },
    hangUp,
    beforeFlag: (work) => void (box.before = work),
    get selected() {
      return box.selected
    },
  }
}

interface Box {
  readonly mails: Kept[]
  readonly login: { readonly user: string; readonly password: string }
  validity: number
  next: number
  selected: number
  before: (() => Promise<void>) | null
}

// "24-Nov-2026 20:28:53 +0000"
function internalDate(at: Date): string {
  const [, day = '', month = '', year = '', time = ''] = /(\d+) (\w+) (\d+) ([\d:]+)/.exec(at.toUTCString()) ?? []
  return `${day}-${month}-${year} ${time} +0000`
}

class Client {
  readonly #socket: Socket
  readonly #box: Box
  #pending = ''
  #idle: string | null = null
  #isIn = false
  #isOpen = false
  #queue: Promise<void> = Promise.resolve()

  constructor(socket: Socket, box: Box) {
    this.#socket = socket
    this.#box = box
    socket.on('error', () => {})
    socket.on('data', (chunk) => {
      this.#pending += chunk.toString('latin1')
      for (let end = this.#pending.indexOf('\r\n'); end !== -1; end = this.#pending.indexOf('\r\n')) {
        const line = this.#pending.slice(0, end)
        this.#pending = this.#pending.slice(end + 2)
        this.#queue = this.#queue.then(() => this.#answer(line))
      }
    })
    this.#say('* OK [CAPABILITY IMAP4rev1 IDLE] ready')
  }

  close(): void {
    this.#socket.destroy()
  }

  /** Only a client that waits may be told at once. */
  tell(): void {
    if (this.#isOpen && this.#idle !== null) this.#say(`* ${this.#box.mails.length} EXISTS`)
  }

  #say(line: string): void {
    if (!this.#socket.destroyed) this.#socket.write(`${line}\r\n`)
  }

  async #answer(line: string): Promise<void> {
    if (this.#idle !== null) {
      if (line.toUpperCase() !== 'DONE') return
      this.#say(`${this.#idle} OK idle ended`)
      this.#idle = null
      return
    }
    const [, tag = '*', command = '', rest = ''] = /^(\S+) (UID \S+|\S+) ?(.*)$/i.exec(line) ?? []
    const verb = command.toUpperCase()
    if (!this.#isIn && !['CAPABILITY', 'LOGIN', 'LOGOUT', 'NOOP'].includes(verb))
      return this.#say(`${tag} NO log in first`)
    await this.#run(tag, verb, rest)
  }

  async #run(tag: string, verb: string, rest: string): Promise<void> {
    const { mails, login, validity, next } = this.#box
    switch (verb) {
      case 'CAPABILITY':
        this.#say('* CAPABILITY IMAP4rev1 IDLE')
        break
      case 'LOGIN':
        if (rest.replaceAll('"', '') !== `${login.user} ${login.password}`)
          return this.#say(`${tag} NO [AUTHENTICATIONFAILED] wrong`)
        this.#isIn = true
        break
      case 'LIST':
        this.#say('* LIST (\\HasNoChildren) "/" INBOX')
        break
      case 'LSUB':
        break
      case 'SELECT':
        this.#say(`* ${mails.length} EXISTS`)
        this.#say('* 0 RECENT')
        this.#say('* FLAGS (\\Seen \\Flagged \\Deleted)')
        this.#say('* OK [PERMANENTFLAGS (\\Seen \\Flagged \\*)] kept')
        this.#say(`* OK [UIDVALIDITY ${validity}] numbers`)
        this.#say(`* OK [UIDNEXT ${next}] next`)
        this.#isOpen = true
        this.#box.selected += 1
        return this.#say(`${tag} OK [READ-WRITE] opened`)
      case 'UID SEARCH':
        this.#say(`* SEARCH ${mails.map(({ uid }) => uid).join(' ')}`)
        break
      case 'UID FETCH':
        this.#fetch(rest)
        break
      case 'UID STORE':
        await this.#store(rest)
        break
      case 'IDLE':
        this.#idle = tag
        this.#say('+ waiting')
        return
      case 'NOOP':
        if (this.#isOpen) this.#say(`* ${mails.length} EXISTS`)
        break
      case 'LOGOUT':
        this.#say('* BYE')
        this.#say(`${tag} OK bye`)
        return void this.#socket.end()
      default:
        return this.#say(`${tag} BAD ${verb} isn't known here`)
    }
    this.#say(`${tag} OK done`)
  }

  #fetch(rest: string): void {
    const [, range = '', items = ''] = /^(\S+) (.*)$/.exec(rest) ?? []
    for (const mail of this.#inRange(range)) {
      const place = this.#box.mails.indexOf(mail) + 1
      const known = [
        `UID ${mail.uid}`,
        `FLAGS (${[...mail.flags].join(' ')})`,
        `RFC822.SIZE ${mail.raw.length}`,
        `INTERNALDATE "${internalDate(mail.at)}"`,
      ]
      if (!/BODY(?:\.PEEK)?\[\]/i.test(items)) this.#say(`* ${place} FETCH (${known.join(' ')})`)
      else {
        mail.fetched += 1
        this.#socket.write(`* ${place} FETCH (${known.join(' ')} BODY[] {${mail.raw.length}}\r\n`)
        this.#socket.write(mail.raw)
        this.#say(')')
      }
    }
  }

  async #store(rest: string): Promise<void> {
    await this.#box.before?.()
    const [, range = '', names = ''] = /^(\S+) \+FLAGS(?:\.SILENT)? \(?([^)]*)\)?$/i.exec(rest) ?? []
    for (const mail of this.#inRange(range)) for (const name of names.split(' ')) mail.flags.add(name)
  }

  // "4:*" has the last one in it even where its number is less.
  #inRange(range: string): readonly Kept[] {
    const { mails } = this.#box
    const last = mails.at(-1)?.uid ?? 0
    const [from = '', to = from] = range.split(':')
    const ends = [from, to].map((end) => (end === '*' ? last : Number(end)))
    const [low, high] = [Math.min(...ends), Math.max(...ends)]
    return mails.filter(({ uid }) => uid >= low && uid <= high)
  }
}
