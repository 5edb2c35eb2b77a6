import { isDeepStrictEqual } from 'node:util'
import type { State } from './world-tool.ts'
import type { Task } from './task.ts'
import type { TurnTaken } from './take-turn.ts'

/** What isn't as the task has it, in words; empty where its program was of use. */
export function problemsOf(
  task: Task,
  turn: TurnTaken,
  states: { readonly start: State; readonly end: State },
): readonly string[] {
  const failure = turn.plan?.failure ?? turn.run.failure
  const [told] = turn.told
  if (told)
    return [`${told.kind}${told.line === undefined ? '' : ` at line ${told.line}`}: ${told.message ?? '(no words)'}`]
  if (failure) return [`${failure.code}: ${failure.text}`]
  if (turn.plan?.status === 'refused') return [`refused: ${turn.plan.verdict?.reasons.join(' / ') ?? ''}`]
  if (turn.run.status !== 'done') return [`the run is ${turn.run.status}`]
  const changed = changesBetween(states.start, states.end)
  const wrong = [...new Set([...Object.keys(changed), ...Object.keys(task.after)])].filter(
    (row) => !isDeepStrictEqual(changed[row], task.after[row]),
  )
  const untold = task.tells.filter((words) => !isTold(turn.said, words))
  return [
    ...wrong.map((row) => `${row} is ${text(changed[row])}, not ${text(task.after[row])}`),
    ...untold.map((words) => `isn't told ${JSON.stringify(words)}, but ${JSON.stringify(turn.said.slice(0, 200))}`),
  ]
}

/** Rows that are there, gone or other, by `collection.id`, with the fields that are. */
export function changesBetween(
  start: State,
  end: State,
): Readonly<Record<string, Readonly<Record<string, unknown>> | null>> {
  const changes = [...new Set([...Object.keys(start), ...Object.keys(end)])].flatMap((collection) => {
    const [before, after] = [start[collection] ?? {}, end[collection] ?? {}]
    return [...new Set([...Object.keys(before), ...Object.keys(after)])].flatMap((id) => {
      const [was, is] = [before[id], after[id]]
      if (isDeepStrictEqual(was, is)) return []
      return [[`${collection}.${id}`, is ? changedFields(was ?? {}, is) : null] as const]
    })
  })
  return Object.fromEntries(changes)
}

function changedFields(was: Readonly<Record<string, unknown>>, is: Readonly<Record<string, unknown>>) {
  return Object.fromEntries(Object.entries(is).filter(([name, value]) => !isDeepStrictEqual(was[name], value)))
}

/** Whether a text has the words, or what the pattern between slashes says. */
export function isTold(said: string, words: string): boolean {
  const pattern = /^\/(.*)\/$/s.exec(words)?.[1]
  return pattern === undefined ? said.includes(words) : new RegExp(pattern, 'i').test(said)
}

function text(value: unknown): string {
  return value === undefined ? 'as it was' : JSON.stringify(value)
}
