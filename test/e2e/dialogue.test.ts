import assert from 'node:assert/strict'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { deep, someOf } from '../helpers/depth.ts'
import { copyAgents } from '../helpers/agents.ts'
import { COLLECTION } from '../helpers/collection-playbook.ts'
import { startShop } from '../helpers/parley.ts'
import type { PersonClient } from '../helpers/parley-client.ts'
import { startParleyProcess } from '../helpers/parley-process.ts'

const agents = await copyAgents({ after })
await writeFile(join(agents.dir, 'support/playbooks/collection.js'), COLLECTION)
// A request that begins with a word which, alone, ends a conversation.
const CANCEL = `export const playbook = {
  title: 'Cancel an order',
  examples: ['cancel my order A12', 'cancel order A12'],
  slots: { orderId: { type: 'pattern', pattern: '[A-Z]\\\\d+' } },
}
export default ({ slots, say }) => { say(\`Order \${slots.orderId} will be cancelled.\`) }
`
await writeFile(join(agents.dir, 'support/playbooks/cancel.js'), CANCEL)
const environment = { AGENTS_DIR: agents.dir }
const { parley, customer, shop } = await startShop({ after }, { environment })

const ALL = 'book a collection for A17 on 12 March 2098, it is worth 12,50 €, it came broken'
const CONFIRM = 'I’ll have order A17 collected on 12 March 2098, worth 12.50 EUR, reason damaged. Shall I?'
const DONE = '["A17","2098-03-12",{"amount":1250,"currency":"EUR"},"damaged",null,null]'
const ASK = {
  order: 'Which order is it?',
  day: 'On which day?',
  worth: 'What is it worth?',
  reason: 'What was wrong with it?',
  contact: 'Where shall we write to?',
}
const CANCELLED = 'All right, I’ve left it. Nothing was done.'

type Turn = readonly [says: string, answer: string | RegExp]

/** Says one thing after the other in a thread, and compares what comes of each. */
async function converse(turns: readonly Turn[], client: PersonClient = customer, threadId?: string): Promise<string> {
  let thread = threadId
  for (const [says, expected] of turns) {
    const { threadId: id, run } = await client.ask(says, thread)
    thread = id
    const answer = (await client.answers(id)).at(-1) ?? ''
    if (typeof expected === 'string') assert.equal(answer, expected, `to “${says}”`)
    else assert.match(answer, expected, `to “${says}”`)
    assert.notEqual(run.status, 'failed')
  }
  assert.ok(thread)
  return thread
}

