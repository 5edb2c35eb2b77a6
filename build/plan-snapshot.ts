import { execFile } from 'node:child_process'
import { rename, utimes } from 'node:fs/promises'
import { join } from 'node:path'
import { isNoOlder } from '../bin/is-fresh.js'
import { keptSnapshot } from '../src/plan-language/sandbox/kept-snapshot.ts'
import { WARM_UP } from '../src/plan-language/sandbox/warm-up.ts'

const ROOT = join(import.meta.dirname, '..')
const PROGRAM = join(ROOT, 'dist/plan-isolate.js')
const MADE_FROM = [
  PROGRAM,
  join(ROOT, 'src/plan-language/sandbox/warm-up.ts'),
  join(ROOT, 'build/plan-snapshot.ts'),
  join(ROOT, 'build/take-snapshot.js'),
]

/** Keeps what plans' isolates start from beside their program, where it is older than that; gives a line about it. */
export async function keepPlanSnapshot(): Promise<string> {
  const output = keptSnapshot(PROGRAM)
  const name = output.slice(ROOT.length + 1)
  const startedAt = new Date()
  if (isNoOlder(output, MADE_FROM)) return `${name} is up to date`
  const draft = `${output}.${process.pid}.draft`
  await takeSnapshot(draft)
  await utimes(draft, startedAt, startedAt)
  await rename(draft, output)
  return `${name} in ${Date.now() - startedAt.getTime()} ms`
}

function takeSnapshot(output: string): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  const flags = ['--no-node-snapshot', '--jitless', join(ROOT, 'build/take-snapshot.js')]
  const child = execFile(process.execPath, [...flags, PROGRAM, output], (error) => (error ? reject(error) : resolve()))
  child.stdin?.end(WARM_UP)
  return promise
}
