import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isVerbatim } from '#dialogue/utterance/verbatim.ts'

for (const [text, typed, isSaid] of [
  ['A12', 'refund A12', true],
  ['A12', 'refund A12, please', true],
  ['A12', '(A12)', true],
  ['A12', 'A12: it broke', true],
  ['put it behind the house', 'Please put it behind the house.', true],
  ['Zoë', 'it is for Zoë', true],
  ['bob@shop.example', 'write to bob@shop.example.', true],
  ['12', 'refund A12', false],
  ['A1', 'refund A12', false],
  ['A12', 'refund a12', false],
  ['A12', 'refund A 12', false],
  ['50', 'pay 1.50', false],
  ['50', 'pay 50.00', false],
  ['500', '1,500 EUR', false],
  ['shop.example', 'write to bob@shop.example', false],
  ['bob@shop.example', 'write to not-bob@shop.example', false],
  ['bob@shop.example', 'write to bob@shop.example.evil.example', false],
  ['Zoe', 'it is for Zoe\u0308', false],
  ['', 'anything', false],
  [' A12', 'refund A12', false],
  ['\ud835', 'refund \ud835\udc00', false],
  ['A12', 'XA12 and A12', true],
  ['bob@shop.example', 'take away bob@shop.example’s access', true],
  ['A12', "A12's lamp broke", true],
  ['A12', "refund A12'sx", false],
  ['bob@shop.example', "write to bob@shop.example's.evil.example", false],
  ['shop', "write to shop's@evil.example", false],
] as const) {
  test(`${JSON.stringify(text)} is ${isSaid ? '' : 'not '}said in ${JSON.stringify(typed)}`, () => {
    assert.equal(isVerbatim(text, [typed]), isSaid)
  })
}

test('a text that goes over two messages wasn’t said', () => {
  assert.ok(!isVerbatim('one two', ['one', 'two']))
  assert.ok(isVerbatim('two', ['one', 'two']))
})
