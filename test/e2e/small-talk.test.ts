import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { deep, someOf } from '../helpers/depth.ts'
import { fails, openModelServer } from '../helpers/model-server.ts'
import { startParley, startShop } from '../helpers/parley.ts'

// What people say before they say what they want, through the door that everybody comes in by.
const { parley, customer, shop } = await startShop({ after })

type Turn = readonly [says: string, answer: RegExp, choices?: readonly string[]]

const CAN = ['Refund an order']
const CAN_IN_GERMAN = ['Eine Bestellung erstatten', 'Ich möchte mit einem Menschen sprechen']
const PERSON = 'I want to talk to a person'

/** Says one thing after the other in a thread; what comes of each, and which buttons it brings. */
async function converse(turns: readonly Turn[], { as = 'customer', on = parley } = {}): Promise<void> {
  const client = on.as(as)
  let thread: string | undefined
  for (const [says, expected, buttons] of turns) {
    const { threadId } = await client.ask(says, thread)
    thread = threadId
    const answer = (await client.answers(threadId)).at(-1) ?? ''
    assert.match(answer, expected, `to “${says}”`)
    const parts = (await client.messages(threadId)).at(-1)?.parts ?? []
    const choices = parts.flatMap((part) => (part.type === 'choices' ? part.choices.map(({ says: said }) => said) : []))
    if (buttons)
      assert.deepEqual(
        choices.filter((choice) => buttons.includes(choice)),
        buttons,
        `to “${says}”`,
      )
    else assert.deepEqual(choices, [], `to “${says}”`)
  }
}

/** The first twenty things that a newcomer says to a chat before his wish, each with what a good colleague answers. */
const FIRST_WORDS: readonly Turn[] = [
  ['hi', /^Hello\. What can I do for you\?$/],
  ['hello there', /^Hello\. What can I do for you\?$/],
  ['moin', /^Guten Tag\. Was kann ich für Sie tun\?$/],
  ['yo', /^Hello\. What can I do for you\?$/],
  ['?', /^I didn’t understand that\. This is what I can do:$/, CAN],
  ['👍', /^All right\.$/],
  ['help', /^I answer questions from our documents\. .*This is what I can do:$/, [...CAN, PERSON]],
  ['test', /^I’m here\./],
  ['asdf', /^I didn’t understand that\. This is what I can do:$/, CAN],
  ["you're useless", /^I’m sorry that this is going badly\..* person/, [PERSON]],
  ['human please', /^A support lead will take this from here\.$/],
  ['forget it', /^All right\. I’m not starting anything\.$/],
  ['ok', /^All right\.$/],
  ['cancel everything', /^All right\. I’m not starting anything\.$/],
  ['A31', /^What should I do with “A31”\?$/, ['Refund order A31']],
  ['refund', /^Which order is it\?/],
  ['bye', /^Goodbye\.$/],
  ['danke', /^Gern geschehen\.$/],
  [
    'wer bist du',
    /^Ich bin „Kundendienst des Beispielladens“\. Ich bin ein Programm, kein Mensch\./,
    ['Ich möchte mit einem Menschen sprechen'],
  ],
  ['are you a bot', /^I’m a program, not a person\./, [PERSON]],
  ['what can you do?', /^I answer questions from our documents\./, CAN],
  ['hola', /^No entiendo este idioma\./],
]

for (const turn of someOf(FIRST_WORDS)) {
  test(`“${turn[0]}” is answered as a colleague would`, () => converse([turn]))
}