const CONVERSATIONS: Readonly<Record<string, readonly Turn[]>> = {
  'what is missing is asked one at a time, in the order of the header, and confirmed': [
    ['book a collection', ASK.order],
    ['A17', ASK.day],
    ['12 March 2098', ASK.worth],
    ['12.50', ASK.reason],
    ['it was cracked', ASK.contact],
    ['skip', CONFIRM],
    ['yes', DONE],
  ],
  'all that is said at once is taken; an optional slot that is always asked may be filled': [
    [ALL, ASK.contact],
    ['ana@example.com', CONFIRM.replace('damaged.', 'damaged, contact ana@example.com.')],
    ['go ahead, please', DONE.replace('null]', '"ana@example.com"]')],
  ],
  'a question in the middle is answered from the documents, and what was open is asked again': [
    ['collect order A17', ASK.day],
    ['How long do I have to return a damaged item?', /14 days[^]*\nOn which day\?$/],
    ['What’s the capital of France?', /not in our documents[^]*\nOn which day\?$/],
    ['12.3.2098', ASK.worth],
  ],
  'a question while the confirmation is open leaves it open': [
    [ALL, ASK.contact],
    ['no', CONFIRM],
    ['How long does a refund take to reach my account?', new RegExp(`\\n${CONFIRM.replaceAll(/[?.]/g, '\\$&')}$`)],
    ['yes', DONE],
  ],
  'another procedure’s example switches, and says so; what is left aside can be taken up again': [
    ['collect order A17', ASK.day],
    ['rather refund order A55', /^I’ve left “Book a collection” aside\.\n[^]*A55 is shipped/],
    ['go on', ASK.day],
    ['2098-03-12', ASK.worth],
  ],
  'another procedure that has to ask itself says what it leaves': [
    ['book a collection', ASK.order],
    [
      'I want my money back',
      'I’ve left “Book a collection” aside. Which order is it? A letter and a number, such as A17.',
    ],
    ['A55', /A55 is shipped/],
  ],
  'who wants a person in the middle gets one': [
    ['book a collection', ASK.order],
    ['I want to talk to a person', 'A support lead will take this from here.'],
  ],
  'a slot that was filled is corrected while others are asked': [
    ['collect order A17', ASK.day],
    ['no, A12', 'Changed: order A12. On which day?'],
    ['make it A13 instead', 'Changed: order A13. On which day?'],
    ['12 March 2098, 12 EUR, late', ASK.contact],
    ['not late, damaged', 'Changed: reason damaged. Where shall we write to?'],
    ['skip', 'I’ll have order A13 collected on 12 March 2098, worth 12.00 EUR, reason damaged. Shall I?'],
  ],
  'a slot is corrected at the confirmation, which then asks again': [
    [ALL, ASK.contact],
    ['none', CONFIRM],
    ['no, A12', `Changed: order A12. ${CONFIRM.replace('A17', 'A12')}`],
    [
      'change the day to 13 March 2098',
      `Changed: day 13 March 2098. ${CONFIRM.replace('A17', 'A12').replace('12 March', '13 March')}`,
    ],
    ['ok', DONE.replace('A17', 'A12').replace('03-12', '03-13')],
  ],
  'another value that is only mentioned is asked about': [
    ['collect order A17', ASK.day],
    ['A12 shall go on 12 March 2098', 'Do you mean A17 or A12?'],
    ['the second', ASK.worth],
    ['3 EUR', ASK.reason],
    ['other', ASK.contact],
    ['no', 'I’ll have order A12 collected on 12 March 2098, worth 3.00 EUR, reason other. Shall I?'],
  ],
  'two values of which one is meant are asked about: neither is guessed': [
    ['Refund A12 or A55', 'You said A12 and A55. Which order is it? A letter and a number, such as A17.'],
    ['A55', /A55 is shipped/],
  ],
  'a no at the confirmation ends it, and nothing is done': [
    [ALL, ASK.contact],
    ['skip', CONFIRM],
    ['no', CANCELLED],
    ['yes', /^Yes to what\?/],
  ],
  'anything else at the confirmation is no yes': [
    [ALL, ASK.contact],
    ['skip', CONFIRM],
    ['yes but not yet', `Please say yes or no, or what to change. ${CONFIRM}`],
    ['yes and no', `Please say yes or no, or what to change. ${CONFIRM}`],
  ],
  'cancelling while slots are asked ends it': [
    ['collect order A17', ASK.day],
    ['never mind', CANCELLED],
    ['12 March 2098', /not in our documents/],
  ],
  'an order that is to be cancelled is a request, not the end of the conversation': [
    ['collect order A17', ASK.day],
    ['cancel my order A13', 'I’ve left “Book a collection” aside.\nOrder A13 will be cancelled.'],
    ['go on', ASK.day],
    ['no, rather cancel order A12', 'I’ve left “Book a collection” aside.\nOrder A12 will be cancelled.'],
    ['cancel', /^(?!All right)/],
  ],
  'cancelling at the confirmation ends it': [
    [ALL, ASK.contact],
    ['skip', CONFIRM],
    ['Forget it!', CANCELLED],
  ],
  'what may be meant in two ways is asked with both': [
    ['collect order A17', ASK.day],
    ['03/04/2098', 'Do you mean 3 April 2098 or 4 March 2098?'],
    ['the second one', ASK.worth],
    ['600 EUR', '600.00 EUR is more than I can take: at most 500.00 EUR. Please tell me the worth.'],
    ['1.20 EUR', ASK.reason],
  ],
  'a single way to read what may be meant otherwise takes a yes': [
    ['collect order A17', ASK.day],
    ['12 March 2098', ASK.worth],
    ['1.200 EUR', 'Do you mean 1.20 EUR?'],
    ['yes', ASK.reason],
  ],
  'what can’t be taken is said with the reason; after the third time a person is offered': [
    ['book a collection', ASK.order],
    ['the blue one', 'I don’t see a letter and a number, such as A17 in that. Please tell me the order.'],
    ['blue, I said', 'I don’t see a letter and a number, such as A17 in that. Please tell me the order.'],
    ['just the blue one', /^I don’t see[^]*Shall I pass this on to a person\?$/],
    ['yes', 'A support lead will take this from here.'],
  ],
  'what was needed is taken also when a person was offered': [
    ['collect order A17', ASK.day],
    [
      '1 March 2150',
      '1 March 2150 is too late: the last day that I can take is 31 December 2099. Please tell me the day.',
    ],
    ['31 February 2098', '31 February 2098 isn’t in the calendar. Please tell me the day.'],
    ['soon', /Shall I pass this on to a person\?$/],
    ['12 March 2098', ASK.worth],
  ],
  'who neither helps nor wants a person is left alone in the end': [
    ['book a collection', ASK.order],
    ...['x', 'y', 'z', 'u', 'v'].map((says): Turn => [says, /./]),
    ['w', 'We aren’t getting there, so I’ve stopped. Nothing was done.'],
  ],
  'an optional slot is not asked, but what can’t be taken of it is said': [
    [`${ALL}, 7 bags`, '7 is more than I can take: at most 5. Which bags do you mean?'],
    ['5', ASK.contact],
    ['skip', CONFIRM.replace('reason damaged', 'reason damaged, bags 5')],
  ],
  'a question is forgotten after several messages about something else': [
    ['collect order A17', ASK.day],
    ...Array.from({ length: 6 }, (): Turn => ['How long do refunds take?', /On which day\?$/]),
    ['12 March 2098', /not in our documents/],
  ],
  'the plain refund asks nothing and confirms nothing': [['Refund order A55', /^Order A55 is shipped/]],
}

