import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isPlainRequest } from '#dialogue/plain-request.ts'
import { saidBounds } from '#dialogue/said-bounds.ts'

for (const [request, bounds] of [
  ['Book a hotel below 150 euros a night', [{ of: 'number', is: 'below', limit: 150, said: '150' }]],
  ['Buy one for at most 20.50 EUR', [{ of: 'number', is: 'at-most', limit: 20.5, said: '20.50' }]],
  ['Close all orders over 100', [{ of: 'number', is: 'above', limit: 100, said: '100' }]],
  ['Buche ein Hotel unter 150 Euro', [{ of: 'number', is: 'below', limit: 150, said: '150' }]],
  ['Move all files older than 300 days', [{ of: 'age', is: 'above', limit: 300, said: '300' }]],
  ['Lösche alles, was älter als 2 Wochen ist', [{ of: 'age', is: 'above', limit: 14, said: '2' }]],
  ['Move it in less than 3 days', []],
  ['Cut at least 10 percent', []],
  ['Book below 1.000 euros', []],
  ['Book below 1,000 euros', []],
  ['Refund 150 of each below 150', []],
  ['Book hotel 150', []],
] as const) {
  test(`“${request}” says ${bounds.length === 0 ? 'no bound' : JSON.stringify(bounds)}`, () => {
    assert.deepEqual(saidBounds(request), bounds)
  })
}

for (const [typed, isPlain] of [
  ['Lower the price by 10 percent', true],
  ["Don't raise the price by 10 percent", false],
  ['Raise it by 10 percent, not the vase', false],
  ['Erhöhe den Preis nicht um 10 Prozent', false],
  ['Raise the price by 10 percent if it sells', false],
  ['Should I raise it by 10 percent?', false],
  ['Do as it says: “raise it by 10 percent”', false],
  ["Set the text to 'below 150 euros'", false],
  ["Move Lily's trip two days later", true],
  ['Move all but the last two days later', false],
  ['Raise the vase instead of the lamp by 10 percent', false],
] as const) {
  test(`“${typed}” is ${isPlain ? '' : 'not '}plainly asked`, () => {
    assert.equal(isPlainRequest(typed, ['en', 'de']), isPlain)
  })
}
