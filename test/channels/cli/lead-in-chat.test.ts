import assert from 'node:assert/strict'
import { after, beforeEach, test } from 'node:test'
import type { PlanView } from '#contract/plan.ts'
import { deep } from '../../helpers/depth.ts'
import { startShop } from '../../helpers/parley.ts'
import { until } from '../../helpers/until.ts'
import { bannedWords } from './banned-words.ts'
import { sitDown } from './chat-seat.ts'
import { patient } from '../../helpers/patient.ts'

const { parley, customer, lead, shop } = await startShop({ after })
const AS_LEAD = ['--as', 'support-lead']

/** A refund that waits for a support lead, and the characters of its card. */
async function waiting(order = 'A17'): Promise<PlanView & { readonly short: string }> {
  const plan = await customer.planOf(await customer.ask(`Refund order ${order}`))
  return { ...plan, short: plan.id.slice(-4).toUpperCase() }
}

beforeEach(async () => {
  for (const plan of await lead.waitingPlans()) await lead.decide(plan, 'reject')
})

test(
  'a lead sees what waits, types the amount, and sees the outcome; Ctrl-C says how to come back',
  patient,
  async (t) => {
    t.after(() => shop.renew())
    const plan = await waiting()
    const seat = sitDown(t, parley, AS_LEAD)
    await seat.see(/\[y\] Refund 129\.00 EUR and mail {2,3}\[e\] Edit {2,3}\[n\] Reject…/)
    await seat.answer('y')
    await seat.see(/Type the amount to say yes \(129\.00 EUR\)/)
    seat.type('129.00\r')
    await seat.see(/You said yes\./)
    await seat.see(/Done · [^]*number R\d+[^]*\n> $/)
    const [decided] = (await lead.plan(plan.id)).decisions
    assert.deepEqual(
      [decided?.principal.id, decided?.decision, decided?.digest],
      ['support-lead', 'approve', plan.digest],
    )
    assert.doesNotMatch(seat.screen(), /of 2… > $/)
    assert.equal(await seat.leave(), 0)
    assert.match(seat.screen(), /To come back: npx parley chat --thread [\da-f-]{36} --as\s+support-lead/)
    assert.deepEqual(bannedWords(seat.screen()), [])
  },
)

test('typing anything else instead of the amount does nothing', patient, async (t) => {
  const { id } = await waiting()
  const seat = sitDown(t, parley, AS_LEAD)
  await seat.see(/\[y\]/)
  for (const [at, typed] of ['', '12.90', 'yes'].entries()) {
    await seat.answer('y')
    await until(() => seat.screen().split('Type the amount').length === at + 2, t.signal)
    seat.type(`${typed}\r`)
    await until(() => seat.screen().split('Nothing was done.').length === at + 2, t.signal)
  }
  await seat.leave()
  assert.deepEqual((await lead.plan(id)).decisions, [])
})

deep('a plan that comes while somebody types leaves the typed words alone', patient, async (t) => {
  const seat = sitDown(t, parley, AS_LEAD)
  await seat.see(/> $/)
  seat.type('Refund or')
  await seat.see(/Refund or/)
  await waiting()
  await seat.see(/Needs your yes[^]*> Refund or/)
  seat.type('der Z1\r')
  await seat.see(/order Z1 among/)
  await seat.leave()
})

deep('a second plan waits behind the first, and comes up when that is answered', patient, async (t) => {
  const [first, second] = [await waiting(), await waiting('A23')]
  const seat = sitDown(t, parley, AS_LEAD)
  await seat.see(new RegExp(`Also waits for you: Refund [^]*order\\s+A23[^]*\\(plan\\s+${second.short}\\)`))
  await seat.answer('n')
  await seat.see(
    /Why not\?\s+1 {2}wrong amount\s+2 {2}not eligible\s+3 {2}suspicious\s+4 {2}other[^]*Its number, Enter/,
  )
  seat.type('2\r')
  await seat.see(/A note for the record/)
  seat.type('\r')
  await seat.see(new RegExp(`You said no +plan ${first.short}[^]*Needs your yes[^\\n]*${second.short}`))
  seat.type('y\r')
  await seat.see(/only just come up/)
  await seat.leave()
  assert.partialDeepStrictEqual((await lead.plan(first.id)).decisions, [
    { decision: 'reject', reason: 'not-eligible', note: null },
  ])
  assert.deepEqual((await lead.plan(second.id)).decisions, [])
})

