import assert from 'node:assert/strict'
import { after, beforeEach, test } from 'node:test'
import { z } from 'zod'
import type { PlanView } from '#contract/plan.ts'
import { deep } from '../helpers/depth.ts'
import { opened, readEvidence } from '../helpers/evidence.ts'
import {
  fails,
  hangs,
  openModelServer,
  says,
  saysJson,
  witnesses,
  type ModelReply,
  type WitnessScript,
} from '../helpers/model-server.ts'
import { startShop } from '../helpers/parley.ts'
import { reads as hears, routesTo, writes } from '../helpers/planner-replies.ts'

// Whether a deed is explicit where there is a model: the words, the values and a witness of its own have to agree.
let witness: WitnessScript = witnesses('yes')
let routes: ModelReply[] = []
let programs: ModelReply[] = []
let reads: ModelReply[] = []
const model = await openModelServer(
  ({ schemaName }) => {
    if (schemaName === 'reading') return routes.shift() ?? routesTo('plan')
    return (schemaName === 'plan' ? programs : reads).shift() ?? fails(400)
  },
  { witness: (request) => witness(request) },
)
after(() => model[Symbol.asyncDispose]())
const { parley, customer, shop } = await startShop(
  { after },
  { environment: { ...model.environment, MODEL_REPLY_MS: '5000' } },
)

let before = 0
beforeEach(async () => {
  witness = witnesses('yes')
  routes = []
  programs = []
  reads = []
  before = model.witnessed.length
  await shop.renew()
})

/** A program that refunds an order, with the words that it says ask for it. */
function refund(words: string, amount = 'order.total'): string {
  return `const order = await tools.shop.orders.get({ id: slots.order })
tools.shop.refunds.create({ orderId: order.id, amount: ${amount}, currency: order.currency }, ${JSON.stringify(words)})`
}

async function planFor(
  said: string,
  program: string,
  slots: Record<string, string> = { order: 'A12' },
  thread?: string,
) {
  programs = [writes(program, slots)]
  return customer.planOf(await customer.ask(said, thread))
}

const asked = () => model.witnessed.slice(before).map(({ messages }) => messages.at(-1)?.content ?? '')
const doubtsOf = ({ intent }: PlanView) => intent?.doubts ?? []

async function assertWaits(plan: PlanView, ...doubts: readonly string[]) {
  assert.deepEqual([plan.intent?.basis, doubtsOf(plan).toSorted()], ['inferred', doubts])
  // The shop's own rules may refuse it besides.
  assert.ok(plan.status === 'refused' || (plan.status === 'waiting' && plan.awaits.includes('requester')), plan.status)
  assert.deepEqual((await shop.book()).calls, [])
}

const ASKS = 'The mug came in pieces, so do give A12 back to my card'
const WORDS = 'do give A12 back to my card'

test('who may not read what else its requester wrote isn’t given it with what the witness was asked', async () => {
  witness = witnesses('unsure')
  const plan = await planFor('Do give A17 back to my card', refund('Do give A17 back to my card'), { order: 'A17' })
  const file = await readEvidence(parley.as('support-lead'), plan.id)
  assert.equal('/approved/intent/witness/request' in file.disclosed, false)
  assert.equal('/approved/intent/witness/reply/0/asked' in file.disclosed, true)
})

test('a deed is done at once where the words stand there, the values hold and the witness says yes', async () => {
  const plan = await planFor(ASKS, refund(WORDS))
  assert.deepEqual([plan.intent?.basis, doubtsOf(plan)], ['explicit', []])
  const [request] = asked()
  assert.equal(asked().length, 1)
  assert.match(request ?? '', /\{"person":"The mug came in pieces, so do give A12 back to my card"\}/)
  // Some 500 tokens, at four characters to one.
  const all =
    model.witnessed
      .at(-1)
      ?.messages.map(({ content }) => content)
      .join('') ?? ''
  assert.ok(all.length < 2_400, String(all.length))
  assert.match(request ?? '', /"orderId":"A12 \(shop\/orders\.get\.id\)"/)
  assert.match(request ?? '', /"amount":"\d+(?:\.\d+)? \(shop\/orders\.get\.total\)"/)
})

for (const [title, reply] of [
  ['says no', witnesses('no')],
  ['says what is no answer', () => says('Yes, of course!')],
  ['answers for another deed', () => saysJson({ deeds: [{ deed: 2, asked: 'yes' }] })],
  ['is asked in vain', () => fails(503)],
] as const satisfies readonly (readonly [string, WitnessScript])[]) {
  test(`where the witness ${title}, the requester is asked, and nothing is done before`, async () => {
    witness = reply
    await assertWaits(await planFor(ASKS, refund(WORDS)), 'witness')
  })
}

deep('where the witness doesn’t answer in time, the requester is asked', async () => {
  witness = hangs
  await assertWaits(await planFor(ASKS, refund(WORDS)), 'witness')
})

