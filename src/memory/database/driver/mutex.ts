import { AppError } from '#core/errors.ts'

/** Lets one caller in at a time, in the order of asking; who waits too long is told so. */
export interface Mutex {
  /** Resolves with the function that ends the turn. Throws `database-busy`, or `database-closed` after `close()`. */
  take(): Promise<() => void>
  close(): void
}

export function makeMutex(timeoutMs: number): Mutex {
  const waiting: Waiter[] = []
  let isTaken = false
  let isClosed = false

  function pass(): void {
    const next = waiting.shift()
    if (next === undefined) isTaken = false
    else next.enter(once(pass))
  }

  return {
    async take() {
      if (isClosed) throw closed()
      if (!isTaken) {
        isTaken = true
        return once(pass)
      }
      return new Promise((resolve, reject) => {
        const waiter: Waiter = { enter, refuse }
        const timer = setTimeout(() => {
          waiting.splice(waiting.indexOf(waiter), 1)
          reject(busy(timeoutMs))
        }, timeoutMs)
        function enter(end: () => void): void {
          clearTimeout(timer)
          resolve(end)
        }
        function refuse(): void {
          clearTimeout(timer)
          reject(closed())
        }
        waiting.push(waiter)
      })
    },
    close() {
      isClosed = true
      for (const waiter of waiting.splice(0)) waiter.refuse()
    },
  }
}

interface Waiter {
  enter(end: () => void): void
  refuse(): void
}

/** All connections were taken for too long: overload, or a transaction begun inside another, which waits for itself. */
export function busy(timeoutMs: number, cause?: unknown): AppError {
  return new AppError(
    `No database connection came free in ${timeoutMs / 1000} s. Either there is more work than it can do, or a ` +
      'transaction waits for something that needs a transaction itself. Try again.',
    { code: 'database-busy', status: 503, retryable: true, cause },
  )
}

function closed(): AppError {
  return new AppError('The database has been closed.', { code: 'database-closed', status: 503, retryable: true })
}

function once(action: () => void): () => void {
  let isDone = false
  return () => {
    if (!isDone) action()
    isDone = true
  }
}
