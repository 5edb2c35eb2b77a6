import { Closing } from '../../bench/closing.ts'
import { collect, collectUnseen, KEY } from './collect.ts'
import { judgedAsShipped, judgedPlaces } from './learn-places.ts'
import { reliabilityOf } from './reliability.ts'

const LONGEST_MS = 600_000

/**
 * How well what is called sure is right, and what is told not to be there isn't: the likeliest place of each question,
 * judged by what was learned without it; of the key's half for tuning, and of all. `-- ranking --renew` learns the weights.
 * With `unseen` the same of what is shipped, on documents that nothing was learned from.
 */
export async function runCalibration(words: readonly string[], say: (text: string) => void): Promise<void> {
  await using closing = new Closing()
  if (words.includes('unseen')) {
    const unseen = judgedAsShipped(await collectUnseen(closing, AbortSignal.timeout(LONGEST_MS)))
    say(['Documents that nothing was learned from', ...reliabilityOf(unseen)].join('\n'))
    return
  }
  const judged = judgedPlaces(await collect(closing, AbortSignal.timeout(LONGEST_MS)))
  // What was taken away is learned from, and isn't what people ask.
  const asked = judged.filter(({ one }) => !one.isTakenAway)
  const ofKey = asked.filter(({ one }) => one.set.startsWith(KEY))
  say(['The key', ...reliabilityOf(ofKey), '', 'All', ...reliabilityOf(asked)].join('\n'))
}
