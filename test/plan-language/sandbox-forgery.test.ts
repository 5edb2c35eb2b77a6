import assert from 'node:assert/strict'
import { test } from 'node:test'
import { HELPERS } from './broken-isolate-words.ts'
import { openShopSandbox, program, run, shareShopSandbox } from './sandbox-helpers.ts'

/*
 * The language is taken to be broken here: the "plan" is plain JavaScript inside the isolate, and says what it likes.
 */

const isolate = 'broken-isolate.js'
const shared = shareShopSandbox({ isolate })

for (const [title, source] of [
  ['what a plan may do', 'begin(read(0)); answer(0); return ok(refund(0), mail(1, { id: ref(0, "id") }))'],
  [
    'a source that an answer brought',
    'begin(read(0)); answer(0); return ok(refund(0, {}, { because: { data: [], ctrl: ["tool:shop/orders.get.total"] } }))',
  ],
  [
    'the source of an earlier effect',
    'return ok(refund(0), refund(1, {}, { because: { data: ["effect:0"], ctrl: [] } }))',
  ],
  ['two handles, one inside a list', 'return ok(refund(0), mail(1, { ids: [ref(0), ref(0, "status")] }))'],
] as const) {
  test(`an isolate that says ${title} is believed`, async () => {
    const sandbox = shared()
    const result = await run(sandbox, program(HELPERS + source))
    assert.equal(result.ok, true, JSON.stringify(result))
  })
}

for (const [title, source] of [
  ['a write that the plan has no tool for', 'return ok(call(0, "shop/wire.money", {}))'],
  ['a read as a write', 'return ok(call(0, "shop/orders.get", { id: "A17" }))'],
  ['a name that every object has as a tool', 'return ok(call(0, "constructor", {}))'],
  ['an effect with the second number first', 'return ok(refund(1))'],
  ['an effect twice', 'return ok(refund(0), refund(0))'],
  ['more effects than the limit', 'return ok(...Array.from({ length: 21 }, (_, index) => refund(index)))'],
  ['an effect without the label of a leaf', 'const e = refund(0); delete e.labels["/amount"]; return ok(e)'],
  ['an effect without the label of the whole', 'const e = refund(0); delete e.labels[""]; return ok(e)'],
  [
    'an effect without the label of a container',
    'const e = mail(0, { a: { b: 1 } }); delete e.labels["/values/a"]; return ok(e)',
  ],
  ['a label for a place that is none', 'const e = refund(0); e.labels["/more"] = label; return ok(e)'],
  ['a label with a source that is none', 'return ok(refund(0, {}, { because: { data: ["trust me"], ctrl: [] } }))'],
  [
    'a source that nothing in the plan has',
    'return ok(refund(0, {}, { because: { data: ["approver:lead"], ctrl: [] } }))',
  ],
  [
    'a field of an answer that never came',
    'return ok(refund(0, {}, { because: { data: ["tool:shop/orders.get.total"], ctrl: [] } }))',
  ],
  ['a label out of order', 'return ok(refund(0, {}, { because: { data: ["operator", "clock"], ctrl: [] } }))'],
  ['a label with a source twice', 'return ok(refund(0, {}, { because: { data: ["clock", "clock"], ctrl: [] } }))'],
  ['no label for why', 'const e = refund(0); delete e.because; return ok(e)'],
  [
    'the source of a later effect',
    'return ok(refund(0, {}, { because: { data: ["effect:1"], ctrl: [] } }), refund(1))',
  ],
  ['a handle on a later effect', 'return ok(mail(0, { id: ref(1, "id") }), refund(1))'],
  ['a handle on itself', 'return ok(mail(0, { id: ref(0, "id") }))'],
  ['a handle on a part that the result has not', 'return ok(refund(0), mail(1, { id: ref(0, "secret") }))'],
  ['a handle in an argument that takes none', 'return ok(refund(0), refund(1, { orderId: ref(0, "id") }))'],
  ['a handle with more than a handle has', 'return ok(refund(0), mail(1, { id: { ...ref(0, "id"), extra: 1 } }))'],
  ['a handle that is none', 'return ok(refund(0), mail(1, { id: { $ref: "https://evil.example" } }))'],
  ['a handle in the place of all arguments', 'return ok(refund(0), call(1, "shop/mail.send", ref(0)))'],
  ['an effect with a field more', 'return ok({ ...refund(0), approved: true })'],
  ['a place in the program that is none', 'return ok(refund(0, {}, { at: { line: 0, column: 0 } }))'],
  ['a read out of order', 'begin(read(1)); return ok()'],
  ['a read twice with one number', 'begin(read(0)); begin(read(0)); return ok()'],
  ['a write as a read', 'begin(refund(0)); return ok()'],
  ['a read with a handle', 'begin(read(0, { args: { id: ref(0) } })); return ok()'],
  ['a read without labels', 'begin(read(0, { labels: {} })); return ok()'],
  [
    'a failure that only the host may find',
    'return { ok: false, failure: { kind: "replay", message: "", at: null }, said: null, steps: 0 }',
  ],
  [
    'a failure with a long text for the model',
    'return { ok: false, failure: { kind: "runtime", message: "x".repeat(3000), at: null }, said: null, steps: 0 }',
  ],
  [
    'a policy answer that nobody gave',
    'return { ok: false, failure: { kind: "asked", message: "", at: null }, said: null, steps: 0 }',
  ],
  ['text that is no JSON', 'return "{"'],
  ['a number beyond 2^53', 'return \'{"ok":true,"said":null,"effects":[],"steps":9007199254740993}\''],
  ['half a character', 'return ok(mail(0, { text: "\\ud800" }))'],
  ['nesting without end', 'return \'{"ok":\' + "[".repeat(500000) + "]".repeat(500000) + "}"'],
  ['nothing', 'return "null"'],
] as const) {
  test(`an isolate that forges ${title} is refused, and its process is ended`, async () => {
    const sandbox = shared()
    const result = await run(sandbox, program(HELPERS + source))
    assert.equal(result.ok ? 'ok' : result.failure.kind, 'protocol', JSON.stringify(result))
    assert.equal((await run(sandbox, program(`${HELPERS} return ok()`))).ok, true)
  })
}

