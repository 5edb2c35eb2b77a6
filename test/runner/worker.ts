import { run } from 'node:test'
import type { TestEvent } from 'node:test/reporters'
import { inspect } from 'node:util'
import { closeShared } from '../helpers/shared.ts'
import { spent } from '../helpers/spent.ts'
import type { FileTimes, Outcome, Report, Task } from './protocol.ts'

// A process that runs one test file after another: what they all load and open is loaded and opened once.

function tell(report: Report): void {
  process.send?.(report)
}

process.on('message', (task: Task) => void runFile(task))
process.on('disconnect', () => void closeShared().finally(() => process.exit()))
tell({ type: 'ready' })

async function runFile({ file, only }: Task): Promise<void> {
  const begin = { at: performance.now(), cpu: process.cpuUsage(), ...spent }
  let load: number | null = null
  const events = run({
    files: [file],
    isolation: 'none',
    ...(only === null ? {} : { testNamePatterns: [new RegExp(only, 'u')] }),
  })
  for await (const event of events) {
    if (event.type === 'test:start') {
      // Without isolation the runner of Node ends a run where the process has nothing left to do, which one that waits
      // for its next file never has. By the first test all of the file's tests are known, and it waits for these.
      if (load === null) process.emit('beforeExit', 0)
      load ??= performance.now() - begin.at
      tell({ type: 'began', test: event.data.name })
    }
    // Those of no file are Node's own counts.
    if (event.type === 'test:diagnostic' && event.data.file !== undefined)
      tell({ type: 'said', line: event.data.message })
    const outcome = outcomeOf(event)
    if (outcome) tell({ type: 'outcome', outcome })
  }
  tell({ type: 'done', times: timesSince(begin, load ?? 0), memoryMb: process.memoryUsage.rss() / 1024 ** 2 })
}

function timesSince(
  begin: { readonly at: number; readonly cpu: NodeJS.CpuUsage; readonly database: number; readonly app: number },
  load: number,
): FileTimes {
  const { user, system } = process.cpuUsage(begin.cpu)
  return {
    wall: performance.now() - begin.at,
    cpu: (user + system) / 1000,
    load,
    database: spent.database - begin.database,
    app: spent.app - begin.app,
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
