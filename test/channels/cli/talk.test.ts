import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import type { PlanView } from '#contract/plan.ts'
import { startFakeApi, type FakeApi } from '../../helpers/fake-api.ts'
import { argument, decisionView, mailView, planView, refundView } from '../../helpers/plan-views.ts'
import { bannedWords } from './banned-words.ts'
import { until } from '../../helpers/until.ts'
import { cardTakesKeys, sitDown, type ChatSeat } from './chat-seat.ts'

const limit = { timeout: 30_000 }
const PLAN = planView()

function settle(api: FakeApi, plan: PlanView = PLAN): void {
  const now = api.plans.get(plan.id) ?? plan
  const effects = [
    refundView({ state: 'succeeded', result: { id: 'R-5521' } }),
    mailView({ state: 'succeeded', result: {} }),
  ]
  api.plans.set(plan.id, { ...now, status: 'done', effects })
}

test(
  'a lead sees what waits, types the amount, and sees the outcome; Ctrl-C says how to come back',
  limit,
  async (t) => {
    await using api = await startFakeApi()
    api.plans.set(PLAN.id, PLAN)
    const seat = await sitDown(t, api, ['--as', 'support-lead'])
    await seat.see(/\[y\] refund and mail {3}\[n\] reject {3}\[d\] details/)
    await seat.answer('y')
    await seat.see(/Type the amount to say yes \(129\.00 EUR\)/)
    seat.type('129.00\r')
    await seat.see(/You said yes\./)
    assert.partialDeepStrictEqual(api.decisions, [{ by: 'support-lead', decision: 'approve', digest: PLAN.digest }])
    settle(api)
    await seat.see(/Done · [^]*number R-5521[^]*\n> $/)
    assert.doesNotMatch(seat.screen(), /of 2… > $/)
    assert.equal(await seat.leave(), 0)
    assert.match(seat.screen(), /To come back: npx parley chat --thread 019a9f3e-\S+ --as support-lead/)
    assert.deepEqual(bannedWords(seat.screen()), [])
  },
)

test('one key further a card tells how each value came to be', limit, async (t) => {
  await using api = await startFakeApi()
  api.plans.set(PLAN.id, PLAN)
  const seat = await sitDown(t, api, ['--as', 'support-lead'])
  await seat.see(/\[d\] details/)
  assert.doesNotMatch(seat.screen(), /orders\.get → total/)
  await seat.answer('d')
  await seat.see(/amount 129\.00.EUR +from our orders\s+order A17 +orders\.get → total\s/)
  await seat.see(/Maya Lindqvist said orderId[^]*number of step 1/)
  await seat.leave()
})

for (const [title, typed] of [
  ['nothing', ''],
  ['another amount', '12.90'],
  ['yes', 'yes'],
] as const) {
  test(`typing ${title} instead of the amount does nothing`, limit, async (t) => {
    await using api = await startFakeApi()
    api.plans.set(PLAN.id, PLAN)
    const seat = await sitDown(t, api, ['--as', 'support-lead'])
    await seat.see(/\[y\]/)
    await seat.answer('y')
    await seat.see(/Type the amount/)
    seat.type(`${typed}\r`)
    await seat.see(/Nothing was done\./)
    await seat.leave()
    assert.equal(api.decisions.length, 0)
  })
}

test('a plan that comes while somebody types leaves the typed words alone', limit, async (t) => {
  await using api = await startFakeApi()
  const seat = await sitDown(t, api, ['--as', 'support-lead'])
  await seat.see(/> $/)
  seat.type('half a sen')
  await seat.see(/half a sen/)
  api.plans.set(PLAN.id, PLAN)
  await seat.see(/Needs your yes[^]*> half a sen/)
  seat.type('tence\r')
  await until(() => api.received.length === 1, t.signal)
  assert.deepEqual(api.received, ['half a sentence'])
  seat.type('\u0003') // nobody answers here, so this one stops what is at work
  await seat.leave()
})

