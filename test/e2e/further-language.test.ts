import assert from 'node:assert/strict'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { alsoInLanguages } from '#cards/texts/spoken-language.ts'
import { planTexts } from '#cards/texts/plan-texts.ts'
import { texts } from '#cards/texts/texts.ts'
import { threadTexts } from '#cards/texts/thread-texts.ts'
import { MESSAGE_FILES } from '#text/languages/message-files.ts'
import { translationsOf } from '#text/languages/translated-texts.ts'
import { copyAgents } from '../helpers/agents.ts'
import { fails, openModelServer, saysJson, type ModelReply } from '../helpers/model-server.ts'
import { readsIn } from '../helpers/planner-replies.ts'
import { startTestShop } from '../helpers/shop.ts'

// A language that rules understand no word of, with a message file that has a few texts of ours.
assert.ok(MESSAGE_FILES instanceof Map)
MESSAGE_FILES.set('pl', {
  quotes: ['„', '”'],
  capitals: false,
  texts: {
    thread: { clockLocale: 'pl' },
    plan: {
      card: {
        needsYou: 'Wymaga Twojej zgody',
        answerBy: 'odpowiedź do {0}',
        steps: '{0, plural, one {1 krok} few {{0} kroki} other {{0} kroków}}',
        step: 'krok {0}',
      },
      asked: {
        you: 'Twoja prośba: {0}',
        quoted: '„{0}”',
        inferred: '{0, select, none {tak zrozumiane} other {zrozumiane jako: {0}}}',
        these: '{0, plural, one {Wykonaj ten krok} few {Wykonaj te {0} kroki} other {Wykonaj te {0} kroków}}',
        notMeant: 'Nie o to mi chodziło',
      },
    },
    terminal: { card: { keys: { details: '[d] szczegóły', nothing: 'inne: nic' } } },
    talk: { says: { value: 'Co mam zrobić z {values}?' } },
    dialogue: { amount: '{0, decimal} {1}', notSeen: 'Nie widzę tu tego, czego potrzebuję: {0}.' },
  },
  sentences: {
    'Done.': 'Gotowe.',
    '{first}, then {next}': '{first}, potem {next}',
    '{money} in all': 'razem: {money}',
    'number {id}': 'numer {id}',
    'I take this as your yes to: {plan}.': 'Przyjmuję to jako zgodę na: {plan}.',
    'This waits for your yes or no: {plan}.': 'To czeka na Twoje tak lub nie: {plan}.',
  },
})
// Where an earlier file in this process has drawn cards, they took their languages before this one was there.
const polish = [
  ...translationsOf([
    ['plan', planTexts],
    ['plan', texts],
    ['thread', threadTexts],
    ['terminal', texts],
  ]),
].filter(([code]) => code === 'pl')
alsoInLanguages(new Map(polish))
// Other files of this process look through all languages that there are.
const files = MESSAGE_FILES
after(() => files.delete('pl'))

const agents = await copyAgents({ after })
await agents.change('agent.yaml', 'languages: [en, de]', 'languages: [en, de, pl]')
for (const [file, text] of [
  ['agent.pl.yaml', 'title: Obsługa klienta\ngreeting: Dzień dobry.\n'],
  [
    'tools.pl.yaml',
    `tools:
  shop/refunds.create: { title: 'Zwrot {amount|money} za zamówienie {orderId}', deed: 'Zwróć {money}' }
  shop/mail.send: { title: 'E-mail do {to}: {template}' }
`,
  ],
] as const)
  await writeFile(join(agents.dir, 'support', file), text)

let readings: ModelReply[] = []
const model = await openModelServer(({ schemaName }) => {
  if (schemaName === 'reading') return readings.shift() ?? fails(400)
  return schemaName === 'consent' ? saysJson({ consents: 'yes' }) : fails(400)
})
after(() => model[Symbol.asyncDispose]())
const shop = await startTestShop({ after })
const { startParley } = await import('../helpers/parley.ts')
const { renderPlanCard } = await import('#channels/cli/plan-card.ts')
const environment = { ...model.environment, AGENTS_DIR: agents.dir }
const parley = await startParley({ after }, { shop, environment })
const customer = parley.as('customer')

test('an agent speaks a language that has a message file alone, and what that lacks is English', async () => {
  readings = [readsIn('pl', { procedure: 'refund', values: [{ name: 'orderId', words: 'A12' }] })]
  const said = await customer.ask('Chciałabym zwrot pieniędzy za zamówienie A12')
  const plan = await customer.planOf(said)
  assert.deepEqual([plan.language, plan.intent?.doubts], ['pl', ['language']])
  const clock = { now: new Date(plan.expiresAt ?? ''), timeZone: 'UTC' }
  const card = renderPlanCard(plan, { width: 100, unicode: true, reader: { id: plan.requester.id, roles: [] }, clock })
  for (const line of [
    /^Wymaga Twojej zgody · odpowiedź do .*\d\d:\d\d/mu,
    /^Zwrot 24,90 EUR za zamówienie A12, potem e-mail do/mu,
    /^Twoja prośba: „Chciałabym zwrot pieniędzy za zamówienie A12” · zrozumiane jako: Refund an order$/mu,
    /^You get 24,90 EUR back · 1 mail · can't be undone$/mu,
    /^\[y\] Zwróć 24,90 EUR i e-mail .*\[n\] Nie o to mi chodziło/mu,
  ])
    assert.match(card, line)
  // “No” agrees in Polish.
  readings = [readsIn('pl', { act: 'yes', plan: 'plan1' })]
  await customer.ask('No', said.threadId)
  await customer.settled(said.runId, 'done')
  const answers = (await customer.answers(said.threadId)).join('\n')
  assert.match(answers, /^Przyjmuję to jako zgodę na: Zwrot 24,90 EUR za zamówienie A12, potem e-mail do/mu)
  assert.match(answers, /^Gotowe\.\n- Zwrot 24,90 EUR za zamówienie A12 \(numer R\d+\)$/mu)
})

test('without the model rules read a value in it, and ask what it is for', async () => {
  readings = []
  const { threadId } = await customer.ask('Chciałabym zwrot pieniędzy za zamówienie A12')
  assert.deepEqual(await customer.answers(threadId), ['Co mam zrobić z „A12”?'])
})
