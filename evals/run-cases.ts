import type { Agent } from '#agents/contract.ts'
import type { EvalCase } from '#agents/files/eval-case.ts'
import { differences } from './differences.ts'
import { runCase, takeBack, type Outcome } from './outcome.ts'
import { Stage } from './stage.ts'

export interface Case {
  readonly agent: Agent
  readonly evalCase: EvalCase
  /** Its file and line. */
  readonly place: string
}

export interface Result extends Case {
  readonly milliseconds: number
  /** What came of it; null where it couldn't run. */
  readonly outcome: Outcome | null
  /** What isn't as expected, or why it couldn't run; empty for a case that passed. */
  readonly problems: readonly string[]
}

export interface RunOptions {
  /** For each server. */
  readonly environment: Readonly<Record<string, string>>
  readonly onProgress: (done: number, of: number) => void
}

/** Servers at once: the two cores that we assume. For a few cases a second one's start isn't worth it. */
const LANES = 2
const CASES_PER_LANE = 4

/** Runs cases on as few servers as may be, and gives their results in the cases' order. */
export async function runCases(cases: readonly Case[], options: RunOptions): Promise<readonly Result[]> {
  const results = new Map<Case, Result>()
  // What changes nothing comes first: a server whose plan did something is of no use to the next.
  const waiting = cases.toSorted((one, other) => marks(one) - marks(other))
  // What a first server learns keeps the process busy for seconds, in which another's calls would run out of time.
  const hasLearned = Promise.withResolvers<void>()
  const lane = async (isFirst: boolean) => {
    if (!isFirst) await hasLearned.promise
    await using stage = new Stage(options.environment)
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      results.set(next, await judgedCase(stage, next))
      hasLearned.resolve()
      options.onProgress(results.size, cases.length)
    }
  }
  const lanes = Math.min(LANES, Math.ceil(cases.length / CASES_PER_LANE))
  await Promise.all(Array.from({ length: lanes }, (_, at) => lane(at === 0)))
  return cases.flatMap((one) => results.get(one) ?? [])
}

/** How much a case is expected to leave behind: nothing, a plan that waits or was refused, or deeds. */
function marks({ evalCase: { expect } }: Case): number {
  if (expect.effects?.length === 0) return 0
  return expect.verdict && expect.verdict !== 'allow' ? 1 : 2
}

async function judgedCase(stage: Stage, one: Case): Promise<Result> {
  const { agent, evalCase } = one
  let startedAt = performance.now()
  const result = (outcome: Outcome | null, problems: readonly string[]) => ({
    ...one,
    milliseconds: performance.now() - startedAt,
    outcome,
    problems,
  })
  try {
    const parley = await stage.server()
    startedAt = performance.now() // a start isn't the case's time
    const client = parley.as(evalCase.as)
    const outcome = await runCase(client, agent, evalCase)
    if (!(await takeBack(client, outcome))) await stage.clear()
    return result(outcome, differences(evalCase.expect, outcome))
  } catch (error) {
    await stage.clear()
    return result(null, [error instanceof Error ? error.message : String(error)])
  }
}