for (const [typed, reason] of [
  ['', null],
  ['other', 'other'],
] as const) {
  deep(`"${typed}" is answered as the reason ${reason ?? 'that nobody gave'}`, patient, async (t) => {
    const { id } = await waiting()
    const seat = sitDown(t, parley, AS_LEAD)
    await seat.see(/\[y\]/)
    await seat.answer('n')
    await seat.see(/Its number/)
    seat.type(`${typed}\r`)
    await seat.see(/A note for the record/)
    seat.type('Paid by bank.\r')
    await seat.see(/You said no/)
    await seat.leave()
    const { decisions } = await lead.plan(id)
    assert.partialDeepStrictEqual(decisions, [{ decision: 'reject', reason, note: 'Paid by bank.' }])
  })
}

for (const [typed, said] of [
  ['0', /Nothing was done\./],
  ['5', /"5" is none of these reasons\. Nothing was done\./],
] as const) {
  deep(`"${typed}" where a reason is asked for decides nothing`, patient, async (t) => {
    const { id } = await waiting()
    const seat = sitDown(t, parley, AS_LEAD)
    await seat.see(/\[y\]/)
    await seat.answer('n')
    await seat.see(/Its number/)
    seat.type(`${typed}\r`)
    await seat.see(said)
    await seat.leave()
    assert.deepEqual((await lead.plan(id)).decisions, [])
  })
}

deep('a plan named by its id comes up first, and the answer is asked for again', patient, async (t) => {
  await waiting()
  const second = await waiting('A23')
  const seat = sitDown(t, parley, AS_LEAD)
  await seat.see(/Also waits for you/)
  seat.type('y zzzz\r')
  await seat.see(/No plan that ends in zzzz waits for you\./)
  seat.type(`y ${second.short.toLowerCase()}\r`)
  await seat.see(new RegExp(`Needs your yes[^\\n]*${second.short}[^]*only just come up`))
  assert.doesNotMatch(seat.screen(), /Type the amount/)
  await seat.leave()
})

deep('who was first is said when an answer comes second', patient, async (t) => {
  const plan = await waiting()
  const seat = sitDown(t, parley, AS_LEAD)
  await seat.see(/\[y\]/)
  await seat.answer('y')
  await seat.see(/Type the amount/)
  await parley.as('other-lead').decide(plan, 'reject', { note: 'Paid by bank already.' })
  seat.type('129.00\r')
  await seat.see(/Ana Sousa said no[^]*"Paid by bank already\."/)
  await seat.leave()
  assert.partialDeepStrictEqual((await lead.plan(plan.id)).decisions, [{ principal: { id: 'other-lead' } }])
})

deep('a plan that changed while somebody looked is shown again, and nothing was done', patient, async (t) => {
  const plan = await waiting()
  const seat = sitDown(t, parley, AS_LEAD)
  await seat.see(/\[y\]/)
  await seat.answer('y')
  await seat.see(/Type the amount/)
  const changes = [{ effect: 0, path: '/amount', value: 9_900 }]
  const edited = await parley.as('other-lead').decide(plan, 'edit', { changes })
  assert.equal(edited.status, 200, JSON.stringify(edited.body))
  seat.type('129.00\r')
  await seat.see(/The plan changed while you looked[^]*Refund 99\.00 EUR for order A17/)
  await seat.leave()
  assert.equal((await lead.plan(plan.id)).status, 'waiting')
})

deep('under NO_COLOR nothing is coloured, and what is quick is not announced', patient, async (t) => {
  await waiting()
  process.env.NO_COLOR = '1'
  t.after(() => delete process.env.NO_COLOR)
  const seat = sitDown(t, parley, AS_LEAD)
  await seat.see(/\[y\]/)
  await seat.leave()
  assert.doesNotMatch(seat.raw(), /\u001b\[[\d;]*m/)
  assert.doesNotMatch(seat.screen(), /Working it out/)
})
