import assert from 'node:assert/strict'
import { after, beforeEach, test } from 'node:test'
import { fails, openModelServer, saysJson, talks, type ChatRequest, type ModelReply } from '../helpers/model-server.ts'
import { startParley } from '../helpers/parley.ts'
import { readsIn, writes, type ReadWish } from '../helpers/planner-replies.ts'
import { startTestShop } from '../helpers/shop.ts'

// The example agent speaks English and German; its model reads what is written to it in all others.
const READING_DOWN = fails(400)
let readings: ModelReply[] = []
const TALK = 'Bonjour, ravi de vous lire !'
let consent: 'yes' | 'no' = 'yes'
let plans: ModelReply[] = []
const asked: string[] = []
const model = await openModelServer(
  ({ schemaName }) => {
    asked.push(schemaName ?? '')
    if (schemaName === 'reading') return readings.shift() ?? READING_DOWN
    if (schemaName === 'consent') return saysJson({ consents: consent })
    if (schemaName === 'witness') return saysJson({ deeds: [{ deed: 1, asked: 'yes' }] })
    return (schemaName === 'plan' ? plans.shift() : null) ?? fails(400)
  },
  { talk: talks(TALK) },
)
after(() => model[Symbol.asyncDispose]())
const shop = await startTestShop({ after })
const parley = await startParley({ after }, { shop, environment: model.environment })
const customer = parley.as('customer')
beforeEach(async () => {
  await shop.renew()
  asked.length = 0
  consent = 'yes'
})

const REFUND_OF_A12: Partial<ReadWish> = { procedure: 'refund', values: [{ name: 'orderId', words: 'A12' }] }
const IN_FRENCH = 'Je voudrais être remboursée pour la commande A12'
/** What somebody writes who wants A12 refunded, and agrees to it. */
const AGREED = [
  ['fr', IN_FRENCH, 'oui, vas-y'],
  ['es', 'Quiero que me devuelvan el dinero del pedido A12', 'sí, adelante'],
  ['ja', '注文A12の返金をお願いします', 'はい、お願いします'],
] as const
/** And who says no to it. */
const REFUSED = [
  ['fr', IN_FRENCH, 'non, laisse tomber'],
  ['el', 'Θέλω επιστροφή χρημάτων για την παραγγελία A12', 'όχι, άσ’ το'],
] as const

async function asksInTheirs(language: string, words: string) {
  readings = [readsIn(language, REFUND_OF_A12)]
  const said = await customer.ask(words)
  return { ...said, plan: await customer.planOf(said) }
}

function saidInOf(request: ChatRequest | undefined): string | undefined {
  return /"sayIn": "(\w+)"/u.exec(request?.messages.map(({ content }) => content).join('\n') ?? '')?.[1]
}

async function saidBack(threadId: string): Promise<string> {
  return (await customer.answers(threadId)).at(-1) ?? ''
}

for (const [language, wish, yes] of AGREED) {
  test(`a deed asked for in ${language} is proposed once, whatever a witness says, and a yes in it is its requester's own`, async () => {
    const { plan, threadId, runId } = await asksInTheirs(language, wish)
    assert.deepEqual(
      [plan.playbook, plan.status, plan.awaits, plan.intent?.doubts, plan.intent?.language],
      ['refund', 'waiting', ['requester'], ['language'], language],
    )
    readings = [readsIn(language, { act: 'yes', plan: 'plan1' })]
    await customer.ask(yes, threadId)
    await customer.settled(runId, 'done')
    assert.equal((await customer.plan(plan.id)).intent?.basis, 'confirmed')
    assert.match(await saidBack(threadId), /^I take this as your yes to: Refund 24\.90 EUR for order A12/u)
    assert.deepEqual(
      (await shop.book()).refunds.map(({ orderId }) => orderId),
      ['A12'],
    )
    assert.deepEqual([...new Set(asked)], ['reading', 'consent'])
  })
}

for (const [language, wish, no] of REFUSED) {
  test(`a no in ${language} takes back what waits`, async () => {
    const { plan, threadId } = await asksInTheirs(language, wish)
    readings = [readsIn(language, { act: 'no', plan: 'plan1' })]
    await customer.ask(no, threadId)
    assert.equal((await customer.plan(plan.id)).status, 'cancelled')
    assert.deepEqual((await shop.book()).refunds, [])
  })
}

