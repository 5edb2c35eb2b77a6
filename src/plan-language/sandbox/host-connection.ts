import type { Socket } from 'node:net'
import type { Logger } from '#core/log.ts'
import { VERSION } from '#core/version.ts'
import type { SandboxIsolation } from '../contract.ts'
import type { ChildLine } from './child-line.ts'
import { startLine, type LocalChildren } from './local-children.ts'
import { BEGIN, type Greeting } from './protocol.ts'

export interface HostConnectionOptions {
  readonly isolation: SandboxIsolation
  readonly children: LocalChildren
  readonly log: Logger
  readonly isFull: boolean
}

/** A server begins as soon as it has read the greeting. Whoever doesn't only looked whether somebody is there. */
const BEGIN_MS = 5_000

/** What a child said before it died may still be under way for so long. */
const LAST_WORDS_MS = 1_000

/** A server's connection to the sandbox host, and from its first word on the child that it is for. */
export class HostConnection {
  readonly #connection: Socket
  readonly #options: HostConnectionOptions
  /** Resolves when both the connection and its child are gone. */
  readonly ended: Promise<void>
  #child: ChildLine | null = null

  constructor(connection: Socket, options: HostConnectionOptions) {
    this.#connection = connection
    this.#options = options
    const closed = new Promise<void>((resolve) => connection.once('close', () => resolve()))
    connection.on('error', () => connection.destroy())
    this.ended = closed.then(async () => {
      this.#child?.end()
      await this.#child?.gone
    })
    if (options.isFull) {
      options.log.warn({ event: 'sandbox-full', code: 'sandbox-full' })
      connection.end(lineOf({ type: 'full' })).resume()
      return
    }
    const { warnings: _, ...stands } = options.isolation
    connection.write(lineOf({ type: 'host', version: VERSION, isolation: stands }))
    const impatient = setTimeout(() => connection.destroy(), BEGIN_MS)
    connection.once('close', () => clearTimeout(impatient))
    connection.once('data', (word) => {
      clearTimeout(impatient)
      // The server says nothing more until its child has spoken, so this is all that there is.
      if (word.toString() === BEGIN) this.#begin()
      else connection.destroy()
    })
  }

  end(): void {
    this.#connection.destroy()
  }

  #begin(): void {
    const connection = this.#connection
    const child = startLine(this.#options.children)
    this.#child = child
    child.toChild.on('error', () => connection.destroy()) // it closed its end, and so would hear nothing
    connection.pipe(child.toChild)
    child.fromChild.pipe(connection) // ends the connection when the child has ended and all of its words are out
    void child.gone.then((facts) => {
      if (connection.destroyed) return
      this.#options.log.warn({ event: 'sandbox-child-died', code: 'sandbox-child-died', ...facts })
      // What it left running could hold its end of the pipe open.
      setTimeout(() => connection.destroy(), LAST_WORDS_MS).unref()
    })
  }
}

function lineOf(greeting: Greeting): string {
  return `${JSON.stringify(greeting)}\n`
}
