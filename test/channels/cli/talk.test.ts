import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import type { PlanView } from '#contract/plan.ts'
import { startFakeApi, type FakeApi } from '../../helpers/fake-api.ts'
import { argument, mailView, planView, refundView } from '../../helpers/plan-views.ts'
import { dataFolder } from './run-parley.ts'
import { until } from '../../helpers/until.ts'
import { cardTakesKeys, sitDown, type ChatSeat } from './chat-seat.ts'

const limit = { timeout: 30_000 }
const PLAN = planView()

async function sitAt(t: TestContext, { url }: FakeApi, words: readonly string[]): Promise<ChatSeat> {
  return sitDown(t, { url, place: { dataDir: await dataFolder(t) } }, words)
}

function settle(api: FakeApi, plan: PlanView = PLAN): void {
  const now = api.plans.get(plan.id) ?? plan
  const effects = [
    refundView({ state: 'succeeded', result: { id: 'R-5521' } }),
    mailView({ state: 'succeeded', result: {} }),
  ]
  api.plans.set(plan.id, { ...now, status: 'done', effects })
}

test('one key further a card tells how each value came to be', limit, async (t) => {
  await using api = await startFakeApi()
  api.plans.set(PLAN.id, PLAN)
  const seat = await sitAt(t, api, ['--as', 'support-lead'])
  await seat.see(/\[d\] details/)
  assert.doesNotMatch(seat.screen(), /orders\.get → total/)
  await seat.answer('d')
  await seat.see(/amount 129\.00.EUR +from our orders\s+order A17 +orders\.get → total\s/)
  await seat.see(/Maya Lindqvist said orderId[^]*number of step 1/)
  await seat.leave()
})

test(
  'a step that nobody knows of comes up in the chat of who may say what happened, and so does what came of it',
  limit,
  async (t) => {
    await using api = await startFakeApi()
    const effects = [refundView({ state: 'unknown' }), mailView()]
    api.plans.set(PLAN.id, { ...PLAN, status: 'unknown', awaits: [], effects, mayResolve: true })
    const seat = await sitAt(t, api, ['--as', 'support-lead'])
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

test('what is folded has to be read whole before a yes counts', limit, async (t) => {
  await using api = await startFakeApi()
  const long = planView({
    effects: [refundView({ arguments: [argument('note', 'word '.repeat(1_000), 'order note', true)] })],
  })
  api.plans.set(PLAN.id, long)
  const seat = await sitAt(t, api, ['--as', 'support-lead'])
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
  const seat = await sitAt(t, api, [])
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
  const seat = await sitAt(t, api, [])
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
  const seat = await sitAt(t, api, [])
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
  const lead = await sitAt(t, other, ['--as', 'support-lead'])
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

test('what may be said next has numbers, and typing one says it in full', limit, async (t) => {
  await using api = await startFakeApi()
  const choices = [
    { label: 'Refund order A31', says: 'Refund order A31' },
    { label: 'Where is it?', says: 'Where is order A31?' },
  ]
  const text = { type: 'text', text: 'What should I do with “A31”?', citations: [] }
  api.onMessage = (said, runId) =>
    api.answer(runId, said === 'A31' ? [text, { type: 'choices', choices }] : [{ ...text, text: `You said ${said}.` }])
  const seat = await sitAt(t, api, ['--as', 'customer'])
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
