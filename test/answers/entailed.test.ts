import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import { json } from 'node:stream/consumers'
import { after, test } from 'node:test'
import { setImmediate } from 'node:timers/promises'
import { AnswerChecks } from '#answers/compose/checked-answer.ts'
import { judgedByEntailment } from '#answers/sentence/entailed.ts'
import { systemContext } from '#core/context.ts'
import { createLogger } from '#core/log.ts'
import { Secret } from '#core/secret.ts'
import { openEntailment } from '#models/entailment-endpoint.ts'
import { listening } from '../helpers/listening.ts'

const asked: { readonly path: string | undefined; readonly key: string | undefined; readonly body: unknown }[] = []
let answer: { readonly status: number; readonly body: unknown } = { status: 200, body: [] }
const endpoint = createServer((request, response) => {
  void json(request).then((body) => {
    asked.push({ path: request.url, key: request.headers.authorization, body })
    response.writeHead(answer.status, { 'content-type': 'application/json' }).end(JSON.stringify(answer.body))
  })
})
const baseUrl = await listening({ after }, endpoint)

const TEXT = 'Only unused items can be returned within 30 days of delivery.'
const passage = {
  passageId: 'p1',
  document: { id: 'd1', title: 'Returns', version: 1 },
  heading: 'Returns',
  text: TEXT,
  start: 0,
  end: TEXT.length,
}
const scored = (entailment: number) => [
  [
    { label: 'entailment', score: entailment },
    { label: 'neutral', score: 1 - entailment },
  ],
]

async function shown(text: string) {
  asked.length = 0
  const entailment = openEntailment({ baseUrl, apiKey: new Secret('its-own-key') })
  const services = { entailment, gateway: null, context: systemContext(createLogger('silent')) }
  const streamed: string[] = []
  const draft = { begin: () => streamed.splice(0), add: (each: { text: string }) => streamed.push(each.text) }
  const stems = { of: () => Promise.resolve((word: string) => [word]) }
  const judge = judgedByEntailment(services, AbortSignal.timeout(10_000))
  const judged = Promise.withResolvers<void>()
  const checks = new AnswerChecks(
    { stretches: [[passage]], question: '' },
    { stems, follows: (checked, when) => judge(checked, when).finally(judged.resolve) },
    draft,
  )
  const sentence = { text, item: false, quotes: [{ passage: 1, quote: TEXT }] }
  checks.begin()
  checks.add(sentence)
  await judged.promise
  await setImmediate()
  const { sentences, dropped } = await checks.finish([sentence])
  return { whole: sentences.map((each) => each.text), streamed, dropped: dropped.map(({ code }) => code) }
}

test('a sentence that doesn’t follow by the model is dropped, streamed and whole, and is asked about once', async () => {
  answer = { status: 200, body: scored(0.1) }
  assert.deepEqual(await shown(TEXT), { whole: [], streamed: [], dropped: ['entailment'] })
  assert.deepEqual(asked, [
    { path: '/predict', key: 'Bearer its-own-key', body: { inputs: [[TEXT, TEXT]], truncate: true } },
  ])
})

test('one that follows is shown, and one that our checks drop isn’t, whatever the model says', async () => {
  answer = { status: 200, body: scored(0.9) }
  assert.deepEqual(await shown(TEXT), { whole: [TEXT], streamed: [TEXT], dropped: [] })
  const { whole, dropped } = await shown('All used items can be returned within 90 days of delivery.')
  assert.deepEqual([whole, dropped, asked], [[], ['facts'], []])
})

for (const [title, status, body] of [
  ['is down', 500, {}],
  ['answers another form', 200, { results: [] }],
  ['answers too little', 200, []],
  ['knows no such label', 200, [[{ label: 'LABEL_0', score: 0.9 }]]],
] as const)
  test(`where the model ${title}, our checks stand alone`, async () => {
    answer = { status, body }
    assert.deepEqual(await shown(TEXT), { whole: [TEXT], streamed: [TEXT], dropped: [] })
  })
