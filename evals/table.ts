import { verdictText } from './differences.ts'
import type { Result } from './run-cases.ts'

const HEADER = ['', 'agent', 'case', 'route', 'verdict', 'result', 'time']

/** The results as a table with a header and totals, and under it what was wrong, each with its file and line. */
export function tableOf(
  results: readonly Result[],
  milliseconds: number,
): { readonly lines: readonly string[]; readonly hasPassed: boolean } {
  const rows = [HEADER, ...results.map(rowOf)]
  const widths = HEADER.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)))
  const [header = '', ...lines] = rows.map((row) => lineOf(row, widths))
  const rule = '─'.repeat(header.length)
  const wrong = results.filter(({ problems }) => problems.length > 0)
  const count = (state: string) => results.filter((result) => stateOf(result) === state).length
  const totals = `${results.length} ${results.length === 1 ? 'case' : 'cases'}: ${count('ok')} ok, ${count('FAILED')} failed, ${count('NOT RUN')} not run, in ${seconds(milliseconds)}`
  return { lines: [header, rule, ...lines, rule, totals, ...wrong.flatMap(complaintOf)], hasPassed: wrong.length === 0 }
}

function rowOf(result: Result): readonly string[] {
  const { agent, evalCase, outcome, milliseconds } = result
  const state = stateOf(result)
  const verdict = outcome?.plan?.verdict ? verdictText(outcome.plan.verdict) : '—'
  return [
    state === 'ok' ? '✓' : '✗',
    agent.name,
    evalCase.name,
    outcome?.route ?? '—',
    verdict,
    state,
    seconds(milliseconds),
  ]
}

function stateOf({ outcome, problems }: Result): 'ok' | 'FAILED' | 'NOT RUN' {
  if (problems.length === 0) return 'ok'
  return outcome === null ? 'NOT RUN' : 'FAILED'
}

// The last column is a number.
function lineOf(row: readonly string[], widths: readonly number[]): string {
  const cells = row.map((cell, column) => {
    const width = widths[column] ?? 0
    return column === row.length - 1 ? cell.padStart(width) : cell.padEnd(width)
  })
  return cells.join('  ')
}

function complaintOf(result: Result): readonly string[] {
  const { place, evalCase, problems } = result
  const what = stateOf(result) === 'FAILED' ? "isn't as expected" : "couldn't run"
  const lines = problems.flatMap((problem) => problem.trimEnd().split('\n'))
  return ['', `${place} "${evalCase.name}" ${what}:`, ...lines.map((line) => `  ${line}`)]
}

function seconds(milliseconds: number): string {
  return `${(milliseconds / 1_000).toFixed(1)} s`
}
