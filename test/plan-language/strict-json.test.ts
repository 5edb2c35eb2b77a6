import assert from 'node:assert/strict'
import { test } from 'node:test'
import { checkJson, parseStrictJson } from '#core/strict-json.ts'

for (const [title, text, code, pointer] of [
  ['an integer beyond 2^53', '{"id":9007199254740993}', 'number-inexact', '/id'],
  [
    'an even integer beyond 2^53, which a double holds but a neighbour shares',
    '[9007199254740994]',
    'number-inexact',
    '/0',
  ],
  ['a number beyond the range of a double', '{"a":[1,1e400]}', 'number-inexact', '/a/1'],
  ['a number that becomes zero', '1e-400', 'number-inexact', ''],
  ['a fraction with more digits than a double keeps', '{"x":{"y":0.12345678901234567890}}', 'number-inexact', '/x/y'],
  ['a key that comes twice', '{"a":{"b":1,"c":"}","b":2}}', 'key-duplicate', '/a/b'],
  ['a key that comes twice, once in disguise', String.raw`[{"a":1},{"a":1,"\u0061":2}]`, 'key-duplicate', '/1/a'],
  ['a key __proto__ that comes twice', '{"__proto__":1,"__proto__":2}', 'key-duplicate', '/__proto__'],
  ['a lone surrogate in a text', String.raw`{"a/b":"\ud800"}`, 'text-lone-surrogate', '/a~1b'],
  ['a NUL in a text', String.raw`{"a":["x\u0000"]}`, 'text-nul', '/a/0'],
  ['a NUL in a key', String.raw`{"a":{"\u0000":1}}`, 'text-nul', '/a'],
  ['a lone surrogate in a key', String.raw`{"a":{"\udfff":1}}`, 'text-lone-surrogate', '/a'],
  ['nesting of 101', '['.repeat(101) + ']'.repeat(101), 'too-deep', '/0'.repeat(100)],
  ['nesting that would overflow the stack', '['.repeat(200_000) + ']'.repeat(200_000), 'too-deep', '/0'.repeat(100)],
  ['what is not JSON', '{a:1}', 'not-json', ''],
  ['nothing', '', 'not-json', ''],
] as const) {
  test(`${title} is refused, with its place`, () => {
    assert.deepEqual(parseStrictJson(text), { ok: false, code, pointer })
  })
}

for (const text of [
  '{"a":{"a":{"a":1}},"b":[{"a":1},{"a":2}]}',
  String.raw`{"a":"\"a\":1,","b":"{\\","c":[]}`,
  '9007199254740991',
  '[-0, 1.50, 0.1, 1e3, 1E-7, -12.25, 2.5e+2, 0.30000000000000004, 0.10000000000000001]',
  '0.1000000000000000055511151231257827021181583404541015625', // 0.1 as C prints a double in full
  '[5e-324, 0.000, 0e99, 9.007199254740991e15]',
  '['.repeat(100) + ']'.repeat(100),
  String.raw`"\ud83d\ude00"`,
  ' {\n "a" : [ true , false , null ] } ',
]) {
  test(`${text.slice(0, 60)} is read as JSON.parse reads it`, () => {
    assert.deepEqual(parseStrictJson(text), { ok: true, value: JSON.parse(text) })
  })
}

for (const [title, value, code, pointer] of [
  ['an unsafe integer', { a: [2 ** 53] }, 'number-inexact', '/a/0'],
  ['not a number', [Number.NaN], 'number-inexact', '/0'],
  ['undefined', { a: undefined }, 'not-json', '/a'],
  ['a date', { a: new Date(0) }, 'not-json', '/a'],
  ['a hole in a list', Array(1), 'not-json', '/0'],
  ['a NUL', { a: 'x\0' }, 'text-nul', '/a'],
  ['a lone surrogate', ['ok', '\ud800x'], 'text-lone-surrogate', '/1'],
] as const) {
  test(`a parsed value with ${title} is refused, with its place`, () => {
    assert.deepEqual(checkJson(value), { ok: false, code, pointer })
  })
}

test('a parsed value without faults is handed back as it is', () => {
  const value = { a: [1, 'x', null, { b: true }] }
  assert.deepEqual(checkJson(value), { ok: true, value })
})
