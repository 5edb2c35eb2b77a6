import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { z } from 'zod'
import type { DocumentTextView } from '#contract/knowledge.ts'
import type { MessageView } from '#contract/message.ts'
import { copyAgents } from '../helpers/agents.ts'
import { fails, openModelServer, saysJson, type ChatRequest, type ModelReply } from '../helpers/model-server.ts'
import { startShop } from '../helpers/parley.ts'
import { routesTo } from '../helpers/planner-replies.ts'
import { patient } from '../helpers/patient.ts'

const DOCUMENT = {
  title: 'Crème brûlée für Zuhause',
  source: 'crème/brûlée',
  acl: ['public'],
  text: `# Crème brûlée für Zuhause

The crème brûlée torch costs 24 EUR and is refilled for free within 60 days.

The Gänseliesel café opens at nine on Tuesdays.

# Küchenschränke

Die Gebühr für den Rücktransport der Küchenschränke beträgt 35 EUR.

Schränke mit Gravur nehmen wir höchstens 12 Tage nach der Lieferung zurück.

| Größe | Gewicht |
| --- | --- |
| Größe Ä | 12 kg |
| Größe Ö | 18 kg |`,
}
const QUESTIONS = [
  'What does the crème brûlée torch cost?',
  'When does the Gänseliesel café open?',
  'Wie hoch ist die Gebühr für den Rücktransport der Küchenschränke?',
  'Wie lange nehmen wir Schränke mit Gravur zurück?',
  'Wie schwer ist Größe Ö?',
]
/** What a model says, with what it quotes. */
const SAID: readonly (readonly [question: string, sentence: string, quote: string])[] = [
  [
    'How much is the crème brûlée torch?',
    'The crème brûlée torch costs 24 EUR.',
    'The crème brûlée torch costs 24 EUR and is refilled for free within 60 days.',
  ],
  [
    'Bis wann nehmt ihr Schränke mit Gravur?',
    'Schränke mit Gravur nehmen wir höchstens 12 Tage nach der Lieferung zurück.',
    'Schränke mit Gravur nehmen wir höchstens 12 Tage nach der Lieferung zurück.',
  ],
]
const FORMS = ['NFC', 'NFD'] as const

const agents = await copyAgents({ after })
let answer: (request: ChatRequest) => ModelReply = () => fails(400)
const model = await openModelServer((request) => {
  if (request.schemaName === 'reading') return routesTo('answer')
  return request.schemaName === 'answer' ? answer(request) : fails(400)
})
after(() => model[Symbol.asyncDispose]())
const { parley, customer } = await startShop(
  { after },
  { environment: { AGENTS_DIR: agents.dir, ...model.environment } },
)

/** All answers while the document is there in a form, asked in each; with the model's quotes in the other form. */
async function answersIn(form: (typeof FORMS)[number]) {
  const text = DOCUMENT.text.normalize(form)
  const sent = { ...DOCUMENT, text, title: DOCUMENT.title.normalize(form) }
  assert.equal((await parley.as('operator').request('POST', '/v1/documents', sent)).status, 202)
  const said: string[] = []
  for (const asked of FORMS) {
    answer = () => fails(400)
    for (const question of QUESTIONS) said.push(await answered(question.normalize(asked)))
    for (const [question, sentence, quote] of SAID) {
      answer = quoting(sentence.normalize(asked), quote.normalize(form === 'NFC' ? 'NFD' : 'NFC'))
      said.push(await answered(question.normalize(asked)))
    }
  }
  return said
}

async function answered(question: string): Promise<string> {
  const { threadId } = await customer.ask(question)
  const parts = (await customer.messages(threadId))[1]?.parts ?? []
  const shown: string[] = []
  for (const part of parts) {
    shown.push('text' in part ? part.text : part.type)
    if (part.type !== 'text') continue
    for (const citation of part.citations) shown.push(await quoteOf(citation))
  }
  return `${question}\n${shown.join('\n')}`.normalize('NFC')
}

type Citation = Extract<MessageView['parts'][number], { type: 'text' }>['citations'][number]

// What is cited stands there byte for byte.
async function quoteOf({ document, passageId, span, quote }: Citation): Promise<string> {
  const path = `/v1/documents/${document.id}/versions/${document.version}`
  const { body } = await customer.request<DocumentTextView>('GET', path)
  const passage = body.passages.find((one) => one.passageId === passageId) ?? assert.fail(JSON.stringify(body))
  assert.equal(passage.text.slice(span.start - passage.start, span.end - passage.start), quote)
  return quote
}

function quoting(text: string, quote: string): typeof answer {
  return ({ messages }) => {
    const given = messages.find(({ content }) => content.startsWith('Passages'))?.content ?? ''
    const passages = z.array(z.object({ text: z.string() })).parse(JSON.parse(given.slice(given.indexOf('['))))
    const has = (passage: { readonly text: string }) => passage.text.normalize().includes(quote.normalize())
    const passage = passages.findIndex(has) + 1
    return saysJson({ sentences: [{ text, quotes: [{ passage, quote }] }], contradictions: [] })
  }
}

test('a document in NFD answers as the same one in NFC, and its quotes stand in it as they are', patient, async () => {
  const [composed, apart] = [await answersIn('NFC'), await answersIn('NFD')]
  for (const [at, said] of composed.entries()) assert.equal(apart[at], said)
  assert.equal(composed.filter((said) => /24 EUR|nine|35 EUR|12 Tage|18 kg/u.test(said)).length, composed.length)
})
