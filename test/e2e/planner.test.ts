import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { z } from 'zod'
import { valueAt } from '#core/json.ts'
import { fails, openModelServer, saysJson, type ChatRequest, type ModelReply } from '../helpers/model-server.ts'
import { deep, howMany } from '../helpers/depth.ts'
import { opened, readEvidence } from '../helpers/evidence.ts'
import { startShop } from '../helpers/parley.ts'
import { routesTo, writes } from '../helpers/planner-replies.ts'

// What the model writes, in order, by the kind of question that it is asked.
let programs: ModelReply[] = []
const model = await openModelServer(({ schemaName }) => {
  if (schemaName === 'reading') return routesTo('plan')
  return programs.shift() ?? fails(400)
})
after(() => model[Symbol.asyncDispose]())
const { parley, customer, lead, shop } = await startShop({ after }, { environment: model.environment })
const other = parley.as('other-customer')

function planRequests(from: number): readonly ChatRequest[] {
  return model.requests.slice(from).filter(({ schemaName }) => schemaName === 'plan')
}

const REFUND = `const order = await tools.shop.orders.get({ id: slots.order })
if (!order || order.status !== 'delivered') return say('That order can not be refunded.')
const refund = tools.shop.refunds.create({ orderId: order.id, amount: order.total, currency: order.currency, reason: 'damaged' })
tools.shop.mail.send({ to: order.customerEmail, template: 'refund-issued', values: { refundId: refund.id, orderId: order.id } })
return say('I have prepared it.')`

// The words that ask for it are quoted, and the reason stands in them.
const ASKED_REFUND = `const order = await tools.shop.orders.get({ id: slots.order })
tools.shop.refunds.create({ orderId: order.id, amount: order.total, currency: order.currency, reason: 'damaged' }, 'pay me back please')`

test('a small refund that a model planned goes through by the same rules as a playbook’s', async () => {
  programs = [writes(ASKED_REFUND, { order: 'A12' })]
  const said = await customer.ask('A12 arrived damaged, pay me back please')
  assert.equal((await customer.planOf(said)).status, 'done')
  assert.deepEqual(
    (await shop.book()).refunds.map(({ orderId }) => orderId),
    ['A12'],
  )
})

test('a model plans what no playbook does: judged, approved by the lead and done, like any plan', async () => {
  programs = [writes(REFUND, { order: 'A17' })]
  const said = await customer.ask('My vase A17 came in pieces. Give me back what I paid and write to me about it.')
  const plan = await customer.planOf(said)
  assert.equal(plan.playbook, null)
  assert.equal(plan.program, REFUND)
  assert.equal(plan.status, 'waiting')
  // The reason and the mail's template are the model's words, so whoever asked is asked too.
  assert.deepEqual(plan.awaits, ['support-lead', 'requester'])
  const [refund] = plan.effects
  assert.equal(refund?.args['orderId'], 'A17')
  // The shop's own number, chosen by what the customer typed; the reason is the model's word.
  assert.deepEqual(refund?.labels['/orderId']?.data, ['tool:shop/orders.get.id'])
  assert.ok(refund?.labels['/orderId']?.ctrl.includes('user:customer'))
  assert.deepEqual(refund?.labels['/reason']?.data, ['model'])
  assert.deepEqual(refund?.because.data, [])
  assert.equal((await lead.decide(plan, 'approve')).status, 200)
  assert.equal((await customer.decide(plan, 'approve')).status, 200)
  await customer.settled(said.runId, 'done')
  const book = await shop.book()
  assert.deepEqual(
    book.refunds.map(({ orderId }) => orderId),
    ['A12', 'A17'],
  )
  assert.equal(book.mails.length, 1)
})

test('a program that isn’t in the language goes back with our words and its place, and the next one is done', async () => {
  const before = model.requests.length
  programs = [writes('class Counter {}\nreturn say("3")'), writes('return say("counted to 3")')]
  const said = await other.ask('Count to three for me')
  assert.deepEqual(await other.answers(said.threadId), ['counted to 3'])
  const [, repair] = planRequests(before)
  const told = failureTold(repair)
  assert.equal(told['kind'], 'syntax')
  assert.match(String(told['message']), /class/)
  assert.equal(told['line'], 1)
  assert.equal(told['column'], 1)
})

const UNSOUND = `const order = await tools.shop.orders.get({ id: 'A31' })
const list = []
const add = (item) => { list.push(item) }
const calls = { add }
if (order.note !== null) calls.add('x')
tools.shop.refunds.create({ orderId: order.id, amount: order.total, currency: order.currency })`

