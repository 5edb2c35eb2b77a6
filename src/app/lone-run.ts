import { readConfig } from '#core/config.ts'
import { systemContext } from '#core/context.ts'
import { createLogger } from '#core/log.ts'
import { ClaimedRun } from '#memory/runs/leases.ts'

/**
 * A process that works on one run, named by its argument, which the worker that started it holds. What ends it ends nobody
 * else.
 */
export async function workAlone(): Promise<void> {
  const run = ClaimedRun.parse(JSON.parse(process.argv[2] ?? ''))
  const config = readConfig()
  const context = systemContext(createLogger(config.LOG_LEVEL))
  const stop = new AbortController()
  process.on('SIGTERM', () => stop.abort())
  const { startApp } = await import('./app.ts')
  await using app = await startApp({
    config,
    context,
    port: null,
    onProgress: () => {},
    signal: stop.signal,
    loneRun: run,
  })
  await app.ran
}