test('a second plan waits behind the first, and comes up when that is answered', limit, async (t) => {
  await using api = await startFakeApi()
  const second = planView({ id: '019a9f3e-5a11-7c44-9d1e-6f0b2c3d77ab', title: 'Refund 20.00 EUR for order A12' })
  api.plans.set(PLAN.id, PLAN)
  api.plans.set(second.id, second)
  const seat = await sitDown(t, api, ['--as', 'support-lead'])
  await seat.see(/Also waits for you: Refund 20\.00 EUR for order A12 \(plan 77AB\)/)
  await seat.answer('n')
  await seat.see(/Why not\?\s+1 {2}wrong amount\s+2 {2}not eligible\s+3 {2}other[^]*Its number, Enter for none/)
  seat.type('2\r')
  await seat.see(/A note for the record/)
  seat.type('\r')
  await seat.see(/You said no +plan 8F2A[^]*Needs your yes[^\n]*77AB/)
  assert.partialDeepStrictEqual(api.decisions, [
    { planId: PLAN.id, decision: 'reject', reason: 'not-eligible', note: null },
  ])
  seat.type('y\r')
  await seat.see(/only just come up/)
  await seat.leave()
  assert.equal(api.decisions.length, 1)
})

for (const [typed, reason] of [
  ['', null],
  ['other', 'other'],
] as const) {
  test(`"${typed}" is answered as the reason ${reason ?? 'that nobody gave'}`, limit, async (t) => {
    await using api = await startFakeApi()
    api.plans.set(PLAN.id, PLAN)
    const seat = await sitDown(t, api, ['--as', 'support-lead'])
    await seat.see(/\[y\]/)
    await seat.answer('n')
    await seat.see(/Its number/)
    seat.type(`${typed}\r`)
    await seat.see(/A note for the record/)
    seat.type('Paid by bank.\r')
    await seat.see(/You said no/)
    await seat.leave()
    assert.partialDeepStrictEqual(api.decisions, [{ decision: 'reject', reason, note: 'Paid by bank.' }])
  })
}

for (const [typed, said] of [
  ['0', /Nothing was done\./],
  ['4', /"4" is none of these reasons\. Nothing was done\./],
] as const) {
  test(`"${typed}" where a reason is asked for decides nothing`, limit, async (t) => {
    await using api = await startFakeApi()
    api.plans.set(PLAN.id, PLAN)
    const seat = await sitDown(t, api, ['--as', 'support-lead'])
    await seat.see(/\[y\]/)
    await seat.answer('n')
    await seat.see(/Its number/)
    seat.type(`${typed}\r`)
    await seat.see(said)
    await seat.leave()
    assert.equal(api.decisions.length, 0)
  })
}

