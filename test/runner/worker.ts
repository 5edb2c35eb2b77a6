import { AsyncResource } from 'node:async_hooks'
import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { after, run } from 'node:test'
import type { TestEvent } from 'node:test/reporters'
import { setTimeout as delay } from 'node:timers/promises'
import { pathToFileURL } from 'node:url'
import { inspect } from 'node:util'
import { closeShared } from '../helpers/shared.ts'
import { spent } from '../helpers/spent.ts'
import type { FileTimes, Outcome, Report, Task } from './protocol.ts'

// A process that runs one test file after another: what they all load and open is loaded and opened once.

/** After a file is loaded its tests are queued at once; this much is for telling of it. */
const QUEUES_WITHIN_MS = 100
/** What a file opened at its top is closed by then, also beside other work. */
const CLOSES_WITHIN_MS = 60_000
/** What Linux counts a process's time in, on all that Node runs on. */
const MS_PER_TICK = 10

// What tests start lives for seconds.
const shortLived = `--import=${join(import.meta.dirname, 'short-lived.js')}`
process.env.NODE_OPTIONS = [process.env.NODE_OPTIONS, shortLived].filter(Boolean).join(' ')

function tell(report: Report): void {
  // Whoever listened may have gone, and then this process is about to.
  process.send?.(report, undefined, undefined, () => {})
}

process.on('message', (task: Task) => void runFile(task))
process.on('disconnect', () => void closeShared().finally(() => process.exit()))
tell({ type: 'ready' })

async function runFile({ file, only }: Task): Promise<void> {
  const begin = { at: performance.now(), cpu: process.cpuUsage(), children: childrensMs(), ...spent }
  let load: number | null = null
  let hasFailed = false
  let hasHookFailed = false
  const complaints: string[] = []
  const closed = Promise.withResolvers<void>()
  let isQueued = false
  const events = run({
    files: [file],
    isolation: 'none',
    setup: () => {
      // Hooks at the top of a file are called in order, and this one before them: what it adds is called after them.
      after(AsyncResource.bind(() => after(() => closed.resolve())))
      void endIfEmpty(file, () => isQueued)
    },
    ...(only === null ? {} : { testNamePatterns: [new RegExp(only, 'u')] }),
  })
  for await (const event of events) {
    isQueued ||= event.type === 'test:enqueue'
    if (event.type === 'test:start') {
      // By the first test all of the file's tests are known, and it waits for these.
      if (load === null) endWhenDone()
      load ??= performance.now() - begin.at
      tell({ type: 'began', test: event.data.name })
    }
    if (event.type === 'test:diagnostic') {
      // Those of no file are Node's own: counts, and what went wrong in no test.
      if (event.data.file !== undefined) tell({ type: 'said', line: event.data.message })
      else if (event.data.message.startsWith('Error: ')) complaints.push(event.data.message)
    }
    const outcome = outcomeOf(event)
    if (outcome) tell({ type: 'outcome', outcome })
    hasFailed ||= outcome?.state === 'failed'
    // A hook at the top of a file fails under the file's own name.
    hasHookFailed ||= event.type === 'test:fail' && event.data.name === event.data.file
    if (event.type === 'test:summary' && !hasFailed && (!event.data.success || complaints.length > 0)) {
      const words = complaints.join('\n') || 'The file failed, and none of its tests.'
      tell({ type: 'outcome', outcome: { name: file, state: 'failed', ms: 0, words } })
    }
  }
  // The end was told before these hooks had ended: the next file would begin beside them, and of the last file they would
  // be cut off. What failed in one is told already, and those after it are never called.
  if (!hasHookFailed && complaints.length === 0 && !(await isInTime(closed.promise))) {
    const words = `What it closes at its end failed, or took longer than ${CLOSES_WITHIN_MS / 1000} s.`
    tell({ type: 'outcome', outcome: { name: file, state: 'failed', ms: 0, words } })
  }
  tell({ type: 'done', times: timesSince(begin, load ?? 0), memoryMb: process.memoryUsage.rss() / 1024 ** 2 })
}

// Without isolation the runner of Node ends a run when the process has nothing left to do, which one that waits for its
// next file never has.
function endWhenDone(): void {
  process.emit('beforeExit', 0)
}

async function isInTime(closed: Promise<void>): Promise<boolean> {
  const waiting = new AbortController()
  const late = delay(CLOSES_WITHIN_MS, false, { signal: waiting.signal }).catch(() => false)
  const isClosed = await Promise.race([closed.then(() => true), late])
  waiting.abort()
  return isClosed
}

/** Ends the run of a file that has no test, or none with the name that is looked for, once it is loaded. */
async function endIfEmpty(file: string, isQueued: () => boolean): Promise<void> {
  // The run loads it first, and what it throws is told there.
  await delay(0)
  await import(pathToFileURL(resolve(file)).href).catch(() => {})
  await delay(QUEUES_WITHIN_MS)
  if (!isQueued()) endWhenDone()
}

interface Begin {
  readonly at: number
  readonly cpu: NodeJS.CpuUsage
  readonly children: number
  readonly database: number
  readonly app: number
}

function timesSince(begin: Begin, load: number): FileTimes {
  const { user, system } = process.cpuUsage(begin.cpu)
  return {
    wall: performance.now() - begin.at,
    cpu: (user + system) / 1000,
    children: childrensMs() - begin.children,
    load,
    database: spent.database - begin.database,
    app: spent.app - begin.app,
  }
}

/** Of all processes that this one has started and that have ended, with theirs (proc(5), `cutime` and `cstime`). */
function childrensMs(): number {
  try {
    const stat = readFileSync('/proc/self/stat', 'utf8')
    // The name before it may hold spaces.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    return (Number(fields[13]) + Number(fields[14])) * MS_PER_TICK
  } catch {
    return 0
  }
}

function outcomeOf(event: TestEvent): Outcome | null {
  if (event.type !== 'test:pass' && event.type !== 'test:fail') return null
  const { name, details, skip } = event.data
  const ms = details.duration_ms
  if (event.type === 'test:fail') {
    const { error } = event.data.details
    // Those within have said why.
    if ('failureType' in error && error.failureType === 'subtestsFailed') return null
    return { name, state: 'failed', ms, words: wordsOf(error.cause ?? error) }
  }
  if (details.type === 'suite') return null
  if (skip !== undefined && skip !== false) return { name, state: 'skipped', ms, words: skip === true ? '' : skip }
  return { name, state: 'passed', ms, words: '' }
}

function wordsOf(error: unknown): string {
  return inspect(error, { depth: 4, maxStringLength: 2_000, colors: false })
}
