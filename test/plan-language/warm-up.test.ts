import assert from 'node:assert/strict'
import { test } from 'node:test'
import { runProgram } from '../../src/plan-language/language/run.ts'
import { WARM_UP_ANSWER, WARM_UP_PLAN } from '../../src/plan-language/sandbox/warm-up.ts'

test('the program that warms an isolate runs to its end, or what comes after its mistake would start cold', () => {
  const outcome = runProgram(WARM_UP_PLAN, { start: () => {}, wait: () => JSON.stringify(WARM_UP_ANSWER) })
  assert.partialDeepStrictEqual(outcome, { ok: true, said: { text: 'I have prepared the refund of 129.00 EUR.' } })
})