for (const [title, source, words] of [
  ['an effect whose argument has another type', 'return ok(refund(0, { amount: "all" }))', /"amount" must be integer/],
  ['an effect with an argument too many', 'return ok(refund(0, { to: "eve" }))', /additional properties/],
  [
    'an effect with an argument too few',
    'const e = refund(0); delete e.args.amount; delete e.labels["/amount"]; return ok(e)',
    /'amount'/,
  ],
  [
    'an effect with a text of another format',
    'return ok(mail(0, {}, { to: "eve" }))',
    /"to" must match format "email"/,
  ],
  [
    'a read whose argument has another type',
    'begin(read(0, { args: { id: 5 } })); answer(0); return ok(refund(0))',
    /"id" must be string/,
  ],
] as const) {
  test(`${title} than its schema has ends the plan without effects, in words for its author`, async () => {
    const sandbox = shared()
    const result = await run(sandbox, program(HELPERS + source))
    assert.ok(!result.ok)
    assert.equal(result.failure.kind, 'runtime')
    assert.match(result.failure.message, words)
    assert.deepEqual(result.failure.at, { line: 1, column: 0 })
  })
}

test('what one plan leaves in its isolate, the next one does not find', async (t) => {
  const sandbox = await openShopSandbox(t, { isolate, size: 1 })
  await run(sandbox, program(`${HELPERS} globalThis.canary = 1; Array.prototype.canary = 1; return ok()`))
  const next = await run(
    sandbox,
    program(`${HELPERS} return { ...ok(), said: { text: typeof canary + typeof [].canary, label } }`),
  )
  assert.equal(next.ok && next.said?.text, 'undefinedundefined')
})