for (const turn of [
  ["thanks, that's all", /^You’re welcome\. Goodbye\.$/],
  ['Danke, das wars', /^Gern geschehen\. Auf Wiedersehen\.$/],
  ['hi, how are you?', /^All is well here/],
  ['order B77', /^What should I do with “B77”\?$/, ['Refund order B77']],
  ['Bestellung a12', /^Was soll ich mit „a12“ tun\?$/, ['Rückerstattung für a12']],
  ['A12 and A17', /^What should I do with “A12” and “A17”\?$/, ['Refund order A12 and A17']],
  [
    'DE89370400440532013000',
    /^What should I do with “DE89370400440532013000”\?$/,
    ['Send the money to DE89370400440532013000 instead of my old account'],
  ],
  ['A31?', /^What should I do with “A31”\?$/, ['Where is A31', 'Refund order A31', 'Cancel A31']],
  ['do something about A31!!', /^What should I do with “A31”\?$/, ['Where is A31', 'Refund order A31']],
  ['i have a problem with my order', /^I answer questions from our documents\./, CAN],
  ['Ich habe ein Problem mit meiner Bestellung', /^Ich beantworte Fragen aus unseren Unterlagen\./, CAN_IN_GERMAN],
  ['hey, ich hätte da mal eine frage', /^Ich beantworte Fragen aus unseren Unterlagen\./, CAN_IN_GERMAN],
  ['u guys suck', /^I’m sorry/, [PERSON]],
  ['24.90 EUR', /^What should I do with “24\.90 EUR”\?$/, CAN],
  ['put A12 on hold please', /^What should I do with “A12”\?$/, ['Cancel A12', 'Refund order A12']],
  ['refund the lamp', /^Which order is it\?/],
  ['Erstatten Sie die Lampe', /^Welche Bestellung ist es\?/],
  ['please sort out A12 for me', /^What should I do with “A12”\?$/, ['Cancel A12']],
  ['yes', /^Yes to what\?/],
  ['WTF 😡', /^I’m sorry/, [PERSON]],
] as const) {
  deep(`“${turn[0]}” begins nothing, and is answered`, () => converse([turn]))
}

test('a greeting before a wish is left aside, and thanks before one, too', async () => {
  await converse([['thanks! and refund A12', /^Done\.\n- Refund 24\.90 EUR for order A12/]])
  await converse([['Hi there! How long do I have to return a damaged item?', /30 days|days/]])
  await converse([['Moin, kannst du mir bitte A12 erstatten?', /A12/]])
})

deep('the button for a value says what its procedure does, and is the same as having typed it', async () => {
  await converse(
    [
      ['B77', /^What should I do with “B77”\?$/, ['Refund order B77']],
      ['Refund order B77', /^Done\.\n- Refund 45\.00 EUR for order B77/],
    ],
    { as: 'other-customer' },
  )
})

test('talk beside an open question is answered, and the question asked again; a goodbye leaves it open', async () => {
  await converse([
    ['I have a new IBAN', /^For which order\?/],
    ['hi', /^Hello\. What can I do for you\?\nFor which order\?/],
    ['are you a bot?', /^I’m a program, not a person\..*\nFor which order\?/s],
    ['bye', /^Goodbye\.$/],
    ['A17', /IBAN/],
    ['never mind', /^All right, I’ve left it\. Nothing was done\.$/],
  ])
})

/** Says it, and says no to the plan that came of it, which asks its requester about this order. */
async function saysNo(words: string, order: string, threadId: string): Promise<void> {
  const said = await customer.ask(words, threadId)
  const plan = await customer.planOf(said)
  assert.deepEqual(
    [plan.status, plan.awaits.includes('requester'), plan.title.includes(order)],
    ['waiting', true, true],
  )
  assert.equal((await customer.decide(plan, 'reject')).status, 200)
  await customer.settled(said.runId, 'done')
}

deep('what leaves out what was asked for before means the same again, and a deed is asked about first', async () => {
  const { threadId } = await customer.ask('refund order A12')
  await customer.ask('thanks', threadId)
  await saysNo('and A31?', 'A31', threadId)
  await saysNo('and what about A23', 'A23', threadId)
  await saysNo('und A31?', 'A31', threadId)
})

test('“it” is what was named last, and is asked about', async () => {
  const { threadId } = await customer.ask('A31')
  await saysNo('refund it please', 'A31', threadId)
  await customer.ask('A23', threadId)
  await saysNo('refund the other one please', 'A31', threadId)
})

deep('what goes on from nothing is a value alone', async () => {
  await converse([['and A13?', /^What should I do with “A13”\?$/, ['Refund order A13']]])
})

deep('with a model the same, which is asked about nothing but a value alone', async (t) => {
  const model = await openModelServer(() => fails(400))
  const scope = { after: (end: () => unknown) => t.after(end) }
  scope.after(() => model[Symbol.asyncDispose]())
  const withModel = await startParley(scope, { shop, environment: { ...model.environment } })
  await converse(
    [
      ['hi', /^Hello\./],
      ['A31', /^What should I do with “A31”\?$/, ['Refund order A31']],
      ['and thanks', /^You’re welcome\.$/],
    ],
    { on: withModel },
  )
  assert.deepEqual(
    model.requests.map(({ schemaName }) => schemaName),
    ['reading'],
  )
})
