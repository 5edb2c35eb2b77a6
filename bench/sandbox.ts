import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { createLogger } from '../src/core/log.ts'
import type { Sandbox } from '../src/plan-language/contract.ts'
import { openSandbox } from '../src/plan-language/sandbox.ts'
import { SandboxChild } from '../src/plan-language/sandbox/child-process.ts'
import { detectSandboxIsolation } from '../src/plan-language/sandbox/isolation.ts'
import { localChildren } from '../src/plan-language/sandbox/local-children.ts'
import { BUILT, filesOfChild } from '../src/plan-language/sandbox/spawn.ts'
import { median, milliseconds, quantile, type Figure } from './figure.ts'
import { largestDescendantMb } from './sandbox/processes.ts'
import { answerTo, PROGRAM } from './sandbox/plan.ts'

const WARM_UP = 50
const RUNS = 500
const COLD_STARTS = 10
/** Between two plans, in ms: a child makes the next plan's isolate when it has nothing else to do. */
const PAUSE_MS = 10

/** A dry run of thirty lines with five reads over a hundred rows, next to the same plan without labels. */
export async function sandboxFigures(): Promise<readonly Figure[]> {
  const log = createLogger('silent')
  const signal = AbortSignal.timeout(300_000)
  const cold = await coldStarts(signal)
  await using sandbox = await openSandbox({
    log,
    socket: null,
    production: false,
    networkAccepted: true,
    size: 1,
    signal,
  })
  const childMb = await largestDescendantMb()
  // Half before and half after the baseline, so that what else the machine does hits both.
  const first = await dryRuns(sandbox, WARM_UP + RUNS / 2)
  const plain = plainIsolate(WARM_UP + RUNS)
  const samples = [...first.slice(WARM_UP), ...(await dryRuns(sandbox, RUNS / 2))]
  const plainSamples = plain.samples.slice(WARM_UP)
  const afterMb = await largestDescendantMb()
  const compared = (name: string, share: number, goal: string): Figure => {
    const [ours, theirs] = [quantile(samples, share), quantile(plainSamples, share)]
    const baseline = { name: 'plain isolate', value: milliseconds(theirs), ratio: ours / theirs }
    return { name, value: milliseconds(ours), baseline, goal }
  }
  return [
    compared('dry run of 30 lines, 5 reads, beyond them, p50', 0.5, '≤ 5 ms'),
    compared('dry run of 30 lines, 5 reads, beyond them, p99', 0.99, '≤ 15 ms'),
    {
      name: 'a child, cold',
      value: `p50 ${milliseconds(median(cold))}, of ${COLD_STARTS} the longest ${milliseconds(Math.max(...cold))}`,
    },
    { name: 'memory of a child, before and after', value: `${childMb.toFixed(0)} MB, ${afterMb.toFixed(0)} MB` },
    { name: 'memory of an isolate', value: `${plain.rssMb.toFixed(1)} MB, ${plain.heapMb.toFixed(1)} MB of it heap` },
  ]
}

/** In ms, beyond the reads. */
async function dryRuns(sandbox: Sandbox, runs: number): Promise<readonly number[]> {
  const samples: number[] = []
  while (samples.length < runs) {
    await delay(PAUSE_MS)
    let reading = 0
    const startedAt = performance.now()
    const result = await sandbox.dryRun(PROGRAM, {
      signal: AbortSignal.timeout(30_000),
      read: async (request) => {
        const askedAt = performance.now()
        const answer = answerTo(request)
        reading += performance.now() - askedAt
        return answer
      },
      onEntry: async () => {},
    })
    samples.push(performance.now() - startedAt - reading)
    if (!result.ok || result.effects.length !== 4) throw new Error(`The plan came to ${JSON.stringify(result)}.`)
  }
  return samples
}

/** From nothing to a process that takes a plan, walls included; not what finding out which walls stand takes. */
async function coldStarts(signal: AbortSignal): Promise<readonly number[]> {
  const walls = await detectSandboxIsolation(filesOfChild(BUILT), signal)
  const source = localChildren({ files: BUILT, walls, memoryMb: PROGRAM.limits.memoryMb })
  const samples: number[] = []
  while (samples.length < COLD_STARTS) {
    const startedAt = performance.now()
    const child = await SandboxChild.start(source, createLogger('silent'), signal)
    samples.push(performance.now() - startedAt)
    child.end()
    await child.ended
  }
  return samples
}

function plainIsolate(runs: number): {
  readonly samples: readonly number[]
  readonly rssMb: number
  readonly heapMb: number
} {
  const file = join(import.meta.dirname, 'sandbox/plain-isolate.ts')
  const { status, stdout, stderr } = spawnSync(process.execPath, ['--no-node-snapshot', file, String(runs)], {
    encoding: 'utf8',
  })
  if (status !== 0) throw new Error(`The plain isolate failed. ${stderr}`)
  return JSON.parse(stdout)
}
