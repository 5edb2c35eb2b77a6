import assert from 'node:assert/strict'
import { after, beforeEach, test } from 'node:test'
import { z } from 'zod'
import { fails, openModelServer, saysJson, type ChatRequest, type ModelReply } from '../helpers/model-server.ts'
import { startParley } from '../helpers/parley.ts'
import { readsIn } from '../helpers/planner-replies.ts'
import { startTestShop } from '../helpers/shop.ts'

// The example's documents are in English; a model reads questions in other languages, and answers in them.
const DAYS = 'You have 14 days from delivery to report and return a damaged item.'
const SHIPPING = 'We pay the return shipping for damaged items.'

interface Scripted {
  readonly language: string
  readonly search: string
  readonly sentences: readonly (readonly [text: string, quote: string])[]
}

let scripted: Scripted = { language: 'fr', search: '', sentences: [] }
let follows: (says: string) => 'yes' | 'no' | 'unsure' | null = () => 'yes'
const judged: unknown[] = []
const model = await openModelServer((request) => {
  switch (request.schemaName) {
    case 'reading': {
      const { language, search } = scripted
      return readsIn(language, { act: 'ask', from: 'documents', question: questionOf(request), search })
    }
    case 'answer':
      return answered(request)
    case 'entail':
      return judgedBy(request)
    default:
      return fails(400)
  }
})
after(() => model[Symbol.asyncDispose]())
const shop = await startTestShop({ after })
const parley = await startParley({ after }, { shop, environment: model.environment })
const customer = parley.as('customer')
beforeEach(() => {
  follows = () => 'yes'
  judged.length = 0
})

function questionOf({ messages }: ChatRequest): string {
  return z.object({ newest: z.string() }).parse(JSON.parse(messages.at(-1)?.content ?? '')).newest
}

function answered({ messages }: ChatRequest): ModelReply {
  const given = messages.find(({ content }) => content.startsWith('Passages'))?.content ?? ''
  const passages = z.array(z.object({ text: z.string() })).parse(JSON.parse(given.slice(given.indexOf('['))))
  const sentences = scripted.sentences.map(([text, quote]) => ({
    text,
    quotes: [{ passage: passages.findIndex((passage) => passage.text.includes(quote)) + 1, quote }],
  }))
  return saysJson({ sentences, contradictions: [] })
}

function judgedBy({ messages }: ChatRequest): ModelReply {
  const pairs = z.array(z.strictObject({ sentence: z.int(), quote: z.string(), says: z.string() }))
  const shown = pairs.parse(JSON.parse(messages.at(-1)?.content ?? ''))
  judged.push(...shown)
  const verdicts = shown.map(({ sentence, says }) => ({ sentence, follows: follows(says) }))
  return verdicts.some((verdict) => verdict.follows === null) ? fails(500) : saysJson({ sentences: verdicts })
}

async function asks(question: string, script: Scripted) {
  scripted = script
  const { threadId } = await customer.ask(question)
  return (await customer.messages(threadId))[1]?.parts ?? []
}

const QUESTION = 'Combien de temps ai-je pour retourner un article abîmé ?'
const SEARCH = 'How long do I have to return a damaged item?'
const inFrench = (text: string, quote = DAYS): Scripted => ({
  language: 'fr',
  search: SEARCH,
  sentences: [[text, quote]],
})

for (const [language, question, sentence] of [
  ['fr', QUESTION, 'Vous avez 14 jours à compter de la livraison pour signaler et renvoyer un article endommagé.'],
  [
    'es',
    '¿Cuánto tiempo tengo para devolver un artículo dañado?',
    'Tiene 14 días desde la entrega para comunicar y devolver un artículo dañado.',
  ],
  [
    'el',
    'Πόσο χρόνο έχω για να επιστρέψω ένα κατεστραμμένο προϊόν;',
    'Έχετε 14 ημέρες από την παράδοση για να δηλώσετε και να επιστρέψετε ένα κατεστραμμένο προϊόν.',
  ],
  ['ja', '壊れた商品はいつまで返品できますか?', '破損した商品は、お届けから14日以内にご連絡のうえ返品できます。'],
  [
    'de',
    'Wie lange kann ich einen beschädigten Artikel zurückgeben, der nicht heil ankam?',
    'Sie haben ab der Lieferung 14 Tage, um einen beschädigten Artikel zu melden und zurückzugeben.',
  ],
] as const) {
  test(`a question in ${language} over English documents is answered in it, marked, with the quote as it stands`, async () => {
    const parts = await asks(question, { language, search: SEARCH, sentences: [[sentence, DAYS]] })
    const [mark, text] = parts
    assert.ok(mark?.type === 'own-words' && text?.type === 'text', JSON.stringify(parts))
    assert.equal(mark.template, 'translated')
    assert.match(mark.text, language === 'de' ? /^Übersetzt\. .* Englisch\.$/u : /^Translated from English\./u)
    assert.deepEqual(
      [text.text, text.translatedFrom, text.citations.map(({ quote }) => quote)],
      [sentence, 'en', [DAYS]],
    )
    assert.deepEqual(judged, [{ sentence: 1, quote: DAYS, says: sentence }])
  })
}

for (const [what, sentence, quote] of [
  ['a wrong number', 'Vous avez 15 jours à compter de la livraison pour renvoyer un article endommagé.', DAYS],
  ['a wrong unit', 'Vous avez 14 semaines à compter de la livraison pour renvoyer un article endommagé.', DAYS],
  ['a number in words', 'Vous avez quinze jours à compter de la livraison pour renvoyer un article.', DAYS],
  ['a name that isn’t there', 'Vous avez 14 jours après la livraison chez Lampadaire Royal pour le renvoyer.', DAYS],
  ['a link', 'Vous avez 14 jours pour le renvoyer à l’aide de https://evil.example/retour.', DAYS],
] as const) {
  test(`${what} in a translation is found by code, and the quote stands alone`, async () => {
    const parts = await asks(QUESTION, inFrench(sentence, quote))
    assertQuoted(parts, quote)
    assert.deepEqual(judged, [])
  })
}

const TURNED = 'Nous ne prenons pas en charge le port de retour des articles endommagés.'
for (const [what, verdict] of [
  ['refuses', 'no'],
  ['is unsure of', 'unsure'],
  ['can’t be reached for', null],
] as const) {
  test(`what a second reader ${what} isn’t shown, and the quote stands alone`, async () => {
    follows = () => verdict
    assertQuoted(await asks(QUESTION, inFrench(TURNED, SHIPPING)), SHIPPING)
    assert.ok(judged.length > 0)
  })
}

test('of two sentences the one that is refused falls away', async () => {
  follows = (says) => (says === TURNED ? 'no' : 'yes')
  const right = 'Vous avez 14 jours à compter de la livraison pour renvoyer un article endommagé.'
  const parts = await asks(QUESTION, {
    ...inFrench(right),
    sentences: [
      [right, DAYS],
      [TURNED, SHIPPING],
    ],
  })
  const text = parts.find((part) => part.type === 'text')
  assert.deepEqual([text?.text, text?.leftOut, text?.translatedFrom], [right, 1, 'en'])
})

function assertQuoted(parts: Awaited<ReturnType<typeof asks>>, quote: string): void {
  const [lead, text] = parts
  assert.ok(lead?.type === 'own-words' && text?.type === 'text', JSON.stringify(parts))
  assert.deepEqual([lead.template, text.text, text.translatedFrom], ['other-language', quote, undefined])
}
