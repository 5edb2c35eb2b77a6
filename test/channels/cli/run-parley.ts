import { spawn, type ChildProcess } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable, Writable } from 'node:stream'
import type { TestContext } from 'node:test'
import { runCommandLine } from '#channels/command-line.ts'
import { openExampleShop } from '#app/example-shop.ts'

// A terminal tells times in its own zone.
process.env.TZ = 'UTC'

const BIN = join(import.meta.dirname, '../../../bin/parley.js')

/** A data folder with nothing in it, removed after the test. */
export async function dataFolder(t: TestContext): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'parley-cli-'))
  t.after(() => rm(folder, { recursive: true, force: true }))
  return folder
}

interface CommandOptions {
  readonly dataDir: string
  readonly env?: Readonly<Record<string, string>>
  /** When it is ended, whatever it does: after 100 s unless said. */
  readonly withinMs?: number
}

export interface Ran {
  readonly code: number | null
  readonly out: string
  readonly err: string
}

/** The whole command inside this process, without a terminal; its input is what is given, and ends. */
export async function runParley(
  words: readonly string[],
  options: CommandOptions & { readonly input?: string },
): Promise<Ran> {
  const [out, err] = [heard(), heard()]
  const code = await runCommandLine(words, {
    streams: { input: Readable.from([options.input ?? '']), output: out.stream, errors: err.stream },
    environment: environmentOf(options),
    signal: AbortSignal.timeout(options.withinMs ?? 100_000),
    openShop: openExampleShop,
  })
  return { code, out: out.text(), err: err.text() }
}

function heard(): { readonly stream: Writable; text(): string } {
  let text = ''
  const stream = new Writable({
    decodeStrings: false,
    write(chunk: string | Buffer, _, done) {
      text += chunk.toString()
      done()
    },
  })
  return { stream, text: () => text }
}

/** What a command is told in tests. */
export function environmentOf({ dataDir, env }: CommandOptions): Readonly<Record<string, string>> {
  return { DATA_DIR: dataDir, TZ: 'UTC', LANG: 'C.UTF-8', ...env }
}

/** The command as a process of its own, for what a process alone has: pipes that stay open, signals, its end. */
export function startCommand(
  words: readonly string[],
  options: CommandOptions & { readonly input?: string | null },
): { readonly child: ChildProcess; readonly ended: Promise<Ran>; output(): string } {
  const env = { PATH: process.env.PATH ?? '', ...environmentOf(options) }
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