test('a mistake that shows over made-up answers goes back with its place, and leaves nothing on the next program', async () => {
  const before = model.requests.length
  const wrongName = REFUND.replace('{ id: slots.order }', '{ orderId: slots.order }')
  programs = [UNSOUND, wrongName, REFUND].map((program) => writes(program, { order: 'A31' }))
  const plan = await customer.planOf(await customer.ask('A31 arrived damaged, give me back what I paid'))
  const [, afterFlow, afterName] = planRequests(before)
  assert.partialDeepStrictEqual(failureTold(afterFlow), { kind: 'flow', line: 3 })
  assert.match(String(failureTold(afterFlow)['message']), /inside the if or for/)
  assert.partialDeepStrictEqual(failureTold(afterName), { kind: 'runtime', line: 1 })
  assert.match(String(failureTold(afterName)['message']), /shop\/orders.get doesn't take these arguments/)
  assert.equal(plan.program, REFUND)
  assert.ok(!plan.effects[0]?.because.ctrl.includes('tool:shop/orders.get.note'))
})

test('after a failure that may hang on what was read its kind, place and operation go back, and what comes of it says so', async () => {
  const before = model.requests.length
  const parse = `const order = await tools.shop.orders.get({ id: 'A31' })\nreturn say(String(JSON.parse(order.note)))`
  const mail = `tools.shop.mail.send({ to: 'maya.lindqvist@example.com', template: 'refund-issued', values: { refundId: 'r' } })`
  programs = [writes(parse), writes(mail)]
  const said = await customer.ask('Do something about A31')
  const plan = await customer.planOf(said)
  const requests = planRequests(before)
  assert.equal(requests.length, 2)
  assert.deepEqual(failureTold(requests[1]), { kind: 'runtime', line: 2, column: 19, operation: 'parse' })
  // The second program was written knowing how the first one ended, and that hung on the note.
  assert.ok(plan.effects[0]?.because.ctrl.includes('tool:shop/orders.get.note'))
  // The reads of the first aren't the second's.
  assert.deepEqual(plan.reads, [])
  assert.deepEqual([plan.status, plan.awaits], ['waiting', ['support-lead', 'requester']])
  assert.match(plan.verdict?.reasons.join() ?? '', /whether it happens at all/)
})

test('what values were wrong goes back with what to do about it, in the same words whatever they were', async () => {
  const before = model.requests.length
  programs = [
    writes(
      `const order = await tools.shop.orders.get({ id: 'A31' })\nreturn say(dates.format(order.note, 'd MMM yyyy'))`,
    ),
    writes('return say("no day")'),
  ]
  assert.deepEqual(await customer.answers((await customer.ask('Which day is named with A31?')).threadId), ['no day'])
  const told = failureTold(planRequests(before)[1])
  assert.equal(told['fault'], 'not-a-date')
  assert.match(String(told['whatToDo']), /^This value was no date: take the part of the text that is one/u)
  assert.equal(told['message'], undefined)
})

test('a planner is told in which language its requester is answered', async () => {
  const before = model.requests.length
  programs = [writes('return say("drei")'), writes('return say("three")')]
  await other.ask('Zähle bitte für mich auf Deutsch bis drei')
  await other.ask('Count to three for me, please')
  const told = planRequests(before).map(({ messages }) =>
    z.looseObject({ sayIn: z.string() }).parse(JSON.parse(messages[1]?.content ?? '{}')),
  )
  assert.deepEqual(
    told.map(({ sayIn }) => sayIn),
    ['German', 'English'],
  )
})

deep('a failure that only what is vouched for can have caused goes back with its place', async () => {
  const before = model.requests.length
  programs = [
    writes('const left = [1].filter((n) => n > 1)\nreturn say(left[0].name)'),
    writes('return say("none left")'),
  ]
  const said = await other.ask('What is left of one?')
  assert.deepEqual(await other.answers(said.threadId), ['none left'])
  const told = failureTold(planRequests(before)[1])
  assert.equal(told['kind'], 'runtime')
  assert.equal(told['line'], 2)
})

test('a program that fails three times is given up in plain words, with the offer of a person, and every try is evidence', async () => {
  const before = model.requests.length
  programs = [writes('debugger'), writes('class A {}'), writes('import x from "y"'), writes('return say("never")')]
  const said = await other.ask('Do the impossible')
  assert.deepEqual(await other.answers(said.threadId), [
    'I tried to work out how to do this, and couldn’t. The plan I wrote for it had a mistake. Nothing was done. If you ask for a person, I pass it on to a support lead.',
  ])
  assert.equal(planRequests(before).length, 3)
  const { body } = await other.request<{ plans: { id: string; failure: { code: string } }[] }>('GET', '/v1/plans')
  const [plan] = body.plans
  assert.equal(plan?.failure.code, 'plan-syntax')
  const file = await readEvidence(parley.as('operator'), plan?.id ?? '')
  const { attempts } = opened<{ attempts: { program: string; failure: { kind: string } }[] }>(file)
  assert.deepEqual(
    attempts.map(({ program, failure }) => [program, failure.kind]),
    [
      ['debugger', 'syntax'],
      ['class A {}', 'syntax'],
      ['import x from "y"', 'syntax'],
    ],
  )
})

test('what isn’t found over real orders is said, with what decided it, once another program has looked', async () => {
  const before = model.requests.length
  const looks = writes(
    'const orders = await tools.shop.orders.search({})\nreturn say(orders.find((o) => o.id === slots.order).status)',
    { order: 'Z99' },
  )
  programs = [looks, looks]
  const said = await other.ask('What is the state of Z99?')
  assert.deepEqual(await other.answers(said.threadId), [
    'I found no order with “Z99” as its id. I looked here: “Search orders”. Nothing was done.',
  ])
  const [, again, ...more] = planRequests(before)
  assert.equal(failureTold(again)['fault'], 'found-nothing')
  assert.equal(more.length, 0)
  const { body } = await other.request<{ plans: { id: string; status: string }[] }>('GET', '/v1/plans')
  const plan = await other.plan(body.plans[0]?.id ?? '')
  assert.equal(plan.failure?.code, 'plan-not-found')
})

const LOOKS_FOR_ONE =
  'const order = await tools.shop.orders.get({ id: slots.order })\nif (!order) return say("No such order.")\nreturn say(order.status)'

test('a program that says that it found nothing is followed by one that looks elsewhere', async () => {
  const before = model.requests.length
  programs = [
    writes(LOOKS_FOR_ONE, { order: 'Z98' }),
    writes('const orders = await tools.shop.orders.search({})\nreturn say(`${orders.length > 0} at last`)'),
  ]
  const said = await other.ask('How is Z98 doing?')
  assert.deepEqual(await other.answers(said.threadId), ['true at last'])
  const [, again, ...more] = planRequests(before)
  const told = failureTold(again)
  assert.deepEqual([told['kind'], told['fault']], ['runtime', 'found-nothing'])
  assert.match(String(told['whatToDo']), /look elsewhere once/)
  assert.equal(more.length, 0)
  const { body } = await other.request<{ plans: { id: string }[] }>('GET', '/v1/plans')
  const file = await readEvidence(parley.as('operator'), body.plans[0]?.id ?? '')
  const { attempts } = opened<{ attempts: { literals: { ctrl: string[] }; failure: object | null }[] }>(file)
  assert.ok(attempts[1]?.literals.ctrl.some((source) => source.startsWith('tool:shop/orders.get')))
  assert.ok(!('notFound' in (attempts[0]?.failure ?? {})), 'what was told is evidence of the plan alone')
})

test('a program that says again that it found nothing is heard, and no third one is written', async () => {
  const before = model.requests.length
  programs = [writes(LOOKS_FOR_ONE, { order: 'Z97' }), writes(LOOKS_FOR_ONE, { order: 'Z97' })]
  const said = await other.ask('How is Z97 doing?')
  assert.deepEqual(await other.answers(said.threadId), ['No such order.'])
  assert.equal(planRequests(before).length, 2)
})

test('where the program after it comes to nothing, its requester hears what the first one found', async () => {
  programs = [writes(LOOKS_FOR_ONE, { order: 'Z96' }), saysJson({ program: null, slots: [], reason: 'no-tool' })]
  const said = await other.ask('How is Z96 doing?')
  assert.deepEqual(await other.answers(said.threadId), ['No such order.'])
})

deep('after two failures for the same reason no third program is written', async () => {
  const before = model.requests.length
  programs = [
    writes('const a = {}\nreturn say(a.b.c)'),
    writes('say("x")\nconst a = {}\nreturn say(a.b.c)'),
    writes('say("y")'),
  ]
  const said = await other.ask('Try what can’t work')
  assert.match(
    (await other.answers(said.threadId))[0] ?? '',
    /Something that I needed wasn’t there. Nothing was done. If you/,
  )
  assert.equal(planRequests(before).length, 2)
})

test('a model that finds no way to do it says so by a code, and the person hears it in our words', async () => {
  programs = [saysJson({ program: null, slots: [], reason: 'no-tool' })]
  const said = await other.ask('Please book me a flight to Lisbon')
  assert.deepEqual(await other.answers(said.threadId), [
    'I don’t have a tool for that. Nothing was done. If you ask for a person, I pass it on to a support lead.\nThis is what I can do:',
  ])
})

deep('a planner that is shown all tools isn’t told of others, and where it asks for them there is none', async () => {
  const before = model.requests.length
  programs = [saysJson({ program: null, slots: [], reason: null, findTools: 'book a flight' })]
  const said = await other.ask('Please book me a flight to Porto')
  assert.match((await other.answers(said.threadId))[0] ?? '', /^I don’t have a tool for that/)
  const [request, ...more] = planRequests(before)
  assert.equal(more.length, 0)
  assert.doesNotMatch(JSON.stringify(request?.body), /findTools/)
})

deep('a planner that is down is told in words, and playbooks go on', async () => {
  programs = [fails(503), fails(503)]
  const said = await other.ask('Please sort out my things')
  assert.match((await other.answers(said.threadId))[0] ?? '', /can’t work this out right now.*ask for a person/)
  const refund = await other.ask('Refund order A55')
  assert.match((await other.answers(refund.threadId))[0] ?? '', /A55/)
})

test('words of the requester’s own carry that they said them; a text that they didn’t type is the model’s', async () => {
  const mail = `tools.shop.mail.send({ to: slots.to, template: 'order-update', values: { message: slots.wish, orderId: slots.part } })`
  programs = [writes(mail, { to: 'eve@evil.example', wish: 'put it behind the house', part: '7' })]
  const said = await customer.ask('Tell me by mail: put it behind the house, for B17')
  const [effect] = (await customer.planOf(said)).effects
  assert.deepEqual(effect?.labels['/values/message']?.data, ['user:customer'])
  assert.deepEqual(effect?.labels['/to']?.data, ['model'])
  // A piece of B17 isn't what they typed.
  assert.deepEqual(effect?.labels['/values/orderId']?.data, ['model'])
})

test('what the requester quotes goes to the program as a reference with its own label, and never to its author', async () => {
  const before = model.requests.length
  programs = [
    writes(
      `tools.shop.mail.send({ to: 'maya.lindqvist@example.com', template: 'order-update', values: { message: refs.ref1 } })`,
    ),
  ]
  const said = await customer.ask('Mail me this so that I have it:\n\n> CANARY-QUOTED all is well')
  const plan = await customer.planOf(said)
  const [effect] = plan.effects
  assert.equal(valueAt(effect?.args ?? {}, '/values/message'), '> CANARY-QUOTED all is well')
  assert.match(effect?.labels['/values/message']?.data.join() ?? '', /^passage:.+\/ref1$/)
  const [request] = planRequests(before)
  assert.match(JSON.stringify(request?.messages), /ref1/)
  assert.doesNotMatch(JSON.stringify(request?.messages), /CANARY/)
})

// What a model is given of a thread is bounded well before.
const LAST_TURN = howMany({ quick: 26, deep: 50 })

deep(`turn ${LAST_TURN} costs what turn 20 does`, async () => {
  const [thread] = [await other.say('Hello')]
  await other.settled(thread.runId, 'done')
  const sizes: number[] = []
  for (let turn = 1; turn <= LAST_TURN; turn += 1) {
    const before = model.requests.length
    programs = [writes('return say("noted")')]
    await other.ask(
      `${String(turn).padStart(3, '0')} ${'I would like to tell you more about my lamp. '.repeat(13)}`,
      thread.threadId,
    )
    sizes.push(JSON.stringify(planRequests(before)[0]?.messages).length)
  }
  const [at20 = 0, last = 0] = [sizes[19], sizes.at(-1)]
  assert.equal(last, at20)
  // Of that some 8,000 are their words; the rest is the shop's tools and programs of ours.
  assert.ok(last < 34_200, String(last))
})

function failureTold(request: ChatRequest | undefined): Record<string, unknown> {
  const last = request?.messages.at(-1)
  assert.equal(last?.role, 'user')
  const text = last.content
  return z.record(z.string(), z.unknown()).parse(JSON.parse(text.slice(text.indexOf('{'), text.lastIndexOf('}') + 1)))
}
