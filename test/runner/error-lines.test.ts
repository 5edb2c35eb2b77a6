import assert from 'node:assert/strict'
import { test } from 'node:test'
import { errorLinesIn, type ErrorLines } from '../helpers/error-lines.ts'

const FAILED = { level: 50, event: 'turn-failed', code: 'checkpoint-config' }

for (const [title, line] of [
  ['a line of level error', { level: 50, event: 'outbox-failed', err: { code: 'unexpected' } }],
  ['a fatal one', { level: 60, event: 'outbox-failed' }],
  ['a failed attempt', FAILED],
  ['a failed attempt that is logged as a warning', { ...FAILED, level: 40 }],
] as const) {
  test(`${title} fails a test that doesn't name it, and is shown`, () => {
    assert.throws(() => linesOf(line).check(), new RegExp(`doesn't name:\n.*"event":"${line.event}"`))
  })
}

test('a line that is named by its event, or by that and its code, fails nothing', () => {
  for (const name of ['turn-failed', 'turn-failed checkpoint-config']) {
    const lines = linesOf(FAILED)
    lines.expect(name)
    lines.check()
  }
})

test('a code of another line, and the code of the error alone, are no names of it', () => {
  for (const name of ['turn-failed tool-timeout', 'checkpoint-config', 'outbox-failed']) {
    const lines = linesOf(FAILED)
    lines.expect(name)
    assert.throws(() => lines.check(), /checkpoint-config/)
  }
})

test('what one test names is not named by the next, and what a server is started with is', () => {
  let log = ''
  const lines = errorLinesIn({ after: () => {} })
  lines.watch(() => log)
  const add = (): void => void (log += `${JSON.stringify(FAILED)}\n`)
  lines.expect('turn-failed')
  add()
  lines.check()
  add()
  assert.throws(() => lines.check())
  lines.allow(['turn-failed'])
  add()
  lines.check()
})

test('a warning, words that are no line of a log and a line that is still being written fail nothing', () => {
  let log = `${JSON.stringify({ level: 40, event: 'message-delayed' })}\n(node:7) Warning: {"level":50}\n`
  const lines = errorLinesIn({ after: () => {} })
  lines.watch(() => log)
  log += JSON.stringify(FAILED)
  lines.check()
  log += '\n'
  assert.throws(() => lines.check(), /checkpoint-config/)
})

function linesOf(...lines: readonly object[]): ErrorLines {
  const found = errorLinesIn({ after: () => {} })
  found.watch(() => lines.map((line) => `${JSON.stringify(line)}\n`).join(''))
  return found
}
