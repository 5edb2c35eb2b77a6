import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { ToolDeclaration } from '#agents/contract.ts'
import { callOutcome, errorSaidBy, type CallOutcome } from '#effects/retries/call-outcome.ts'
import type { AnsweredError, ToolFailureCode, ToolOutcome } from '#mcp/contract.ts'

type Nothing = ToolDeclaration['nothing']

function failed(code: ToolFailureCode, error?: AnsweredError, certain = false): ToolOutcome {
  return { ok: false, code, certain, message: '', ...(error && { error }) }
}

function toolError(structured: Extract<AnsweredError, { by: 'tool' }>['structured'], text: string | null = null) {
  return failed('tool-error', { by: 'tool', structured, text })
}

const LISTED: Nothing = { at: ['code'], codes: ['not_found', '404'] }
const DEEPER: Nothing = { at: ['error', 'code'], codes: ['not_found'] }
const ANY: Nothing = { at: ['code'], codes: 'any' }

for (const [title, outcome, nothing, fate] of [
  ['a result is done', { ok: true, value: null }, undefined, 'done'],
  ['a call that was never sent did nothing', failed('tool-unreachable', undefined, true), undefined, 'nothing'],
  ['an error of a tool that says nothing of its errors', toolError({ code: 'not_found' }), undefined, 'answered'],
  ['a listed code', toolError({ code: 'not_found' }), LISTED, 'nothing'],
  ['a listed code that is a number', toolError({ code: 404 }), LISTED, 'nothing'],
  ['a code that isn’t listed', toolError({ code: 'timed_out' }), LISTED, 'answered'],
  ['a listed code in a text that is JSON', toolError(null, '{"code":"not_found"}'), LISTED, 'nothing'],
  ['a listed code in a sentence', toolError(null, 'Failed: not_found'), LISTED, 'answered'],
  ['a sentence around JSON', toolError(null, 'Error: {"code":"not_found"}'), LISTED, 'answered'],
  ['JSON with the code twice', toolError(null, '{"code":"not_found","code":"paid"}'), LISTED, 'answered'],
  ['a text that is the code alone', toolError(null, '"not_found"'), LISTED, 'answered'],
  ['a code beside words that say another', toolError({ code: 'paid' }, '{"code":"not_found"}'), LISTED, 'answered'],
  ['a code at another place than declared', toolError({ code: 'not_found' }), DEEPER, 'answered'],
  ['a code at the declared place', toolError({ error: { code: 'not_found' } }), DEEPER, 'nothing'],
  ['a text that is JSON, of a tool with a place', toolError(null, '{"code":"not_found"}'), DEEPER, 'nothing'],
  ['a code that every object has', toolError({}), { at: ['constructor', 'name'], codes: ['Object'] }, 'answered'],
  ['any error of a tool whose errors are all trusted', toolError(null, 'no'), ANY, 'nothing'],
  [
    'an error of the protocol, of such a tool',
    failed('tool-error', { by: 'protocol', code: -32_602, text: '' }),
    ANY,
    'answered',
  ],
  ['a status, of such a tool', failed('tool-http-error', { by: 'http', code: 404, text: '' }), ANY, 'answered'],
  ['a result that doesn’t fit, of such a tool', failed('tool-result-invalid'), ANY, 'answered'],
  ['a result that is too large', failed('tool-result-too-large'), LISTED, 'answered'],
  ['silence', failed('tool-timeout'), ANY, 'lost'],
  ['a broken connection', failed('tool-connection-lost'), LISTED, 'lost'],
  ['a gateway without an answer', failed('tool-connection-lost', { by: 'http', code: 504, text: '' }), ANY, 'lost'],
] as const satisfies readonly (readonly [string, ToolOutcome, Nothing, CallOutcome])[]) {
  test(`${title}: ${fate}`, () => assert.equal(callOutcome(outcome, { nothing }), fate))
}

test('what an error said is kept with its code, cut where it is long, and without what the database can’t hold', () => {
  assert.equal(errorSaidBy({ ok: true, value: 1 }, {}), undefined)
  assert.equal(errorSaidBy(failed('tool-timeout'), {}), undefined)
  assert.deepEqual(errorSaidBy(toolError({ code: 'no' }), {}), { by: 'tool', code: 'no', text: '{"code":"no"}' })
  assert.deepEqual(errorSaidBy(failed('tool-error', { by: 'protocol', code: -32_000, text: 'a\0b' }), {}), {
    by: 'protocol',
    code: '-32000',
    text: 'a b',
  })
  const long = errorSaidBy(failed('tool-http-error', { by: 'http', code: 500, text: '😀'.repeat(2_000) }), {})
  assert.ok(long && long.text.length <= 2_000 && long.text.isWellFormed())
})
