import assert from 'node:assert/strict'
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { Scope } from './database.ts'
import { COMES_WITHIN_MS } from './patient.ts'

export interface SandboxHostOptions {
  /** Another program than the real host, and what it is told. */
  readonly program?: readonly string[]
  readonly environment?: Readonly<Record<string, string>>
}

/** A sandbox host as a process of its own. */
export interface TestSandboxHost {
  readonly socket: string
  readonly pid: number
  log(): string
  /** Ends it as a power cut would. */
  kill(): Promise<void>
  /** Stops it in the middle of whatever it does, until it is killed or told to go on. */
  freeze(): void
  goOn(): void
  /** Starts it again, at the same place. */
  start(): Promise<void>
}

const ROOT = join(import.meta.dirname, '../..')

/** A path for a socket where nobody listens yet. */
export async function socketPath(scope: Scope): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'parley-socket-'))
  scope.after(() => rm(folder, { recursive: true, force: true }))
  return join(folder, 'sandbox.sock')
}

/** Starts a host, by default at a path of its own, and waits until it listens. */
export async function startSandboxHost(
  scope: Scope,
  { socket, ...options }: SandboxHostOptions & { readonly socket?: string } = {},
): Promise<TestSandboxHost> {
  const path = socket ?? (await socketPath(scope))
  let running = await launch(path, options)
  scope.after(() => end(running.child))
  return {
    socket: path,
    get pid() {
      return running.child.pid ?? 0
    },
    log: () => running.log(),
    kill: () => end(running.child),
    freeze: () => void running.child.kill('SIGSTOP'),
    goOn: () => void running.child.kill('SIGCONT'),
    start: async () => {
      running = await launch(path, options)
    },
  }
}

/** Starts a host that doesn't start, and gives its exit code and last words. */
export async function refusedHost(socket: string, options: SandboxHostOptions = {}) {
  const { child, log } = spawnHost(socket, options)
  const [code] = await once(child, 'exit')
  return { code: Number(code), words: log() }
}

async function launch(socket: string, options: SandboxHostOptions) {
  const { child, log } = spawnHost(socket, options)
  assert.ok(child.stdout)
  const lines = createInterface({ input: child.stdout })
  const ended = once(child, 'exit').then(() => assert.fail(`the sandbox host didn't start\n${log()}`))
  await Promise.race([once(lines, 'line', { signal: AbortSignal.timeout(COMES_WITHIN_MS) }), ended])
  ended.catch(() => undefined)
  return { child, log }
}

function spawnHost(socket: string, { program = ['src/sandbox-host.ts'], environment = {} }: SandboxHostOptions) {
  const child = spawn(process.execPath, program, {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { PATH: process.env.PATH, LOG_LEVEL: 'warn', SANDBOX_SOCKET: socket, ...environment },
  })
  let log = ''
  child.stderr.on('data', (chunk: Buffer) => (log += chunk.toString()))
  return { child, log: () => log }
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const exited = once(child, 'exit')
  child.kill('SIGKILL')
  await exited
}
