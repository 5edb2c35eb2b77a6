import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import type { Config } from '#core/config.ts'
import type { Logger } from '#core/log.ts'
import type { ClaimedRun } from '#memory/runs/leases.ts'
import { PACKAGE_ROOT } from '#package-root.ts'

const COMMAND = join(PACKAGE_ROOT, 'bin/isolated-run.js')

/**
 * Runs one suspect run in an isolated process under this worker's lease, and resolves when that process has ended, however
 * it did. When `signal` aborts, it is told to stop and gives the run back.
 */
export async function runInIsolatedProcess(
  { environment }: Pick<Config, 'environment'>,
  log: Logger,
  { run, signal }: { readonly run: ClaimedRun; readonly signal: AbortSignal },
): Promise<void> {
  const child = spawn(process.execPath, [COMMAND, JSON.stringify(run)], {
    env: { ...environment, SANDBOX_PROCESSES: '1' },
    stdio: ['ignore', 'inherit', 'inherit'],
    detached: true, // Ctrl-C at a terminal is for this process, which tells its child
  })
  const onStop = () => void child.kill('SIGTERM')
  signal.addEventListener('abort', onStop, { once: true })
  try {
    const [exitCode, signalCode]: unknown[] = await once(child, 'exit')
    log.info({ event: 'lone-run-ended', runId: run.id, exitCode, signalCode })
  } catch (error) {
    log.error({ event: 'lone-run-not-started', runId: run.id, err: error })
  } finally {
    signal.removeEventListener('abort', onStop)
  }
}
