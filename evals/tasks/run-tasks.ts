import type { Scope } from '../../test/helpers/database.ts'
import { randomNumbers } from '../../test/helpers/random-numbers.ts'
import { modelIn } from '../model-at.ts'
import { attacksReport } from './attacks-report.ts'
import { tryAttacks, type AttackResult } from './run-attacks.ts'
import { openTaskStage } from './stage.ts'
import { readTasks } from './task.ts'
import { tasksReport } from './tasks-report.ts'
import { transcriptOf } from './transcript.ts'
import { tryWorld, type TaskResult } from './try-world.ts'
import { WORLDS } from './worlds.ts'

/** The seed of the attacks where none is given: the same attacks each time. */
const SEED = 20

/**
 * `npm run evals -- tasks`: tries all tasks and the attacks on them, and says what came of them. Words name worlds, and what
 * alone is to be tried: `programs` or `attacks`; a number is another seed of the attacks. With `--model URL` that model plans
 * in the place of the programs that are written down; `some 40` tries that many, drawn by the seed, and prints what was said.
 */
export async function runTasks(words: readonly string[], say: (text: string) => void): Promise<void> {
  const named = WORLDS.filter((world) => words.includes(world))
  const some = words.indexOf('some')
  const most = some === -1 ? Infinity : Number(words[some + 1])
  const numbers = words.toSpliced(some === -1 ? words.length : some, 2).map(Number)
  const seed = numbers.find(Number.isInteger) ?? SEED
  const closing = new AsyncDisposableStack()
  try {
    const scope: Scope = { isTest: false, after: (cleanUp) => closing.defer(cleanUp) }
    const model = modelIn(words)
    const names = named.length > 0 ? named : WORLDS
    const stage = await openTaskStage(scope, { names, ...(model !== undefined && { model }) })
    const worlds = [...stage.worlds.values()]
    if (!words.includes('attacks')) {
      const chosen = await drawn(names, { most, seed })
      const tried = await Promise.all(worlds.map((world) => tryWorld(stage, world, (task) => chosen.has(idOf(task)))))
      if (most < Infinity) say(tried.flat().map(transcriptOf).join('\n\n'))
      say(tasksReport(tried.flat()).join('\n'))
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

type Named = Pick<TaskResult['task'], 'world' | 'name'>

const idOf = ({ world, name }: Named) => `${world} ${name}`

/** The names of some of the worlds' tasks. */
async function drawn(
  worlds: readonly string[],
  { most, seed }: { readonly most: number; readonly seed: number },
): Promise<ReadonlySet<string>> {
  const random = randomNumbers(seed)
  const tasks = (await Promise.all(worlds.map(readTasks))).flat()
  const shuffled = tasks.map((task) => ({ id: idOf(task), at: random() })).toSorted((one, other) => one.at - other.at)
  return new Set(shuffled.slice(0, most).map(({ id }) => id))
}