for (const { title, said, program, slots, doubts } of [
  {
    title: 'words that nobody typed',
    said: ASKS,
    program: refund('refund order A12'),
    doubts: ['disagreement', 'unasked-step'],
  },
  {
    title: 'an order that the words don’t name',
    said: 'Give A12 back to my card. A31 was fine',
    program: refund('Give A12 back to my card'),
    slots: { order: 'A31' },
    doubts: ['slot'],
  },
  { title: 'an amount that nobody said', said: ASKS, program: refund(WORDS, '700'), doubts: ['slot'] },
  {
    title: 'a quotation',
    said: 'She wrote “give A12 back to my card” to me',
    program: refund('give A12 back to my card'),
    doubts: ['speech-act', 'unasked-step'],
  },
  {
    title: 'the same deed twice by the same words',
    said: ASKS,
    program: `${refund(WORDS)}\ntools.shop.refunds.create({ orderId: order.id, amount: order.total, currency: order.currency }, ${JSON.stringify(WORDS)})`,
    doubts: ['unasked-step'],
  },
] as const) {
  test(`a witness that says yes to everything makes nothing explicit of ${title}, and isn't asked`, async () => {
    await assertWaits(await planFor(said, program, slots), ...doubts)
    assert.deepEqual(asked(), [])
  })
}

test('of a message that answers our question, the words may stand in the one before, and the witness is shown both', async () => {
  programs = [writes("return say('Which order is it?')")]
  const first = await customer.ask('Do give it back to my card')
  const plan = await planFor(
    'The order that I mean came in the blue box, A12',
    refund('Do give it back to my card'),
    { order: 'A12' },
    first.threadId,
  )
  assert.deepEqual([plan.intent?.basis, doubtsOf(plan)], ['explicit', []])
  assert.match(
    asked().at(-1) ?? '',
    /\{"person":"Do give it back to my card"\}\n\{"assistant":"Which order is it\?"\}\n\{"person":"The order that I mean came in the blue box, A12"\}/,
  )
})

test('words of a message that nothing asked back ask for nothing later', async () => {
  programs = [writes("return say('It is on its way.')")]
  const first = await customer.ask('Do give it back to my card')
  await assertWaits(
    await planFor('What about A12', refund('Do give it back to my card'), { order: 'A12' }, first.threadId),
    'disagreement',
    'unasked-step',
  )
})

const CALL = 'Kindly give me the money back for A12'

test('a procedure that a model reads out of words of one’s own is called at once where the witness says yes', async () => {
  routes = [routesTo('playbook', 'refund', CALL)]
  const plan = await customer.planOf(await customer.ask(`Hello, it has a crack. ${CALL}`))
  assert.deepEqual([plan.playbook, plan.intent?.basis, doubtsOf(plan)], ['refund', 'explicit', []])
  assert.equal(plan.awaits.includes('requester'), false)
  assert.equal(asked().length, 1)
})

test('and where it says no, its requester is asked', async () => {
  routes = [routesTo('playbook', 'refund', CALL)]
  witness = witnesses('no')
  await assertWaits(await customer.planOf(await customer.ask(`Hello, it has a crack. ${CALL}`)), 'witness')
})

test('a message that is an example but for its values needs no witness', async () => {
  const plan = await customer.planOf(await customer.ask('Refund order A12'))
  assert.deepEqual([plan.intent?.basis, plan.awaits.includes('requester'), asked()], ['explicit', false, []])
})

const Sealed = z.looseObject({
  approved: z.looseObject({
    intent: z.looseObject({
      witness: z.looseObject({
        prompt: z.string(),
        model: z.string(),
        request: z.string(),
        reply: z.array(z.unknown()),
      }),
    }),
  }),
  modelCalls: z.array(z.looseObject({ prompt: z.string() })),
})

test('what the witness was asked and said stands in what was sealed, and its call among the plan’s', async () => {
  witness = witnesses('unsure')
  const plan = await planFor(ASKS, refund(WORDS))
  const { approved, modelCalls } = Sealed.parse(opened(await readEvidence(customer, plan.id)))
  assert.deepEqual(approved.intent.witness, {
    prompt: 'witness@2',
    model: 'scripted',
    request: asked()[0],
    reply: [{ deed: 1, asked: 'unsure' }],
  })
  assert.ok(modelCalls.some(({ prompt }) => prompt === 'witness@2'))
})

for (const act of ['ask', 'tell', 'yes-if'] as const) {
  test(`a message that was read as “${act}” begins nothing, whatever planner and witness take it for`, async () => {
    routes = [hears({ act, question: 'Is the money for A12 on its way?', from: 'tools' })]
    const plan = await planFor(ASKS, refund(WORDS))
    assert.ok(doubtsOf(plan).includes('speech-act'), doubtsOf(plan).join())
    assert.ok(plan.awaits.includes('requester'))
    assert.deepEqual((await shop.book()).calls, [])
  })
}
