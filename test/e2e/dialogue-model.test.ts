import assert from 'node:assert/strict'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, beforeEach, test } from 'node:test'
import { copyAgents } from '../helpers/agents.ts'
import { COLLECTION } from '../helpers/collection-playbook.ts'
import { someOf, deep } from '../helpers/depth.ts'
import { fails, openModelServer, saysJson, type ModelReply } from '../helpers/model-server.ts'
import { startParley } from '../helpers/parley.ts'
import { routesTo } from '../helpers/planner-replies.ts'
import { startTestShop } from '../helpers/shop.ts'

// What the model says is set by each test, by the kind of question that it is asked.
let script: Record<string, ModelReply> = {}
const model = await openModelServer(({ schemaName }) => script[schemaName ?? ''] ?? fails(400))
after(() => model[Symbol.asyncDispose]())
const shop = await startTestShop({ after })
const agents = await copyAgents({ after })
await writeFile(join(agents.dir, 'support/playbooks/collection.js'), COLLECTION)
const parley = await startParley(
  { after },
  {
    shop,
    environment: {
      AGENTS_DIR: agents.dir,
      ...model.environment,
    },
  },
)
const customer = parley.as('customer')
beforeEach(() => (script = {}))

const WORTH = 'What is it worth?'
const CONFIRM = 'I’ll have order A17 collected on 12 March 2098, worth 12.00 EUR, reason late. Shall I?'

function understands(understanding: string, slots: Record<string, string> = {}): ModelReply {
  return saysJson({ understanding, slots: Object.entries(slots).map(([name, words]) => ({ name, words })) })
}

/** Says all that and gives the last answer, with the requests for words that the model got on the last of them. */
async function lastOf(...messages: readonly string[]) {
  let thread: string | undefined
  let before = 0
  for (const text of messages) {
    before = model.requests.length
    thread = (await customer.ask(text, thread)).threadId
  }
  assert.ok(thread)
  const asked = model.requests.slice(before).filter(({ schemaName }) => schemaName === 'slots')
  return { threadId: thread, answer: (await customer.answers(thread)).at(-1), asked }
}

const AT_WORTH = ['collect order A17', '12 March 2098'] as const
const AT_CONFIRM = [...AT_WORTH, '12 EUR', 'late', 'skip'] as const

test('a model is asked only where the rules find nothing', async () => {
  const { answer, asked } = await lastOf(...AT_CONFIRM)
  assert.equal(answer, CONFIRM)
  assert.equal(model.requests.length, 0)
  assert.deepEqual(asked, [])
})

test('a model points at the words that hold a value, and our rules read them', async () => {
  script['slots'] = understands('continue', { worth: '12' })
  const { threadId, answer, asked } = await lastOf(...AT_WORTH, 'I think I paid 12 for it back then')
  assert.equal(answer, 'What was wrong with it?')
  assert.equal(asked.length, 1)
  await customer.ask('late', threadId)
  await customer.ask('skip', threadId)
  assert.equal((await customer.answers(threadId)).at(-1), CONFIRM)
})

for (const [title, reply, says] of someOf(
  [
    ['words that aren’t in the message', understands('continue', { worth: '13' }), 'I think I paid 12 for it'],
    [
      'words that aren’t in the message as they stand',
      understands('continue', { worth: '12.00 EUR' }),
      'I think I paid 12 for it',
    ],
    ['words that hold no such value', understands('continue', { worth: 'paid' }), 'I think I paid 12 for it'],
    ['an amount over the limit', understands('continue', { worth: '600' }), 'I think I paid 600 for it'],
    [
      'a slot that there isn’t',
      understands('continue', { ['__proto__']: '12', price: '12' }),
      'I think I paid 12 for it',
    ],
    [
      'a change of what wasn’t to be changed',
      understands('continue', { orderId: 'A12' }),
      'I got it after a, well, A12ish thing',
    ],
    ['a piece of an amount', understands('continue', { worth: '12' }), 'I think I paid 12.800,50,1 for it'],
    ['no words', understands('continue', { worth: '' }), 'I think I paid 12 for it'],
    ['nothing, because it is down', fails(503), 'I think I paid 12 for it'],
    ['something else than was asked of it', saysJson({ yes: true }), 'I think I paid 12 for it'],
  ] as const,
  4,
)) {
  test(`a model that gives ${title} changes nothing`, async () => {
    script['slots'] = reply
    const { answer } = await lastOf(...AT_WORTH, says)
    assert.equal(answer, `I don’t see an amount such as 12.50 EUR in that. ${WORTH}`)
  })
}

test('a model understands a correction in other words', async () => {
  script['slots'] = understands('change', { worth: '10' })
  const { answer } = await lastOf(...AT_CONFIRM, 'hm, it has cost me 10 all in all')
  assert.equal(answer, `Changed: worth 10.00 EUR. ${CONFIRM.replace('12.00', '10.00')}`)
})

deep('a model understands a cancel in other words', async () => {
  script['slots'] = understands('cancel')
  const { answer } = await lastOf(...AT_WORTH, 'let us rather leave all of it as it is')
  assert.equal(answer, 'All right, I’ve left it. Nothing was done.')
})

deep('a model that takes a message for a question has it answered, and what was open is asked again', async () => {
  script['slots'] = understands('other')
  script['route'] = routesTo('answer')
  const { answer } = await lastOf(...AT_WORTH, 'tell me about the time that a refund takes')
  assert.match(answer ?? '', new RegExp(`\\n${WORTH.replace('?', '\\?')}$`))
})

test('what is asked before a deed no model answers', async () => {
  script['slots'] = understands('continue')
  const { answer } = await lastOf(...AT_CONFIRM, 'that would be rather lovely I suppose')
  assert.equal(answer, `Please say yes or no, or what to change. ${CONFIRM}`)
})

test('a first message in other words is looked through once for what the rules don’t find', async () => {
  script['route'] = routesTo('playbook', 'collection')
  script['slots'] = understands('continue', { worth: '12', reason: 'late' })
  const { threadId, answer, asked } = await lastOf('somebody should fetch this, it came late and I paid 12 for it')
  assert.equal(answer, 'Which order is it?')
  assert.equal(asked.length, 1)
  script = {}
  await customer.ask('A17', threadId)
  await customer.ask('12 March 2098', threadId)
  assert.equal((await customer.answers(threadId)).at(-1), 'Where shall we write to?')
})

test('a model is shown what was typed and what is asked for, and never what is quoted', async () => {
  script['slots'] = understands('continue')
  const { asked } = await lastOf(...AT_WORTH, 'as they write to me\n\n> CANARY it is worth 400 EUR')
  assert.equal(asked.length, 1)
  assert.match(JSON.stringify(asked), /What is it worth/)
  assert.doesNotMatch(JSON.stringify(asked), /CANARY/)
})
