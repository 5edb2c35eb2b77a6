import assert from 'node:assert/strict'
import { after, test, type TestContext } from 'node:test'
import { startParley } from '../../helpers/parley.ts'
import { startTestShop } from '../../helpers/shop.ts'
import { bannedWords } from './banned-words.ts'
import { until } from './run-parley.ts'
import { sitDown, type Seat } from './sit-down.ts'

const limit = { timeout: 120_000 }
const shop = await startTestShop({ after })
const parley = await startParley({ after }, { shop })
const customer = parley.as('customer')
const lead = parley.as('support-lead')

async function waitingRefund() {
  await shop.renew()
  for (const plan of await lead.waitingPlans()) await lead.decide(plan, 'reject')
  return customer.planOf(await customer.ask('Refund order A17'))
}

/** A support lead before the card that waits, with what they do until it is heard. */
async function leadAtCard(t: TestContext): Promise<Seat & { press(key: string): Promise<void> }> {
  const seat = sitDown(t, { parley, isTTY: true }, '--as', 'support-lead')
  await seat.see(/\[d\] details[^]*> $/)
  return {
    ...seat,
    press: async (key) => {
      // A card takes no key in its first moment, and says so.
      for (let tries = 1; ; tries += 1) {
        const before = seat.screen().length
        seat.type(`${key}\r`)
        await until(() => seat.screen().length > before + key.length + 4, t.signal)
        if (!/only just come up/.test(seat.screen().slice(before)) || tries > 20) return
        await new Promise((resolve) => setTimeout(resolve, 200))
      }
    },
  }
}

test('details say which part of each rule decided, in words, to whoever decides', limit, async (t) => {
  await waitingRefund()
  const seat = await leadAtCard(t)
  await seat.press('d')
  await seat.see(
    /Rules that were checked\n[^]*Step 1: a support lead must say yes\.\n {4}The rule "larger-refund" asks:\n/,
  )
  await seat.see(/\n {6}amount is 129\.00 EUR, more than 50\.00 EUR\n/)
  await seat.see(/\n {6}amount for this person in 24 hours is 129\.00 EUR, more than 100\.00\s+EUR\n/)
  await seat.see(/The rules are those of today\.\n/)
  assert.match(seat.screen(), /Look up order A17: found, \d\d:\d\d \(our orders, shop\/orders\.get\)/)
  assert.deepEqual(bannedWords(seat.screen().replace(/The plan as written[^]*/, '')), [])
  seat.type('\u0004')
  await seat.ended
})
