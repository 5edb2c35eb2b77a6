import assert from 'node:assert/strict'
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import './built.ts'
import { testPlace, type DatabasePlace, type Scope } from './database.ts'
import { clientsOf, environmentOf, furnishingFor, type ParleyOptions, type TestParley } from './parley.ts'
import { COMES_WITHIN_MS } from './patient.ts'
import { spending } from './spent.ts'

/** The real server as a process of its own, for what a process alone shows: how it starts, dies and is told to stop. */
export interface ParleyProcess extends TestParley {
  /** Its process, for as long as it isn't started again. */
  readonly pid: number
  /** Ends it as Ctrl-C would; gives the code it exits with. */
  stop(): Promise<number | null>
  /** Ends it as a power cut would. */
  kill(): Promise<void>
}

/** A worker by itself, on a database that a server has open too. */
export interface TestWorker {
  log(): string
  /** Stops it in the middle of whatever it does, until it is killed or told to go on. */
  freeze(): void
  goOn(): void
  stop(): Promise<number | null>
  kill(): Promise<void>
  start(): Promise<void>
  /** How often it has ended by itself, neither stopped nor killed by its test. */
  exits(): number
}

const ROOT = join(import.meta.dirname, '../..')

export async function startParleyProcess(scope: Scope, options: ParleyOptions): Promise<ParleyProcess> {
  const place = options.place ?? (await testPlace(scope, furnishingFor(options)))
  place.errorLines.allow(options.expected ?? [])
  let environment = options.environment ?? {}
  let running = await spending('app', () => startServer(place, options, '0'))
  // Before the database's folder goes, whoever holds it must have gone.
  place.closing.defer(() => endProcess(running.child, 'SIGKILL').then(() => undefined))
  const { url } = running
  return {
    ...(await clientsOf(url, place)),
    get pid() {
      assert.ok(running.child.pid)
      return running.child.pid
    },
    log: () => running.log(),
    expect: place.errorLines.expect,
    stop: () => endProcess(running.child, 'SIGINT'),
    kill: async () => void (await endProcess(running.child, 'SIGKILL')),
    start: async (changed = {}) => {
      environment = { ...environment, ...changed }
      running = await spending('app', () => startServer(place, { ...options, environment }, new URL(url).port))
    },
  }
}

export interface WorkerProcessOptions extends ParleyOptions {
  readonly place: DatabasePlace
}

/** A worker process on the database of a server that has none inside (`RUN_WORKER=false`). PostgreSQL only. */
export async function startWorkerProcess(options: WorkerProcessOptions): Promise<TestWorker> {
  const { place } = options
  place.errorLines.allow(options.expected ?? [])
  let exits = 0
  const spawnOne = async () => {
    const worker = await spawnUntil(place, options, { file: 'bin/worker.js', says: /^(A worker on) / })
    worker.child.once('exit', () => (exits += ending.has(worker.child) ? 0 : 1))
    return worker
  }
  let running = await spawnOne()
  place.closing.defer(() => endProcess(running.child, 'SIGKILL').then(() => undefined))
  return {
    log: () => running.log(),
    freeze: () => void running.child.kill('SIGSTOP'),
    goOn: () => void running.child.kill('SIGCONT'),
    stop: () => endProcess(running.child, 'SIGINT'),
    kill: async () => void (await endProcess(running.child, 'SIGKILL')),
    start: async () => {
      running = await spawnOne()
    },
    exits: () => exits,
  }
}

interface RunningProcess {
  readonly child: ChildProcess
  /** What it said when it was ready. */
  readonly said: string
  log(): string
}

async function startServer(
  place: DatabasePlace,
  options: ParleyOptions,
  port: string,
): Promise<RunningProcess & { readonly url: string }> {
  const environment = { ...options.environment, PORT: port }
  const says = /^ {2}Parley +(http\S+)$/
  const running = await spawnUntil(place, { ...options, environment }, { file: 'bin/server.js', says })
  return { ...running, url: running.said }
}

/** Starts a process of ours and waits until it says that it is ready. */
async function spawnUntil(
  place: DatabasePlace,
  options: ParleyOptions,
  { file, says }: { readonly file: string; readonly says: RegExp },
): Promise<RunningProcess> {
  const child = spawn(process.execPath, [file], {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      PATH: process.env.PATH,
      NODE_OPTIONS: process.env.NODE_OPTIONS,
      // One plan at a time is all that its tests run, and another process takes as long to start as all the rest.
      SANDBOX_PROCESSES: '1',
      ...environmentOf(place, options),
    },
  })
  let log = ''
  place.errorLines.watch(() => log)
  child.stderr.on('data', (chunk: Buffer) => (log += chunk.toString()))
  const said = await firstLine(child, says).catch((error: unknown) => {
    child.kill('SIGKILL')
    throw new Error(`${file} didn't start.\n${log}`, { cause: error })
  })
  // Whatever failed after that failed by it, and only its own words say why.
  child.once('exit', (code, signal) => {
    if (!ending.has(child)) process.stderr.write(`${file} ended by itself with ${code ?? signal}:\n${log}\n`)
  })
  return { child, said, log: () => log }
}

/** Those that a test ends: any other end is a fault. */
const ending = new WeakSet<ChildProcess>()

async function firstLine(child: ChildProcess, says: RegExp): Promise<string> {
  assert.ok(child.stdout)
  const exited = once(child, 'exit').then(([code]) => {
    throw new Error(`it ended with ${String(code)}`)
  })
  const within = AbortSignal.timeout(COMES_WITHIN_MS)
  const lines = createInterface({ input: child.stdout, signal: within })
  const found = (async () => {
    for await (const line of lines) {
      const said = says.exec(line)?.[1]
      if (said) return said
    }
    throw new Error('it never said that it is ready')
  })()
  const said = await Promise.race([found, exited])
  exited.catch(() => undefined)
  return said
}

async function endProcess(child: ChildProcess, signal: 'SIGINT' | 'SIGKILL'): Promise<number | null> {
  if (child.exitCode === null && child.signalCode === null) {
    const exited = once(child, 'exit')
    ending.add(child)
    child.kill(signal)
    await exited
  }
  return child.exitCode
}
