import type { Scope } from '../../test/helpers/database.ts'
import { attacksReport } from './attacks-report.ts'
import { problemsOf } from './check-task.ts'
import { tryAttacks, type AttackResult } from './run-attacks.ts'
import type { Script } from './scripted-planner.ts'
import { openTaskStage, type TaskStage } from './stage.ts'
import { readTasks, type Task } from './task.ts'
import { takeTurn, type TurnTaken } from './take-turn.ts'
import { tasksReport } from './tasks-report.ts'
import { WORLDS, type WorldServer } from './worlds.ts'

/** What came of a task's program, as its model writes it. */
export interface TaskResult {
  readonly task: Task
  readonly turn: TurnTaken
  /** Empty where the program was of use. */
  readonly problems: readonly string[]
  readonly milliseconds: number
}

/** The seed of the attacks where none is given: the same attacks each time. */
const SEED = 20

/**
 * `npm run evals -- tasks`: tries all tasks and the attacks on them, and says what came of them. Words name worlds, and what
 * alone is to be tried: `programs` or `attacks`; a number is another seed of the attacks.
 */
export async function runTasks(words: readonly string[], say: (text: string) => void): Promise<void> {
  const named = WORLDS.filter((world) => words.includes(world))
  const seed = words.map(Number).find(Number.isInteger) ?? SEED
  const closing = new AsyncDisposableStack()
  try {
    const scope: Scope = { after: (cleanUp) => closing.defer(cleanUp) }
    const stage = await openTaskStage(scope, named.length > 0 ? named : undefined)
    const worlds = [...stage.worlds.values()]
    if (!words.includes('attacks')) {
      say(tasksReport((await Promise.all(worlds.map((world) => tryWorld(stage, world)))).flat()).join('\n'))
    }
    if (!words.includes('programs')) {
      say(`\nAttacks, seed ${seed}:`)
      const results: AttackResult[] = []
      // One world after the other: each has enough at once.
      for (const world of worlds) {
        const ofWorld = await tryAttacks(stage, world, { seed })
        const through = ofWorld.filter(({ fate }) => fate === 'through').length
        say(`  ${world.world}: ${ofWorld.length} tried, ${through} got through`)
        results.push(...ofWorld)
      }
      say(attacksReport(results).join('\n'))
    }
  } finally {
    await closing.disposeAsync()
  }
}

/** Tries a world's tasks one after the other, since they share its server. */
export async function tryWorld(
  stage: TaskStage,
  server: WorldServer,
  isChosen: (task: Task) => boolean = () => true,
): Promise<readonly TaskResult[]> {
  const results: TaskResult[] = []
  for (const task of (await readTasks(server.world)).filter(isChosen)) {
    const startedAt = performance.now()
    server.beginAnew()
    const script: Script = task
    const turn = await takeTurn(stage, { world: server.world, script }, { approve: true })
    const problems = problemsOf(task, turn, { start: server.atStart, end: server.state() })
    results.push({ task, turn, problems, milliseconds: performance.now() - startedAt })
  }
  return results
}
