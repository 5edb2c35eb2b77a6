import assert from 'node:assert/strict'
import { test } from 'node:test'
import { someOf } from '../helpers/depth.ts'
import { isDone, plansFor } from '../helpers/wishes.ts'

// Who would rather have one thing than another names both, and the other is what they don't want.
for (const message of someOf([
  'I’d rather have a replacement than a refund for A12',
  'I prefer a replacement to a refund for A12',
  'I’d take a new one over a refund for A12',
  'I’d rather have a new and undamaged candle than a refund for A12',
  'I would rather have a replacement, than a refund for A12',
  'please send a replacement in lieu of a refund for A12',
  'better to send A12 again than to refund it',
  'Ich möchte A12 eher ersetzt als erstattet bekommen',
  'Ich hätte lieber neue Kerzen, als eine Erstattung für A12',
  'Ich ziehe Ersatz einer Erstattung für A12 vor',
])) {
  test(`“${message}” refunds nothing that nobody has said yes to`, async (t) => {
    const plans = await plansFor(t, message)
    assert.deepEqual(plans.filter(isDone), [])
  })
}

for (const message of someOf([
  'I’d prefer a refund to my card for A12',
  'I’d rather have my money back for A12',
  'Ich hätte lieber mein Geld für A12 zurück',
])) {
  test(`“${message}” names what is wanted alone, which is proposed`, async (t) => {
    assert.match((await plansFor(t, message))[0] ?? '', /^waiting: .*24[.,]90/u)
  })
}
