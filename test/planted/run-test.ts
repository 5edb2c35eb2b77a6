import { spawn } from 'node:child_process'
import { once } from 'node:events'

export interface TestRun {
  readonly outcome: 'passed' | 'failed' | 'hung' | 'stopped'
  readonly ms: number
}

// As the runner has them: without it a hook that a test asks for once it has waited may be another's, and is never called.
const HOOKS_OF_THEIR_TEST = '--import=./test/runner/untracked-promises.js'

/**
 * Runs one test file in a tree by itself. Where it takes longer than that it is ended with all that it started, and has
 * hung; a mistake does that to a test as well as fail it.
 */
export async function runTest(
  file: string,
  options: {
    readonly root: string
    readonly atMostMs: number
    readonly coverageDir?: string
    /** Whether it runs on an embedded database, whatever DATABASE_URL says. */
    readonly onPglite?: boolean | undefined
    readonly signal: AbortSignal
  },
): Promise<TestRun> {
  const { root, atMostMs, coverageDir, onPglite, signal } = options
  if (signal.aborted) return { outcome: 'stopped', ms: 0 }
  const { NODE_TEST_CONTEXT: _context, NODE_V8_COVERAGE: _coverage, ...environment } = process.env
  if (onPglite) delete environment.DATABASE_URL
  const startedAt = performance.now()
  const child = spawn(process.execPath, [HOOKS_OF_THEIR_TEST, '--test', file], {
    cwd: root,
    stdio: 'ignore',
    // A group of its own, which can be ended as one.
    detached: true,
    env: { ...environment, ...(coverageDir !== undefined && { NODE_V8_COVERAGE: coverageDir }) },
  })
  let hasHung = false
  const timer = setTimeout(() => {
    hasHung = true
    endGroup(child.pid)
  }, atMostMs)
  const stop = () => endGroup(child.pid)
  signal.addEventListener('abort', stop)
  const [code]: unknown[] = await once(child, 'exit')
  signal.removeEventListener('abort', stop)
  clearTimeout(timer)
  // What a failing test leaves behind would be there for the next one.
  endGroup(child.pid)
  return { outcome: outcomeOf(code, hasHung, signal), ms: performance.now() - startedAt }
}

function outcomeOf(code: unknown, hasHung: boolean, signal: AbortSignal): TestRun['outcome'] {
  if (code === 0) return 'passed'
  if (signal.aborted) return 'stopped'
  return hasHung ? 'hung' : 'failed'
}

function endGroup(pid: number | undefined): void {
  if (pid === undefined) return
  try {
    process.kill(-pid, 'SIGKILL')
  } catch {
    // All have ended.
  }
}
