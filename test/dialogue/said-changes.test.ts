import assert from 'node:assert/strict'
import { test } from 'node:test'
import { saidChange } from '#dialogue/said-changes.ts'

for (const [request, change] of [
  ['Move my rent standing order two days later please', { kind: 'days', by: 2, said: 'two' }],
  ['Move my hotel booking by one day', { kind: 'days', by: 1, said: 'one' }],
  ['Put it 3 weeks earlier', { kind: 'days', by: -21, said: '3' }],
  ['Postpone it by a month', { kind: 'months', by: 1, said: 'a' }],
  ['Verschiebe die Buchung um zwei Tage', { kind: 'days', by: 2, said: 'zwei' }],
  ['Lower the price of LAMP.L by 10 percent', { kind: 'percent', by: '10', isUp: false, said: '10' }],
  ['Raise it by 2.5%', { kind: 'percent', by: '2.5', isUp: true, said: '2.5' }],
  ['Senke den Preis um 10 Prozent', { kind: 'percent', by: '10', isUp: false, said: '10' }],
  ['Raise the limit by 50.', { kind: 'number', by: '50', isUp: true, said: '50' }],
  // Each of these may be read in two ways, or says none.
  ['Move it forward by one day', null],
  ['Move it back by one day', null],
  ['Change the price by 10 percent', null],
  ['Raise or lower it by 10 percent', null],
  ['Lower it by 10 percent or by 20 percent', null],
  ['Move it two days later and the other one three days later', null],
  ['Raise it by 1.000', null],
  ['Raise it by 10,5 percent', null],
  ['Raise it by 10 euros', null],
  ['Raise it by 0 percent', null],
  ['Lower LAMP.L by 10 percent and refund 10 EUR', null],
  ['Book it for two days', null],
  ['Move it by one day-trip', null],
  ['Order two more lamps', null],
] as const) {
  test(`“${request}” says ${change === null ? 'no change' : JSON.stringify(change)}`, () => {
    assert.deepEqual(saidChange(request), change)
  })
}
