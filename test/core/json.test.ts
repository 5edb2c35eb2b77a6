import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Json, JsonObject, ParsedJson, ParsedJsonObject } from '#core/json.ts'

const PARSED = '{"a":[1,null,true,"x",{"b":{}}],"c":-0.5}'

test('what was parsed from JSON is taken as it is, without a copy', () => {
  const value: unknown = JSON.parse(PARSED)
  assert.equal(ParsedJson.parse(value), value)
  assert.equal(ParsedJsonObject.parse(value), value)
  assert.notEqual(Json.parse(value), value)
})

for (const [what, value] of [
  ['a number that no text gives back', JSON.parse('{"a":[1e999]}')],
  ['nothing', { a: undefined }],
  ['a function', { a: [() => 1] }],
  ['a date', { a: new Date(0) }],
  ['a key that changes what an object is', JSON.parse('{"a":{"__proto__":{"admin":true},"b":1}}')],
] as const) {
  test(`of ${what} it says what is said of any value that should be JSON`, () => {
    assert.deepEqual(ParsedJson.safeParse(value).data, Json.safeParse(value).data)
    assert.deepEqual(ParsedJsonObject.safeParse(value).data, JsonObject.safeParse(value).data)
  })
}

test('a list, a text or null is no object', () => {
  for (const value of [[], 'x', null]) assert.equal(ParsedJsonObject.safeParse(value).success, false)
})
