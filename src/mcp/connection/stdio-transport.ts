import { spawn, type ChildProcessByStdio } from 'node:child_process'
import type { Readable, Writable } from 'node:stream'
import { tmpdir } from 'node:os'
import type { JSONRPCMessage } from '@modelcontextprotocol/sdk/types.js'
import { CallFailure } from './call-failure.ts'
import { ANSWER_BYTES, readMessage, tooLarge } from './read-message.ts'
import type { ToolTransport } from './tool-transport.ts'

const GRACE_MS = 2_000

/**
 * A tool server that is a program of the operator's: a message is a line. The program gets the variables that the
 * agent's file names and none of ours (the library's own transport hands on HOME, PATH and others), and ends with us.
 */
export class StdioTransport implements ToolTransport {
  onmessage?: ((message: JSONRPCMessage) => void) | undefined
  onclose?: (() => void) | undefined
  onerror?: ((error: Error) => void) | undefined
  readonly #command: readonly string[]
  readonly #environment: Readonly<Record<string, string>>
  #child: ChildProcessByStdio<Writable, Readable, null> | null = null
  #exited: Promise<void> = Promise.resolve()
  #line: Buffer[] = []
  #lineBytes = 0

  constructor(command: readonly string[], environment: Readonly<Record<string, string>>) {
    this.#command = command
    this.#environment = environment
  }

  async start(): Promise<void> {
    const [program = '', ...args] = this.#command
    const child = spawn(program, args, {
      env: { ...this.#environment },
      cwd: tmpdir(),
      stdio: ['pipe', 'pipe', 'ignore'], // what it says on standard error may be anything, secrets among it
      windowsHide: true,
    })
    this.#exited = new Promise((resolve) => child.once('close', () => resolve()))
    child.stdin.on('error', (error) => this.onerror?.(error))
    child.stdout.on('data', (chunk: Buffer) => this.#read(chunk))
    // From now on it can be closed, also while it isn't there yet.
    this.#child = child
    child.once('close', () => {
      this.#child = null
      this.onclose?.()
    })
    await new Promise<void>((resolve, reject) => child.once('spawn', resolve).once('error', reject))
  }

  async send(message: JSONRPCMessage): Promise<void> {
    if (this.#child === null) {
      throw new CallFailure('Its program has ended.', { code: 'tool-unreachable', certain: true, isSessionLost: true })
    }
    this.#child.stdin.write(`${JSON.stringify(message)}\n`)
  }

  isUnsent(): boolean {
    return false
  }

  allow(): void {
    // A program's answers have no clock of their own.
  }

  async close(): Promise<void> {
    const child = this.#child
    if (child === null) return
    child.stdin.end()
    const timers = [
      setTimeout(() => child.kill('SIGTERM'), GRACE_MS),
      setTimeout(() => child.kill('SIGKILL'), 2 * GRACE_MS),
    ]
    await this.#exited
    for (const timer of timers) clearTimeout(timer)
  }

  #read(chunk: Buffer): void {
    let rest = chunk
    for (let end = rest.indexOf(10); end >= 0; end = rest.indexOf(10)) {
      this.#line.push(rest.subarray(0, end))
      rest = rest.subarray(end + 1)
      const line = Buffer.concat(this.#line).toString('utf8').trim()
      this.#line = []
      this.#lineBytes = 0
      if (line !== '') this.#deliver(line)
    }
    this.#line.push(rest)
    this.#lineBytes += rest.length
    if (this.#lineBytes > ANSWER_BYTES) this.#giveUp(tooLarge('A line of its output is larger than 4 MB.'))
  }

  #deliver(line: string): void {
    try {
      this.onmessage?.(readMessage(line).message)
    } catch (error) {
      this.#giveUp(error instanceof Error ? error : new Error(String(error)))
    }
  }

  // One line that can't be read may be the answer to any call: the program is ended, and all that wait are told.
  #giveUp(error: Error): void {
    this.onerror?.(error)
    this.#child?.stdout.removeAllListeners('data').resume()
    this.#child?.kill('SIGKILL')
  }
}