// Nobody may say more than so much in a minute; whose order it is matters for A55 alone.
const PEOPLE = ['other-customer', 'support-lead', 'other-lead', 'finance'].map((person) => parley.as(person))

for (const [index, [title, turns]] of someOf(Object.entries(CONVERSATIONS).entries())) {
  const isOwn = turns.some(([says]) => says.includes('A55'))
  const client = (isOwn ? undefined : PEOPLE[index % PEOPLE.length]) ?? customer
  test(title, async () => void (await converse(turns, client)))
}

deep('a conversation goes on where it was after the server was stopped, and after it was killed', async () => {
  const server = await startParleyProcess({ after }, { shop, environment })
  const person = server.as('customer')
  const thread = await converse([['collect order A17', ASK.day]], person)
  await server.stop()
  await server.start()
  await converse([['2098-03-12', ASK.worth]], person, thread)
  await server.kill()
  await server.start()
  await converse(
    [
      ['12 EUR', ASK.reason],
      ['late', ASK.contact],
    ],
    person,
    thread,
  )
  await server.stop()
  await server.start()
  await converse(
    [['no', 'I’ll have order A17 collected on 12 March 2098, worth 12.00 EUR, reason late. Shall I?']],
    person,
    thread,
  )
  await server.stop()
  await server.start()
  await converse([['yes', DONE.replace('1250', '1200').replace('damaged', 'late')]], person, thread)
})

deep('two threads at once don’t know of each other', async () => {
  const one = await converse([['collect order A17', ASK.day]])
  const other = await converse([['book a collection', ASK.order]])
  await Promise.all([
    converse([['12 March 2098', ASK.worth]], customer, one),
    converse([['A12', ASK.day]], customer, other),
  ])
  await Promise.all([
    converse([['cancel', CANCELLED]], customer, one),
    converse([['13 March 2098', ASK.worth]], customer, other),
  ])
})

deep('of several messages at once none answers what the one before asks, which stays open', async () => {
  await parley.stop()
  await parley.start({ RUN_WORKER: 'false' })
  const { threadId } = await customer.say('book a collection')
  await customer.say('A17', threadId)
  const last = await customer.say('12 March 2098', threadId)
  await parley.stop()
  await parley.start({ RUN_WORKER: 'true' })
  await customer.settled(last.runId, 'done')
  assert.equal((await customer.answers(threadId))[0], ASK.order)
  await converse(
    [
      ['A17', ASK.day],
      ['12 March 2098', ASK.worth],
    ],
    customer,
    threadId,
  )
})

deep('a message that was stopped before it was routed doesn’t lose the question', async () => {
  await parley.stop()
  await parley.start({ RUN_WORKER: 'false' })
  const { id } = (await customer.request<{ id: string }>('POST', '/v1/threads', {})).body
  const first = await customer.say('collect order A17', id)
  const second = await customer.say('never', id)
  assert.equal((await customer.request('POST', `/v1/runs/${second.runId}/cancel`)).status, 200)
  await parley.stop()
  await parley.start({ RUN_WORKER: 'true' })
  await customer.settled(first.runId, 'done')
  await converse([['12 March 2098', ASK.worth]], customer, id)
})

test('a question asked again has other words than the first, and what there is to press', async () => {
  const { threadId } = await customer.ask('I want my money back')
  assert.deepEqual(await choicesIn(threadId), [])
  await customer.ask('the one with the mug', threadId)
  const answers = await customer.answers(threadId)
  assert.match(answers.at(-1) ?? '', /Please tell me the order id, such as A17\.$/u)
  assert.ok(!answers.at(-1)?.includes(answers[0] ?? '-'))
  assert.deepEqual(
    (await choicesIn(threadId)).map(({ label }) => label),
    ['Talk to a person', 'Leave it'],
  )
  const [, leave] = await choicesIn(threadId)
  await customer.ask(leave?.says ?? '', threadId)
  assert.equal((await customer.answers(threadId)).at(-1), CANCELLED)
})

async function choicesIn(threadId: string) {
  const messages = await customer.messages(threadId)
  return (messages.at(-1)?.parts ?? []).flatMap((part) => (part.type === 'choices' ? part.choices : []))
}
