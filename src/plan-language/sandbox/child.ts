import { readFileSync } from 'node:fs'
import ivm from 'isolated-vm'
import { keptSnapshot } from './kept-snapshot.ts'
import { readLines } from './lines.ts'
import type { FromChild, ToChild } from './protocol.ts'
import { WARM_UP } from './warm-up.ts'

/*
 * The forked process. It holds nothing but the isolate's program, runs one plan at a time in an isolate of its own, and
 * speaks the lines of protocol.ts. What it says is believed by nobody: the host checks it.
 */

type Run = Extract<ToChild, { type: 'run' }>
type Stopped = Extract<FromChild, { type: 'stopped' }>

/** A place to run one plan in, made before it is needed. */
interface Room {
  readonly isolate: ivm.Isolate
  readonly memoryMb: number
  readonly runPlan: ivm.Reference<(planJson: string, start: object, wait: object, treeJson: string | null) => string>
}

/** The plan that runs now. */
interface Current {
  readonly plan: number
  readonly answers: PromiseWithResolvers<string>[]
}

/** How often the CPU guard looks, in ms: what a plan may go over its limit by. */
const CPU_GUARD_MS = 10

// Lines may be this long in the host's cap; JSON inside JSON at most doubles a text that isn't hostile.
const MOST_CHARACTERS = 4_000_000

const programFile = process.argv[2] ?? ''
const snapshot = readSnapshot() ?? takeSnapshot()
for (const name of Object.keys(process.env)) delete process.env[name]

let room: Promise<Room> | null = makeRoom(Number(process.argv[3]))
let current: Current | null = null

readLines(process.stdin, {
  longest: Number.POSITIVE_INFINITY, // the host is trusted, and caps what it sends
  onLine: (line) => take(JSON.parse(line)),
  onTooLong: () => process.exit(1),
})
process.stdin.on('end', () => process.exit(0)) // the host is gone
await room
tell({ type: 'ready' })

function take(message: ToChild): void {
  if (message.type === 'run') void run(message)
  else if (message.plan === current?.plan) current.answers[message.index]?.resolve(message.json)
}

function readSnapshot(): ivm.ExternalCopy<ArrayBuffer> | null {
  try {
    return new ivm.ExternalCopy(new Uint8Array(readFileSync(keptSnapshot(programFile))).buffer)
  } catch {
    return null // another Node than that which built
  }
}

function takeSnapshot(): ivm.ExternalCopy<ArrayBuffer> {
  return ivm.Isolate.createSnapshot([{ code: readFileSync(programFile, 'utf8'), filename: 'file:///plan' }], WARM_UP)
}

async function run(message: Run): Promise<void> {
  const { plan, limits } = message
  const { isolate, runPlan } = await takeRoom(limits.memoryMb)
  const mine: Current = { plan, answers: [] }
  current = mine
  let why: Stopped['why'] | null = null
  const stop = (reason: Stopped['why']) => {
    why ??= reason
    if (!isolate.isDisposed) isolate.dispose()
  }
  const wallGuard = setTimeout(() => stop('wall'), limits.wallMs)
  const cpuGuard = setInterval(() => !isolate.isDisposed && cpuMs(isolate) > limits.cpuMs && stop('cpu'), CPU_GUARD_MS)
  const start = new ivm.Reference((json: string) => {
    if (json.length > MOST_CHARACTERS || mine.answers.length >= limits.reads) return stop('fault')
    mine.answers.push(Promise.withResolvers())
    tell({ type: 'read', plan, json })
  })
  const wait = new ivm.Reference((index: number) => mine.answers[index]?.promise)
  try {
    const json = await runPlan.apply(undefined, [message.program, start, wait, message.tree], {
      result: { copy: true },
    })
    if (json.length > MOST_CHARACTERS) tell({ type: 'stopped', plan, why: 'fault' })
    else tell({ type: 'done', plan, cpuMs: cpuMs(isolate), json })
  } catch {
    // An isolate that nobody here has ended, but that is gone, went over its memory.
    tell({ type: 'stopped', plan, why: why ?? (isolate.isDisposed ? 'memory' : 'fault') })
  } finally {
    clearTimeout(wallGuard)
    clearInterval(cpuGuard)
    current = null
    if (!isolate.isDisposed) isolate.dispose()
    room ??= makeRoom(limits.memoryMb)
  }
}

async function takeRoom(memoryMb: number): Promise<Room> {
  const ready = await room
  room = null
  if (ready?.memoryMb === memoryMb) return ready
  ready?.isolate.dispose()
  return makeRoom(memoryMb)
}

async function makeRoom(memoryMb: number): Promise<Room> {
  // When V8 has lost an isolate for good, nothing in this process can be trusted any more.
  const isolate = new ivm.Isolate({ memoryLimit: memoryMb, snapshot, onCatastrophicError: () => process.abort() })
  const context = await isolate.createContext()
  return { isolate, memoryMb, runPlan: await context.global.get('runPlan', { reference: true }) }
}

function cpuMs(isolate: ivm.Isolate): number {
  return Number(isolate.cpuTime) / 1e6
}

function tell(message: FromChild): void {
  process.stdout.write(`${JSON.stringify(message)}\n`)
}
