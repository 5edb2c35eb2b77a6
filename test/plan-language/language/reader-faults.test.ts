import assert from 'node:assert/strict'
import { test } from 'node:test'
import { runPlan } from './harness.ts'

const SOURCE = `const page = await tools.docs.page({})\nreturn say(String(await extract(page.text, { type: 'string' })))`

for (const [code, kind, message] of [
  ['model-missing', 'tool', /^extract needs a model; none is configured\.$/],
  ['model-unavailable', 'tool', /^extract got no answer: the model is unavailable\.$/],
  ['model-timeout', 'tool', /^extract got no answer: the model took too long\.$/],
  ['model-output-invalid', 'tool', /^extract got no answer that fits, in two tries\.$/],
  ['model-calls-spent', 'tool', /^extract may not ask: this turn has asked the model as often as it may\.$/],
  ['kept-from-models', 'tool', /^extract may not read this: it is made of what a tool of the class regulated gave\.$/],
  [
    'text-too-long',
    'tool',
    /^extract takes a text of 20,000 characters at most: give it a part, text\.slice\(0, 20000\)\.$/,
  ],
  ['schema-type', 'runtime', /^extract needs a type at each part of its schema: /],
  ['schema-keyword', 'runtime', /^extract takes these keywords in a schema: /],
  ['schema-value', 'runtime', /^extract has a keyword in its schema whose value makes no sense: /],
  ['schema-name', 'runtime', /^extract takes names of properties that begin with a letter /],
  [
    'schema-too-large',
    'runtime',
    /^extract takes a schema of 5 levels, 60 parts and 8,000 characters of JSON at most\.$/,
  ],
] as const) {
  test(`a reading by a model that failed with ${code} is told in words that its author can act on`, () => {
    const { outcome } = runPlan(SOURCE, { reads: { 'model/extract': () => ({ code }) } })
    assert.ok(!outcome.ok)
    assert.equal(outcome.failure.kind, kind)
    assert.match(outcome.failure.message, message)
    assert.deepEqual(outcome.failure.at, { line: 2, column: 24 })
  })
}

test('a tool server that answers with such a code is a read that failed, and no fault of the program', () => {
  const { outcome } = runPlan(SOURCE, { reads: { 'docs/page': () => ({ code: 'schema-type' }) } })
  assert.partialDeepStrictEqual(outcome, { ok: false, failure: { kind: 'tool' } })
})
