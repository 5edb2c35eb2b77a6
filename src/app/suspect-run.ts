import { readConfig } from '#core/config.ts'
import { systemContext } from '#core/context.ts'
import { createLogger } from '#core/log.ts'
import { ClaimedRun } from '#memory/runs/leases.ts'

/**
 * The isolated process of one suspect (poison) run, named by its argument and leased by the worker that started it. A crash
 * of it ends no other run.
 */
export async function workOnSuspectRun(): Promise<void> {
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
