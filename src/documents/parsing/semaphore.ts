/** Lets so many tasks run at once; the others wait in the order they came. */
export class Semaphore {
  #free: number
  readonly #waiting: (() => void)[] = []
  readonly #running = new Set<Promise<unknown>>()

  constructor(size: number) {
    this.#free = size
  }

  async take<Result>(task: () => Promise<Result>, signal: AbortSignal): Promise<Result> {
    await this.#turn(signal)
    const running = task()
    this.#running.add(running)
    try {
      return await running
    } finally {
      this.#running.delete(running)
      this.#free += 1
      this.#waiting.shift()?.()
    }
  }

  /** Resolves when nothing runs any more. */
  async idle(): Promise<void> {
    await Promise.allSettled(this.#running)
  }

  async #turn(signal: AbortSignal): Promise<void> {
    signal.throwIfAborted()
    while (this.#free === 0) {
      const { promise, resolve, reject } = Promise.withResolvers<void>()
      const stop = () => {
        const index = this.#waiting.indexOf(resolve)
        if (index !== -1) this.#waiting.splice(index, 1)
        reject(signal.reason)
      }
      this.#waiting.push(resolve)
      signal.addEventListener('abort', stop, { once: true })
      try {
        await promise
      } finally {
        signal.removeEventListener('abort', stop)
      }
    }
    this.#free -= 1
  }
}
