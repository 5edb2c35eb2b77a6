import { problemsOf } from './check-task.ts'
import type { Script } from './scripted-planner.ts'
import type { TaskStage } from './stage.ts'
import { readTasks, type Task } from './task.ts'
import { takeTurn, type TurnTaken } from './take-turn.ts'
import type { WorldServer } from './worlds.ts'

/** What came of a task's program, as its model writes it. */
export interface TaskResult {
  readonly task: Task
  readonly turn: TurnTaken
  /** Empty where the program was of use. */
  readonly problems: readonly string[]
  readonly milliseconds: number
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