test('a word that is ours, too, is read in the language of the conversation', async () => {
  // In Polish “no” agrees.
  const { plan, threadId, runId } = await asksInTheirs('pl', 'Chciałabym zwrot pieniędzy za zamówienie A12')
  readings = [readsIn('pl', { act: 'yes', plan: 'plan1' })]
  await customer.ask('No', threadId)
  await customer.settled(runId, 'done')
  assert.equal((await customer.plan(plan.id)).status, 'done')
})

test('a value alone needs no reader, whatever the language of the conversation', async () => {
  readings = [readsIn('fr', { procedure: 'refund' })]
  const { threadId } = await customer.ask('Je voudrais être remboursée s’il vous plaît')
  assert.match(await saidBack(threadId), /^Which order is it\?/u)
  const said = await customer.ask('A12', threadId)
  assert.deepEqual((await customer.planOf(said)).intent?.doubts, ['language'])
  assert.deepEqual(asked, ['reading'])
})

test('a consent that a second reader doesn’t take for one shows the card again', async () => {
  const { plan, threadId } = await asksInTheirs('fr', IN_FRENCH)
  consent = 'no'
  readings = [readsIn('fr', { act: 'yes', plan: 'plan1' })]
  await customer.ask('oui mais seulement si c’est rapide', threadId)
  assert.equal((await customer.plan(plan.id)).status, 'waiting')
})

test('what no procedure does a model plans, and is told in which language to answer', async () => {
  readings = [readsIn('fr', { act: 'ask', from: 'tools', question: 'Où est ma commande A12 ?' })]
  plans = [writes('return say("Votre commande est en route.")')]
  const { threadId } = await customer.ask('Où est ma commande A12 en ce moment ?')
  assert.equal(await saidBack(threadId), 'Votre commande est en route.')
  assert.match(
    model.requests
      .at(-1)
      ?.messages.map(({ content }) => content)
      .join('\n') ?? '',
    /French/u,
  )
})

test('what the documents don’t answer a planner is asked in the language of the question', async () => {
  const question = 'Peki durdu, çalışmıyor, tamir ediyor musunuz?'
  readings = [readsIn('tr', { act: 'ask', from: 'documents', question, search: 'Does your moon orbit?' })]
  plans = [writes('return say("Bilmiyorum.")')]
  const { threadId } = await customer.ask(question)
  assert.equal(await saidBack(threadId), 'Bilmiyorum.')
  assert.equal(saidInOf(model.requests.at(-1)), 'Turkish')
})

test('a message whose words English has, too, is answered in the language it is read in', async () => {
  readings = [readsIn('nl', { act: 'do' })]
  plans = [writes('return say("Welk adres?")')]
  await customer.ask('Sorry, het is nummer 19, niet 9')
  assert.equal(saidInOf(model.requests.at(-1)), 'Dutch')
})

test('a short message that is read as English leaves the conversation in its language', async () => {
  readings = [readsIn('fr', { act: 'do' }), readsIn('en', { act: 'do' })]
  plans = [writes('return say("Quelle commande ?")'), writes('return say("Merci.")')]
  const { threadId } = await customer.ask('Je voudrais changer quelque chose à ma commande')
  await customer.ask('A58, mug', threadId)
  assert.equal(saidInOf(model.requests.at(-1)), 'French')
})

test('talk is talked in its language, where a second reader takes it for no more', async () => {
  readings = [readsIn('fr', { act: 'talk' })]
  const { threadId } = await customer.ask('Bonjour, comment allez-vous aujourd’hui ?')
  const parts = (await customer.messages(threadId))[1]?.parts ?? []
  const talk = parts.find((part) => part.type === 'own-words' && part.writtenBy === 'model')
  assert.ok(talk?.type === 'own-words' && talk.text.includes(TALK), JSON.stringify(parts))
})

test('where the model can’t be reached, what the agent doesn’t speak is told so', async () => {
  const { threadId } = await customer.ask(IN_FRENCH)
  assert.match(await saidBack(threadId), /^Je ne comprends pas cette langue\./u)
})
