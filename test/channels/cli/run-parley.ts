import { spawn, type ChildProcess } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestContext } from 'node:test'
import { FAKE_PEOPLE_FILE } from '../../helpers/fake-api.ts'

const BIN = join(import.meta.dirname, '../../../bin/parley.js')

/** A data folder with the fake's people, removed after the test. */
export async function dataFolder(t: TestContext): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'parley-cli-'))
  t.after(() => rm(folder, { recursive: true, force: true }))
  await writeFile(join(folder, 'dev-people.json'), FAKE_PEOPLE_FILE)
  return folder
}

export interface Ran {
  readonly code: number | null
  readonly out: string
  readonly err: string
}

/** The real command as a process of its own, without a terminal; its input ends at once unless given. */
export function startCommand(
  words: readonly string[],
  options: {
    readonly dataDir: string
    readonly input?: string | null
    readonly env?: Readonly<Record<string, string>>
    /** When it is ended, whatever it does: after 100 s unless said. */
    readonly withinMs?: number
  },
): { readonly child: ChildProcess; readonly ended: Promise<Ran>; output(): string } {
  const env = { PATH: process.env.PATH ?? '', DATA_DIR: options.dataDir, TZ: 'UTC', LANG: 'C.UTF-8', ...options.env }
  const child = spawn(process.execPath, [BIN, ...words], { env, stdio: 'pipe' })
  // A test that fails leaves its command behind, which would keep the whole file from ending.
  const overdue = setTimeout(() => child.kill('SIGKILL'), options.withinMs ?? 100_000).unref()
  let out = ''
  let err = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => (out += text))
  child.stderr.setEncoding('utf8').on('data', (text: string) => (err += text))
  if (options.input !== null) child.stdin.end(options.input ?? '')
  const { promise, resolve } = Promise.withResolvers<Ran>()
  child.on('close', (code) => {
    clearTimeout(overdue)
    resolve({ code, out, err })
  })
  return { child, ended: promise, output: () => out + err }
}

export async function runParley(words: readonly string[], options: Parameters<typeof startCommand>[1]): Promise<Ran> {
  return await startCommand(words, options).ended
}

/** Waits until a condition holds; the test's own time limit ends it. */
export async function until(condition: () => boolean, signal: AbortSignal): Promise<void> {
  while (!condition()) {
    signal.throwIfAborted()
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
}
