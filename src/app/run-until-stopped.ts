import { readConfig, type Config } from '#core/config.ts'
import { systemContext, type Context } from '#core/context.ts'
import { AppError, EXIT } from '#core/errors.ts'
import { createLogger } from '#core/log.ts'

export interface Process {
  readonly config: Config
  readonly context: Context
  readonly signal: AbortSignal
}

/** A second Ctrl-C this soon after the first is the same one: a terminal's reaches npm and us both. */
const SAME_PRESS_MS = 1_000

/**
 * Runs a process until SIGINT or SIGTERM, lets it finish what it has begun, and ends it with a worded error and its
 * exit code where it can't go on. A second Ctrl-C ends it at once; nothing is lost then either, only unfinished.
 */
export async function runUntilStopped(
  start: (process: Process) => Promise<AsyncDisposable>,
  farewell = 'Finishing what is running…',
): Promise<void> {
  const stop = new AbortController()
  const stopped = stopSignal(stop)
  try {
    const config = readConfig()
    const context = systemContext(createLogger(config.LOG_LEVEL))
    await using _running = await start({ config, context, signal: stop.signal })
    await stopped
    console.log(farewell)
  } catch (error) {
    if (stop.signal.aborted) return
    if (!(error instanceof AppError)) throw error
    console.error(error.message)
    process.exitCode =
      error.code === 'configuration' || error.code === 'agent-broken' ? EXIT.configuration : EXIT.failed
  }
}

function stopSignal(stop: AbortController): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>()
  let firstAt: number | null = null
  const onSignal = () => {
    if (firstAt !== null && performance.now() - firstAt > SAME_PRESS_MS) process.exit(EXIT.failed)
    firstAt ??= performance.now()
    resolve()
  }
  process.on('SIGINT', onSignal)
  process.on('SIGTERM', onSignal)
  // Until the start is through there is nothing to finish: then stopping is giving up.
  void promise.then(() => stop.abort())
  return promise
}