test(
  'a step that nobody knows of comes up in the chat of who may say what happened, and so does what came of it',
  limit,
  async (t) => {
    await using api = await startFakeApi()
    const effects = [refundView({ state: 'unknown' }), mailView()]
    api.plans.set(PLAN.id, { ...PLAN, status: 'unknown', awaits: [], effects, mayResolve: true })
    const seat = await sitDown(t, api, ['--as', 'support-lead'])
    await seat.see(
      /We don't know if step 1 happened[^]*npx parley resolve 8F2A 1 --happened --note "…" --as\s+support-lead/,
    )
    settle(api)
    api.plans.set(PLAN.id, { ...api.plans.get(PLAN.id)!, mayResolve: false })
    await seat.see(/Done · [^]*number R-5521/)
    await seat.leave()
    assert.equal(seat.screen().match(/We don't know/g)?.length, 1)
  },
)

test('a plan named by its id comes up first, and the answer is asked for again', limit, async (t) => {
  await using api = await startFakeApi()
  const second = planView({ id: '019a9f3e-5a11-7c44-9d1e-6f0b2c3d77ab', title: 'Refund 20.00 EUR for order A12' })
  api.plans.set(PLAN.id, PLAN)
  api.plans.set(second.id, second)
  const seat = await sitDown(t, api, ['--as', 'support-lead'])
  await seat.see(/Also waits for you/)
  seat.type('y beef\r')
  await seat.see(/No plan that ends in beef waits for you\./)
  seat.type('y 77ab\r')
  await seat.see(/Needs your yes[^\n]*77AB[^]*only just come up/)
  assert.doesNotMatch(seat.screen(), /Type the amount/)
  await seat.leave()
})

test('who was first is said when an answer comes second', limit, async (t) => {
  await using api = await startFakeApi()
  api.plans.set(PLAN.id, PLAN)
  const by = decisionView({
    principal: { id: 'other-lead', name: 'Ana Sousa' },
    decision: 'reject',
    note: 'Paid by bank already.',
  })
  api.onDecision = () => {
    api.plans.set(PLAN.id, { ...PLAN, status: 'rejected', awaits: [], decisions: [by] })
    return { outcome: 'decided-before', by, plan: PLAN }
  }
  const seat = await sitDown(t, api, ['--as', 'support-lead'])
  await seat.see(/\[y\]/)
  await seat.answer('y')
  await seat.see(/Type the amount/)
  seat.type('129.00\r')
  await seat.see(/Ana Sousa said no before you\.[^]*Ana Sousa said no[^]*"Paid by bank already\."/)
  await seat.leave()
})

test('a plan that changed while somebody looked is shown again, and nothing was done', limit, async (t) => {
  await using api = await startFakeApi()
  api.plans.set(PLAN.id, PLAN)
  const other = planView({ digest: `sha256:${'cd'.repeat(32)}`, title: 'Refund 99.00 EUR for order A17' })
  const seat = await sitDown(t, api, ['--as', 'support-lead'])
  await seat.see(/\[y\]/)
  await seat.answer('y')
  await seat.see(/Type the amount/)
  api.plans.set(PLAN.id, other)
  seat.type('129.00\r')
  await seat.see(/The plan changed while you looked[^]*Refund 99\.00 EUR for order A17/)
  await seat.leave()
  assert.equal(api.plans.get(PLAN.id)?.status, 'waiting')
})

test('what is folded has to be read whole before a yes counts', limit, async (t) => {
  await using api = await startFakeApi()
  const long = planView({
    effects: [refundView({ arguments: [argument('note', 'word '.repeat(1_000), 'order note', true)] })],
  })
  api.plans.set(PLAN.id, long)
  const seat = await sitDown(t, api, ['--as', 'support-lead'])
  await seat.see(/characters folded/)
  await seat.answer('y')
  await seat.see(/Read it whole with d/)
  seat.type('d\r')
  await seat.see(/The plan as written/)
  seat.type('y\r')
  await seat.see(/Type the amount/)
  await seat.leave()
  assert.equal(api.decisions.length, 0)
})

test('a customer confirms their own plan in the chat, and asks on meanwhile', limit, async (t) => {
  await using api = await startFakeApi()
  const own = planView({ awaits: ['requester'] })
  api.onMessage = (text, runId) => {
    if (!text.startsWith('Refund'))
      return api.answer(runId, [{ type: 'text', text: `You said: ${text}`, citations: [] }])
    api.plans.set(own.id, { ...own, runId })
    api.emit({ type: 'plan-proposed', planId: own.id, runId })
    api.emit({ type: 'run-waiting', planId: own.id, runId })
  }
  const seat = await sitDown(t, api, [])
  await seat.see(/> $/)
  seat.type('Refund A17\r')
  await seat.see(/Needs your yes[^]*\[n\] That's not what I meant/)
  seat.type('how long does it take?\r')
  await seat.see(/You said: how long does it take\?/)
  await seat.answer('n')
  await seat.see(/You said no/)
  assert.partialDeepStrictEqual(api.decisions, [{ by: 'customer', decision: 'reject', reason: 'not-meant' }])
  await seat.leave()
})

const ASKS_ITS_REQUESTER = planView({
  awaits: ['requester'],
  instead: [
    { title: 'What our documents say about it', message: 'What do your documents say about “Refund order A17”?' },
    { title: 'Talk to a person', message: 'I want to talk to a person' },
  ],
})

/** Somebody before the card of what they asked for themselves. */
async function requesterAtCard(t: TestContext, api: FakeApi): Promise<ChatSeat> {
  api.onMessage = (text, runId) => {
    if (!text.startsWith('Refund')) {
      const said = text.startsWith('other') ? 'Which order is it?' : `You said: ${text}`
      return api.answer(runId, [{ type: 'text', text: said, citations: [] }])
    }
    api.plans.set(ASKS_ITS_REQUESTER.id, { ...ASKS_ITS_REQUESTER, runId })
    api.emit({ type: 'plan-proposed', planId: ASKS_ITS_REQUESTER.id, runId })
    api.emit({ type: 'run-waiting', planId: ASKS_ITS_REQUESTER.id, runId })
  }
  const seat = await sitDown(t, api, [])
  await seat.see(/> $/)
  seat.type('Refund A17\r')
  await seat.see(/You asked: “Refund order A17” · in so many words[^]*\[n\] That's not what I meant/)
  await cardTakesKeys()
  return seat
}

for (const word of ['y', 'Y']) {
  test(`“${word}” answers whoever asked, at once, and nobody else has to type an amount for them`, limit, async (t) => {
    await using api = await startFakeApi()
    const seat = await requesterAtCard(t, api)
    seat.type(`${word}\r`)
    await seat.see(/You said yes\./)
    const { id: planId, digest } = ASKS_ITS_REQUESTER
    assert.partialDeepStrictEqual(api.decisions, [{ by: 'customer', planId, decision: 'approve', digest }])
    assert.deepEqual(api.received, ['Refund A17'])
    assert.doesNotMatch(seat.screen(), /Type the amount/)
    settle(api)
    await seat.leave()
  })
}

test('what stands around a conversation is said in German once that is', limit, async (t) => {
  await using api = await startFakeApi()
  api.onMessage = (text, runId) => {
    api.emit({ type: 'run-started', runId, language: 'de' })
    api.answer(runId, [{ type: 'text', text: `Gesagt: ${text}`, citations: [] }])
  }
  const seat = await sitDown(t, api, [])
  await seat.see(/Type a message and press Enter[^]*> $/)
  seat.type('Wo ist A31\r')
  await seat.see(/Gesagt: Wo ist A31/)
  await seat.leave()
  assert.match(seat.screen(), /Was wartet, wartet weiter; wenn Sie gehen, geht nichts verloren\.\s+Zum Weiterführen: /)
})

test('a “yes” is a message, which the thread knows to answer, and a lead’s is one too', limit, async (t) => {
  await using api = await startFakeApi()
  const seat = await requesterAtCard(t, api)
  seat.type('yes\r')
  await seat.see(/You said: yes/)
  assert.deepEqual([api.decisions.length, api.received.at(-1)], [0, 'yes'])
  await seat.leave()
  await using other = await startFakeApi()
  other.plans.set(PLAN.id, PLAN)
  const lead = await sitDown(t, other, ['--as', 'support-lead'])
  await lead.see(/\[y\]/)
  await cardTakesKeys()
  lead.type('yes\r')
  await until(() => other.received.length === 1, t.signal)
  // Whoever leaves while it is answered stops it first.
  await lead.see(/You said: yes/)
  assert.equal(other.decisions.length, 0)
  await lead.leave()
})

for (const [typed, said] of [
  ['2', 'I want to talk to a person'],
  ['refund the lamp', 'refund the lamp'],
] as const) {
  test(`what isn't meant is turned down by n, and “${typed}” says what is`, limit, async (t) => {
    await using api = await startFakeApi()
    const seat = await requesterAtCard(t, api)
    seat.type('n\r')
    await seat.see(
      /What did you mean\?\n {2}1 {2}What our documents say about it\n {2}2 {2}Talk to a person\n[^]*nothing: $/,
    )
    assert.partialDeepStrictEqual(api.decisions, [{ decision: 'reject', reason: 'not-meant' }])
    seat.type(`${typed}\r`)
    await seat.see(/You said: [^]*> $/)
    assert.deepEqual(api.received, ['Refund A17', said])
    await seat.leave()
  })
}

test('under NO_COLOR nothing is coloured, and what is quick is not announced', limit, async (t) => {
  await using api = await startFakeApi()
  api.plans.set(PLAN.id, PLAN)
  process.env.NO_COLOR = '1'
  t.after(() => delete process.env.NO_COLOR)
  const seat = await sitDown(t, api, ['--as', 'support-lead'])
  await seat.see(/\[y\]/)
  await seat.leave()
  assert.doesNotMatch(seat.raw(), /\u001b\[[\d;]*m/)
  assert.doesNotMatch(seat.screen(), /Working it out/)
})

test('what may be said next has numbers, and typing one says it in full', limit, async (t) => {
  await using api = await startFakeApi()
  const choices = [
    { label: 'Refund order A31', says: 'Refund order A31' },
    { label: 'Where is it?', says: 'Where is order A31?' },
  ]
  const text = { type: 'text', text: 'What should I do with “A31”?', citations: [] }
  api.onMessage = (said, runId) =>
    api.answer(runId, said === 'A31' ? [text, { type: 'choices', choices }] : [{ ...text, text: `You said ${said}.` }])
  const seat = await sitDown(t, api, ['--as', 'customer'])
  await seat.see(/> $/)
  seat.type('A31\r')
  await seat.see(/What should I do with “A31”\?\s+1 {2}Refund order A31\s+2 {2}Where is it\?/)
  seat.type('2\r')
  await seat.see(/You said Where is order A31\?\./)
  seat.type('2\r')
  await seat.see(/You said 2\./)
  assert.deepEqual(api.received, ['A31', 'Where is order A31?', '2'])
  await seat.leave()
})
