import { Closing } from '../../bench/closing.ts'
import { collect, KEY } from './collect.ts'
import { judgedPlaces } from './learn-places.ts'
import { reliabilityOf } from './reliability.ts'

const LONGEST_MS = 600_000

/**
 * How well what is called sure is right, and what is told not to be there isn't: the likeliest place of each question,
 * judged by what was learned without it; of the key's half for tuning, and of all. `-- ranking --renew` learns the weights.
 */
export async function runCalibration(say: (text: string) => void): Promise<void> {
  await using closing = new Closing()
  const judged = judgedPlaces(await collect(closing, AbortSignal.timeout(LONGEST_MS)))
  // What was taken away is learned from, and isn't what people ask.
  const asked = judged.filter(({ one }) => !one.isTakenAway)
  const ofKey = asked.filter(({ one }) => one.set.startsWith(KEY))
  say(['The key', ...reliabilityOf(ofKey), '', 'All', ...reliabilityOf(asked)].join('\n'))
}
