import { randomNumbers } from '../helpers/random-numbers.ts'
import type { Options } from './options.ts'

/** Files that work for a minute or more (`npm run test:times`). What is left of one at the end keeps one processor alone. */
export const LONG: readonly string[] = [
  'test/attacks/once.test.ts',
  'test/attacks/tamper.test.ts',
  'test/channels/web/browser/plan-card.test.ts',
  'test/docs-commands.test.ts',
  'test/documents/corpus.test.ts',
  'test/faults/crash.test.ts',
  'test/faults/kill.test.ts',
  'test/faults/wrong-answers.test.ts',
  'test/plan-language/sandbox-host.test.ts',
]

/** Files that at the size for a night work for a quarter of an hour or more. */
const LONG_IN_A_NIGHT: readonly string[] = [
  ...LONG,
  'test/attacks/evidence-structure.test.ts',
  'test/e2e/asked-for.test.ts',
  'test/e2e/scripted-models.test.ts',
  'test/e2e/wanted-deeds.test.ts',
  'test/faults/kill-spoken.test.ts',
  'test/faults/outbox.test.ts',
  'test/faults/random-histories.test.ts',
  'test/plan-language/language/non-interference.test.ts',
]

/**
 * Files that wait for clocks, and need a processor for less than a third of their time. One more process does these, one
 * after the other, beside those that work.
 */
export const WAITING: readonly string[] = [
  'test/attacks/stop.test.ts',
  'test/e2e/stop.test.ts',
  'test/faults/database-connection.test.ts',
  'test/faults/outages.test.ts',
  'test/faults/peers.test.ts',
  'test/faults/set-aside.test.ts',
  'test/faults/silent-server.test.ts',
  'test/faults/silent-session.test.ts',
  'test/faults/unknown.test.ts',
  'test/faults/waits-for-a-tool.test.ts',
]

/** Before this share of the others the long ones are begun: in a night sooner, where they are most of it. */
const BEGUN_BEFORE = 0.6
const BEGUN_BEFORE_IN_A_NIGHT = 0.1

export interface Order {
  readonly working: readonly string[]
  readonly waiting: readonly string[]
}

/** All the files in an order that its number says, by which nothing can come to rely on what ran before it. */
export function orderOf({ files, order: number, deep }: Pick<Options, 'files' | 'order' | 'deep'>): Order {
  const next = randomNumbers(number)
  const long = deep ? LONG_IN_A_NIGHT : LONG
  const working = shuffled(
    files.filter((file) => !long.includes(file) && !WAITING.includes(file)),
    next,
  )
  const before = Math.floor(working.length * (deep ? BEGUN_BEFORE_IN_A_NIGHT : BEGUN_BEFORE))
  for (const file of files) {
    if (long.includes(file)) working.splice(Math.floor(next() * (before + 1)), 0, file)
  }
  return {
    working,
    waiting: shuffled(
      files.filter((file) => WAITING.includes(file)),
      next,
    ),
  }
}

// Fisher and Yates: each order is as likely as any other.
function shuffled(files: readonly string[], next: () => number): string[] {
  const order = [...files]
  for (let last = order.length - 1; last > 0; last--) {
    const place = Math.floor(next() * (last + 1))
    const [a, b] = [order[last], order[place]]
    if (a === undefined || b === undefined) break
    order[last] = b
    order[place] = a
  }
  return order
}
