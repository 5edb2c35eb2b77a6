import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sampleValue, VARIANTS } from '#plan/make/sample-value.ts'
import type { Json } from '#core/json.ts'

const made = (schema: Json) => Array.from({ length: VARIANTS }, (_, variant) => sampleValue(schema, variant))

test('made-up values have the shape of their schema and differ', () => {
  const values = made({
    type: 'object',
    properties: { id: { type: 'string' }, total: { type: 'integer' }, note: { type: ['string', 'null'] } },
    required: ['id', 'total'],
  })
  for (const value of values) assert.partialDeepStrictEqual(value, { id: String(Object(value).id) })
  assert.equal(new Set(values.map((value) => JSON.stringify(value))).size, VARIANTS)
  assert.ok(values.some((value) => !('note' in Object(value))))
})

test('choices are gone through, and lists are empty at times', () => {
  assert.deepEqual(made({ enum: ['a', 'b'] }), ['a', 'b', 'a', 'b'])
  assert.deepEqual(
    made({ type: 'array', items: { const: 1 } }).map((list) => JSON.stringify(list)),
    ['[1]', '[1,1]', '[]', '[1,1]'],
  )
})

test('a schema that contains itself, or fans out without end, ends', () => {
  const node = {
    type: 'object',
    properties: Object.fromEntries('abcdefgh'.split('').map((key) => [key, { $ref: '#/$defs/node' }])),
  }
  const text = JSON.stringify(sampleValue({ $ref: '#/$defs/node', $defs: { node } }, 0))
  assert.ok(text.length < 100_000, String(text.length))
})
