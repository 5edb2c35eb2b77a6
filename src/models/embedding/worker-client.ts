import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { AppError } from '#core/errors.ts'
import { PACKAGE_ROOT } from '#package-root.ts'
import type { EmbedReply, EmbedRequest } from './messages.ts'

// From its source, also where its user is bundled: it shares next to nothing with it.
const WORKER = join(PACKAGE_ROOT, 'src/models/embedding/worker.ts')

interface Waiting {
  readonly resolve: (vectors: readonly (readonly number[])[]) => void
  readonly reject: (error: unknown) => void
}

/**
 * One worker thread with the embedded model: started with the first request, started anew by the first request after
 * it died. It keeps the process alive only while somebody waits for it.
 */
export class WorkerClient implements AsyncDisposable {
  readonly #waiting = new Map<number, Waiting>()
  #worker: Worker | null = null
  #lastId = 0
  #isClosed = false

  /** Embeds a few texts. Throws `embedding-unavailable` when the thread dies meanwhile, or was ended. */
  async embed(texts: readonly string[], { signal }: { signal: AbortSignal }): Promise<readonly (readonly number[])[]> {
    signal.throwIfAborted()
    // A thread begun now would keep a process alive that wants to end.
    if (this.#isClosed) throw unavailable('The embedded model was ended.')
    const id = ++this.#lastId
    const worker = (this.#worker ??= this.#start())
    const { promise, resolve, reject } = Promise.withResolvers<readonly (readonly number[])[]>()
    const onAbort = () => reject(signal.reason)
    signal.addEventListener('abort', onAbort, { once: true })
    this.#waiting.set(id, { resolve, reject })
    worker.ref()
    worker.postMessage({ id, texts } satisfies EmbedRequest)
    return promise.finally(() => {
      signal.removeEventListener('abort', onAbort)
      this.#waiting.delete(id)
      if (this.#waiting.size === 0) worker.unref()
    })
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#isClosed = true
    await this.#worker?.terminate()
  }

  #start(): Worker {
    // Its streams are taken and thrown away: the model's library greets and warns on the console. Its environment is
    // empty, since it needs nothing from it.
    const worker = new Worker(WORKER, { stdout: true, stderr: true, env: {} })
    worker.stdout.resume()
    worker.stderr.resume()
    worker.unref()
    let cause: unknown
    worker.on('message', (reply: EmbedReply) => this.#settle(reply))
    worker.on('error', (error) => (cause = error))
    worker.on('exit', () => this.#onExit(worker, cause))
    return worker
  }

  #settle(reply: EmbedReply): void {
    if ('vectors' in reply) this.#waiting.get(reply.id)?.resolve(reply.vectors)
    else this.#waiting.get(reply.id)?.reject(unavailable(`The embedded model failed: ${reply.failure}`))
  }

  #onExit(worker: Worker, cause: unknown): void {
    if (this.#worker === worker) this.#worker = null
    for (const { reject } of this.#waiting.values()) reject(unavailable('The embedded model stopped.', cause))
  }
}

function unavailable(what: string, cause?: unknown): AppError {
  return new AppError(`${what} It starts again with the next text; search goes on with full text alone meanwhile.`, {
    code: 'embedding-unavailable',
    status: 503,
    retryable: true,
    cause,
  })
}
