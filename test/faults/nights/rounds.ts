import { appendFile, readFile } from 'node:fs/promises'
import { z } from 'zod'

/** What one round of faults came to. What counts under `wrong` and the four before it should be 0. */
export const Round = z.object({
  /** What was done to it. */
  of: z.enum(['kills', 'network faults']),
  at: z.string(),
  seed: z.int(),
  faults: z.int(),
  turns: z.int(),
  /** Steps that were put before a person though they could be called again or looked up. */
  needless: z.int(),
  /** Runs that never ended or have no answer, and steps that nobody gave an end. */
  abandoned: z.int(),
  failed: z.int(),
  /** Processes that ended by themselves. */
  exits: z.int(),
  /** Done twice, without a yes, or told otherwise than it was; kept totals that aren't the ledger's. */
  wrong: z.int(),
})
export type Round = z.infer<typeof Round>

const COUNTED = ['faults', 'turns', 'needless', 'abandoned', 'failed', 'exits', 'wrong'] as const

/**
 * Appends a round to the file that `ROUNDS_FILE` names, where it names one, so that several nights add up. Gives what all
 * rounds in it, or this one alone, came to in words.
 */
export async function keepRound(round: Round): Promise<string> {
  const file = process.env.ROUNDS_FILE
  if (file === undefined) return sentenceOf([round])
  await appendFile(file, `${JSON.stringify(round)}\n`)
  return `${file}: ${sentenceOf((await roundsIn(file)).filter(({ of }) => of === round.of))}`
}

/** The rounds that a file has, a line each. Throws where a line is something else. */
export async function roundsIn(file: string): Promise<readonly Round[]> {
  const lines = (await readFile(file, 'utf8')).split('\n').filter((line) => line !== '')
  return lines.map((line) => Round.parse(JSON.parse(line)))
}

/** What rounds of one kind came to together. */
export function sentenceOf(rounds: readonly Round[]): string {
  const [faults, turns, needless, abandoned, failed, exits, wrong] = COUNTED.map((name) =>
    rounds.reduce((sum, round) => sum + round[name], 0),
  )
  const seeds = rounds.map(({ seed }) => seed).join(', ')
  return (
    `${faults} ${rounds[0]?.of ?? 'faults'} over ${turns} turns in ${rounds.length} rounds: needless questions ${needless}, ` +
    `abandoned ${abandoned}, runs failed ${failed}, exits ${exits}, wrong ${wrong} (seeds ${seeds})`
  )
}
