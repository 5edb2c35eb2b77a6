import { WebSocket } from 'ws'
import { CLOSE, ClientMessage } from './messages.ts'
import { toProblem } from '../problem.ts'
import type { WebServices } from '../services.ts'
import { admit, scopesFor } from '#auth/authorize.ts'
import { AppError } from '#core/errors.ts'
import type { Principal } from '#core/principal.ts'

const MESSAGES_WAITING = 50

/**
 * One socket: who is behind it, and the threads that it follows. A reader that falls behind is dropped when its buffer
 * stays full; whoever comes back resumes each thread by sequence number.
 */
export class SocketConnection {
  readonly #socket: WebSocket
  readonly #services: WebServices
  readonly #closed = new AbortController()
  readonly #followed = new Map<string, AbortController>()
  #principal: Principal | null = null
  #waiting = 0
  #work: Promise<void> = Promise.resolve()
  #isAlive = true

  constructor(socket: WebSocket, services: WebServices) {
    this.#socket = socket
    this.#services = services
    const { limits, metrics, closing } = services
    const greeting = setTimeout(
      () => this.#principal ?? this.#close(CLOSE.notSignedIn, 'authenticate first'),
      limits.socketGreetingMs,
    )
    const ending = setTimeout(() => this.#close(CLOSE.signInAgain, 'sign in again'), limits.streamMs)
    const heartbeat = setInterval(() => this.#beat(), limits.heartbeatMs)
    const onClosing = () => this.#leave()
    closing.addEventListener('abort', onClosing)
    metrics.streamOpened('socket')
    socket.on('message', (data, isBinary) => this.#receive(!isBinary && Buffer.isBuffer(data) ? data.toString() : null))
    socket.on('pong', () => (this.#isAlive = true))
    socket.on('error', () => socket.terminate()) // a broken frame, or a peer that is gone: `close` follows
    socket.on('close', () => {
      clearTimeout(greeting)
      clearTimeout(ending)
      clearInterval(heartbeat)
      closing.removeEventListener('abort', onClosing)
      this.#closed.abort()
      metrics.streamClosed('socket')
    })
  }

  // One after the other, so that `follow` finds what `authenticate` brought.
  #receive(text: string | null): void {
    if (this.#waiting >= MESSAGES_WAITING) return this.#close(CLOSE.tooMuch, 'too many messages at once')
    const message = parseMessage(text)
    if (message === null) return this.#close(CLOSE.badMessage, 'not a message of ours')
    this.#waiting += 1
    this.#work = this.#work
      .then(() => this.#handle(message))
      .catch((error: unknown) => this.#fail(error, null))
      .finally(() => (this.#waiting -= 1))
  }

  async #handle(message: ClientMessage): Promise<void> {
    if (this.#closed.signal.aborted) return
    switch (message.type) {
      case 'authenticate':
        await this.#authenticate(message.token)
        if (this.#principal !== null && message.threadId !== undefined) this.#follow(message.threadId, message.after)
        return
      case 'follow':
        return this.#follow(message.threadId, message.after)
      case 'unfollow':
        return this.#unfollow(message.threadId)
    }
  }

  async #authenticate(token: string): Promise<void> {
    const principal = await this.#services.authenticate(token, this.#closed.signal)
    if (principal === null) return this.#close(CLOSE.notSignedIn, 'token unknown, expired or revoked')
    if (this.#principal !== null && this.#principal.id !== principal.id)
      return this.#close(CLOSE.badMessage, 'one socket, one person')
    try {
      admit(principal, scopesFor('thread.follow'))
    } catch {
      return this.#close(CLOSE.scopeMissing, 'needs the scope chat or read')
    }
    this.#principal = principal
    await this.#send({ type: 'authenticated', principal: { id: principal.id, name: principal.name } })
  }

  #follow(threadId: string, after: number): void {
    const principal = this.#principal
    if (principal === null) return this.#close(CLOSE.notSignedIn, 'authenticate first')
    this.#unfollow(threadId)
    if (this.#followed.size >= this.#services.limits.threadsPerSocket) {
      this.#fail(
        new AppError('A socket follows so many threads at most.', { code: 'too-many-threads', status: 429 }),
        threadId,
      )
      return
    }
    const stop = new AbortController()
    this.#followed.set(threadId, stop)
    const signal = AbortSignal.any([stop.signal, this.#closed.signal, this.#services.closing])
    void this.#pump(principal, { threadId, after }, signal).finally(() => {
      if (this.#followed.get(threadId) === stop) this.#followed.delete(threadId)
    })
  }

  #unfollow(threadId: string): void {
    this.#followed.get(threadId)?.abort()
    this.#followed.delete(threadId)
  }

  async #pump(principal: Principal, from: { threadId: string; after: number }, signal: AbortSignal): Promise<void> {
    const { operations } = this.#services
    try {
      await operations.listEvents(principal, from.threadId, from.after, 1) // no rights, no following
      await this.#send({ type: 'following', ...from })
      for await (const event of operations.followEvents(principal, from.threadId, from.after, signal)) {
        if (signal.aborted) return
        await this.#send(event)
      }
    } catch (error) {
      if (!signal.aborted) this.#fail(error, from.threadId)
    }
  }

  /** Waits only when the reader is behind, and then no longer than a while. */
  async #send(message: object): Promise<void> {
    if (this.#socket.readyState !== WebSocket.OPEN) return
    const { socketBufferBytes, socketStallMs } = this.#services.limits
    const { promise: written, resolve } = Promise.withResolvers<void>()
    this.#socket.send(JSON.stringify(message), () => resolve())
    if (this.#socket.bufferedAmount <= socketBufferBytes) return
    const stalled = setTimeout(() => this.#socket.terminate(), socketStallMs)
    await written
    clearTimeout(stalled)
  }

  #fail(error: unknown, threadId: string | null): void {
    const requestId = this.#services.context.newId()
    const problem = toProblem(error, requestId)
    if (problem.status >= 500)
      this.#services.context.log.error({ event: 'socket-failed', requestId, code: problem.code, err: error })
    void this.#send({ ...problem, type: 'problem', threadId })
  }

  #beat(): void {
    if (!this.#isAlive) return this.#socket.terminate()
    this.#isAlive = false
    this.#socket.ping()
  }

  #leave(): void {
    void this.#send({ type: 'retry', afterMs: 1_000 })
    this.#close(CLOSE.goingAway, 'the server closes')
  }

  #close(code: number, reason: string): void {
    this.#socket.close(code, reason)
  }
}

function parseMessage(text: string | null): ClientMessage | null {
  try {
    const parsed = ClientMessage.safeParse(JSON.parse(text ?? ''))
    return parsed.success ? parsed.data : null
  } catch {
    return null
  }
}
