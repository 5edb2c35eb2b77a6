import type { FileResult } from './crew.ts'
import type { Options } from './options.ts'
import type { Outcome } from './protocol.ts'

/** As much of what a failing test said as leaves room for the others on a screen. */
const LINES_OF_FAILURE = 14

/** One file's line, and under it what failed in it; in a deep run also what its tests say that they covered. */
export function lineOf({ file, outcomes, said, times }: FileResult, place: string, { deep }: Options): string {
  const failed = outcomes.filter(({ state }) => state === 'failed')
  const skipped = count(outcomes, 'skipped')
  const facts = `${outcomes.length} tests${skipped > 0 ? ` (${skipped} skipped)` : ''} ${seconds(times.wall)}`
  const line = `${failed.length > 0 ? '✗' : '✓'} ${place.padStart(7)} ${file}  ${facts}`
  const covered = deep ? [...new Set(said)].map((words) => `    · ${words}`) : []
  return [line, ...covered, ...failed.map(({ name, words }) => `    ✗ ${name}\n${indented(words)}`)].join('\n')
}

/** The last screen: why tests were left out, what failed with the command that runs it alone, and the counts. */
export function ending(
  results: readonly FileResult[],
  { seconds: took, options }: { readonly seconds: number; readonly options: Options },
): string {
  const outcomes = results.flatMap((result) => result.outcomes)
  const failures = results.flatMap(({ file, outcomes: of }) =>
    of.filter(({ state }) => state === 'failed').map((outcome) => failureOf(file, outcome, options)),
  )
  const counts = (['passed', 'failed', 'skipped'] as const).map((state) => `${count(outcomes, state)} ${state}`)
  const title = failures.length > 0 ? [`✗ ${failures.length} failed, each with the command that runs it alone:`] : []
  return [
    ...leftOut(outcomes),
    ...title,
    ...failures,
    '',
    `Took ${took.toFixed(1)} s, order ${options.order}, seed ${options.seed}.`,
    counts.join(', '),
  ].join('\n')
}

function failureOf(file: string, { name, words }: Outcome, { seed, deep }: Options): string {
  const lines = words.split('\n')
  const shown = lines.slice(0, LINES_OF_FAILURE)
  // What failed outside every test bears the file's name.
  const only = name.endsWith(file) ? '' : ` --only '${name.replaceAll("'", '.')}'`
  const command = `npm ${deep ? 'run deep' : 'test'} -- ${file} --seed ${seed}${only}`
  return `\n✗ ${name}\n${indented(shown.join('\n'))}\n    alone: ${command}`
}

function leftOut(outcomes: readonly Outcome[]): readonly string[] {
  const reasons = new Map<string, number>()
  for (const { state, words } of outcomes) {
    if (state === 'skipped') reasons.set(words, (reasons.get(words) ?? 0) + 1)
  }
  return [...reasons].map(([reason, times]) => `${times} left out: ${reason || 'no reason given'}`)
}

function count(outcomes: readonly Outcome[], state: Outcome['state']): number {
  return outcomes.filter((outcome) => outcome.state === state).length
}

function indented(text: string): string {
  return text.replaceAll(/^/gm, '      ')
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`
}
