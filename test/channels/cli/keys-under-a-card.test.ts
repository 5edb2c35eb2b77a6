import assert from 'node:assert/strict'
import { after, test, type TestContext } from 'node:test'
import { bannedWords } from './banned-words.ts'
import { sitDown, type Seat } from './sit-down.ts'
import { startShop } from '../../helpers/parley.ts'
import { until } from '../../helpers/until.ts'
import { patient } from '../../helpers/patient.ts'

const { parley, customer, lead, shop } = await startShop({ after })

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

test('details say which part of each rule decided, in words, to whoever decides', patient, async (t) => {
  await waitingRefund()
  const seat = await leadAtCard(t)
  await seat.press('d')
  await seat.see(
    /Rules that were checked\n[^]*Step 1: a support lead must say yes\.\n {4}The rule "larger-refund" asks:\n/,
  )
  await seat.see(/\n {6}amount is 129\.00 EUR, more than 50\.00 EUR\n/)
  await seat.see(/\n {6}amount for this person in 24 hours is 129\.00 EUR, more than 100\.00\s+EUR\n/)
  await seat.see(/The rules haven’t changed since\.\n/)
  assert.match(seat.screen(), /Look up order A17: found, \d\d:\d\d \(our orders, shop\/orders\.get\)/)
  assert.deepEqual(bannedWords(seat.screen().replace(/The plan as written[^]*/, '')), [])
  seat.type('\u0004')
  await seat.ended
})

test('an amount is changed by e: the difference is shown, and nothing is sent before a yes', patient, async (t) => {
  const plan = await waitingRefund()
  const seat = await leadAtCard(t)
  await seat.see(/\[e\] Edit/)
  await seat.press('e')
  await seat.see(/What do you change\?\n {2}1 {2}step 1, amount: 129\.00 EUR\n/)
  seat.type('9\r')
  await seat.see(/"9" is none of these: 1 to \d\./)
  seat.type('1\r')
  await seat.see(/amount, now 129\.00 EUR\. Enter leaves it: $/)
  seat.type('99.999\r')
  await seat.see(/Write an amount in EUR, such as [\d.]+\.[^]*0 to go back: $/)
  seat.type('1\r')
  await seat.see(/Write an amount in EUR[^]*Enter leaves it: $/)
  seat.type('99.00\r')
  await seat.see(/step 1, amount: 99\.00 EUR \(was 129\.00 EUR\)/)
  seat.type('\r')
  await seat.see(/The change:\n {2}step 1, amount: was 129\.00 EUR, now 99\.00 EUR\n/)
  await seat.see(/Type yes to change the plan: $/)
  assert.equal((await lead.plan(plan.id)).digest, plan.digest)
  seat.type('yes\r')
  await seat.see(/You changed the plan\. It waits for a yes as it is now\./)
  await seat.see(/99\.00 EUR \(was 129\.00 EUR\)[^]*somebody else must say yes/)
  const changed = await lead.plan(plan.id)
  assert.notEqual(changed.digest, plan.digest)
  assert.equal(changed.effects[0]?.args['amount'], 9_900)
  assert.equal((await shop.book()).refunds.length, 0)
  assert.deepEqual(bannedWords(seat.screen()), [])
  seat.type('\u0004')
  await seat.ended
})

test('a change that isn’t agreed to with yes, or is taken back, changes nothing', patient, async (t) => {
  const plan = await waitingRefund()
  const seat = await leadAtCard(t)
  const [which, nothing] = [/What do you change\?[^]*0 to go back: $/, /Nothing was done\.[\s>]+$/]
  await seat.press('e')
  await seat.see(which)
  seat.type('0\r')
  await seat.see(nothing)
  await seat.press('e')
  await seat.see(which)
  seat.type('\r')
  await seat.see(/Nothing is changed yet\.[\s>]+$/)
  await seat.press('e')
  await seat.see(which)
  seat.type('3\r')
  await seat.see(/3 {2}leave step 2 out: Mail [^]*\(left out\)[^]*0 to go back: $/)
  seat.type('\r')
  await seat.see(/The change:\n {2}step 2 is left out: Mail [^]*Type yes to change the plan: $/)
  seat.type('y\r')
  await seat.see(nothing)
  assert.equal((await lead.plan(plan.id)).digest, plan.digest)
  seat.type('\u0004')
  await seat.ended
})
