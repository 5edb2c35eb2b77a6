import assert from 'node:assert/strict'
import { after, afterEach } from 'node:test'
import type { Scope } from './database.ts'

/** What a server logs in a test that is about it: a line's event, or its event and code (`turn-failed tool-timeout`). */
export type ExpectedLine = string

/** The lines of a test's servers that somebody would have to act on: level `error`, and each failed attempt at a run. */
export interface ErrorLines {
  /** A log that is looked through at the end of each test; what comes later in it too. */
  watch(log: () => string): void
  /** Lines that may come until the end of the test that runs. */
  expect(...lines: readonly ExpectedLine[]): void
  /** Lines that may come as long as this place is there. */
  allow(lines: readonly ExpectedLine[]): void
  /** Fails where there is a line that nobody expected, and forgets what was expected of the test that ends. */
  check(): void
}

/** Looks through what the servers of a place logged, at the end of each test that uses it. */
export function errorLinesIn(scope: Scope): ErrorLines {
  const logs: WatchedLog[] = []
  const always = new Set<ExpectedLine>()
  const untilTestEnds = new Set<ExpectedLine>()
  const lines: ErrorLines = {
    watch: (read) => void logs.push({ read, seen: 0 }),
    expect: (...expected) => expected.forEach((line) => untilTestEnds.add(line)),
    allow: (expected) => expected.forEach((line) => always.add(line)),
    check() {
      const found = logs.flatMap(newLines).filter((line) => !isExpected(line, [always, untilTestEnds]))
      untilTestEnds.clear()
      if (found.length > 0) assert.fail(`A server logged what its test doesn't name:\n${shown(found)}`)
    },
  }
  // What a whole file uses is looked at after each of its tests.
  if (scope.after === after) afterEach(() => lines.check())
  return lines
}

/** The last look, once the servers have ended. */
export function checkAtEnd(scope: Scope, lines: ErrorLines): void {
  if (scope.isTest === false) return
  // What a test's own hook throws keeps those after it from being called: this one is the last.
  if ('diagnostic' in scope) scope.after(async () => lines.check())
  else
    try {
      lines.check()
    } catch (error) {
      // Whoever runs many files is told only that something failed at the end of one.
      process.stderr.write(`${String(error)}\n`)
      throw error
    }
}

interface WatchedLog {
  readonly read: () => string
  /** Characters that were looked through. */
  seen: number
}

interface ErrorLine {
  readonly text: string
  readonly event: unknown
  readonly code: unknown
}

function newLines(log: WatchedLog): readonly ErrorLine[] {
  const text = log.read()
  const end = text.lastIndexOf('\n') + 1
  const lines = text.slice(log.seen, end).split('\n')
  log.seen = Math.max(log.seen, end)
  return lines.filter((line) => IS_ERROR.test(line)).map(parsed)
}

// A failed attempt is logged as a warning where the trouble is somebody else's.
const IS_ERROR = /^\{"level":(?:50|60)\b|"event":"turn-failed"/

function parsed(text: string): ErrorLine {
  const { event, code, err }: { event?: unknown; code?: unknown; err?: { code?: unknown } } = JSON.parse(text)
  return { text, event, code: code ?? err?.code }
}

function isExpected({ event, code }: ErrorLine, expected: readonly ReadonlySet<ExpectedLine>[]): boolean {
  return expected.some((lines) => lines.has(String(event)) || lines.has(`${String(event)} ${String(code)}`))
}

const SHOWN_LENGTH = 1_200

/** The first of each event and code, and how many more there are. */
function shown(lines: readonly ErrorLine[]): string {
  const alike = Map.groupBy(lines, ({ event, code }) => `${String(event)} ${String(code)}`)
  const first = ([one, ...more]: readonly ErrorLine[]): string =>
    `${one?.text.slice(0, SHOWN_LENGTH)}${more.length > 0 ? `\n… and ${more.length} more like it` : ''}`
  return [...alike.values()].map(first).join('\n')
}
