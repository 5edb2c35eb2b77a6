import type { Scope } from '../../test/helpers/database.ts'
import { problemsOf } from './check-task.ts'
import type { Script } from './scripted-planner.ts'
import { openTaskStage, type TaskStage } from './stage.ts'
import { readTasks, type Task } from './task.ts'
import { takeTurn, type TurnTaken } from './take-turn.ts'
import { tasksReport } from './tasks-report.ts'
import type { WorldServer } from './worlds.ts'

/** What came of a task's program, as its model writes it. */
export interface TaskResult {
  readonly task: Task
  readonly turn: TurnTaken
  /** Empty where the program was of use. */
  readonly problems: readonly string[]
  readonly milliseconds: number
}

/** Tries all tasks, those alone of a world where one is named, and says what came of them. */
export async function runTasks(names: readonly string[], say: (text: string) => void): Promise<void> {
  const closing = new AsyncDisposableStack()
  try {
    const scope: Scope = { after: (cleanUp) => closing.defer(cleanUp) }
    const stage = await openTaskStage(scope, names.length > 0 ? names : undefined)
    const results = (await Promise.all([...stage.worlds.values()].map((world) => tryWorld(stage, world)))).flat()
    say(tasksReport(results).join('\n'))
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
