import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sampleValue } from '#planning/samples/sample-value.ts'

const ANYTHING = { $anything: true }

test('made-up values have the shape of their schema, and nothing in them is absent', () => {
  const schema = {
    type: 'object',
    properties: {
      id: { type: 'string' },
      total: { type: 'integer' },
      note: { type: ['string', 'null'] },
      paid: { anyOf: [{ type: 'null' }, { type: 'string', format: 'date-time' }] },
      state: { enum: [null, 'open', 'closed'] },
      rows: { type: 'array', items: { type: 'object', properties: { sku: { type: 'string' } } } },
    },
    required: ['id', 'total'],
  }
  assert.deepEqual(sampleValue(schema), {
    id: 'text',
    total: 1,
    note: 'text',
    paid: '2026-01-31T09:00:00.000Z',
    state: 'open',
    rows: [{ sku: 'text' }],
  })
})

test('what a schema leaves open may be anything', () => {
  for (const schema of [
    {},
    true,
    { type: 'object' },
    { type: 'object', additionalProperties: true },
    { type: 'object', additionalProperties: { type: 'integer' } },
    { type: ['string', 'array'] },
    { anyOf: [{ type: 'string' }, { type: 'object' }] },
    { allOf: [{ type: 'object' }] },
  ])
    assert.deepEqual(sampleValue(schema), ANYTHING, JSON.stringify(schema))
  assert.deepEqual(sampleValue({ type: 'array' }), [ANYTHING])
})

test('a schema that contains itself, or fans out without end, ends', () => {
  const node = {
    type: 'object',
    properties: Object.fromEntries('abcdefgh'.split('').map((key) => [key, { $ref: '#/$defs/node' }])),
  }
  const text = JSON.stringify(sampleValue({ $ref: '#/$defs/node', $defs: { node } }))
  assert.ok(text.length < 100_000, String(text.length))
})
