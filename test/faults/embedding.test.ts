import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { setTimeout as delay } from 'node:timers/promises'
import { hangs, openModelServer } from '../helpers/model-server.ts'
import { startParleyProcess } from '../helpers/parley-process.ts'
import { patient } from '../helpers/patient.ts'
import { startTestShop } from '../helpers/shop.ts'

/** Requests for vectors by the second model that are answered before one is left without an answer. */
const ANSWERED = 1

test('a server killed while it makes new vectors goes on with those that are missing', patient, async () => {
  const { promise: killable, resolve: hung } = Promise.withResolvers<void>()
  let isHanging = true
  let answered = 0
  const model = await openModelServer([], {
    embeddings: ({ model: name, input }) => {
      if (name !== 'second' || !arePassages(input) || !isHanging || answered++ < ANSWERED) return undefined
      hung()
      return hangs()
    },
  })
  after(() => model[Symbol.asyncDispose]())
  const shop = await startTestShop({ after })
  const environment = { EMBEDDINGS_BASE_URL: model.url, EMBEDDINGS_MODEL: 'first' }
  const parley = await startParleyProcess({ after }, { shop, environment })
  const customer = parley.as('customer')
  const find = (more = '') => customer.request('GET', `/v1/search?q=How+long+do+I+have+to+return+a+damaged+item${more}`)
  const found = (await find()).body
  await parley.stop()

  await parley.start({ EMBEDDINGS_MODEL: 'second' })
  await killable
  // The vectors of the model before serve until every passage has a new one.
  assert.deepEqual((await find()).body, found)
  await parley.kill()
  isHanging = false
  const before = batches('second')
  await parley.start()
  for (let isServing = false; !isServing; await delay(500)) {
    const at = model.embeddingRequests.length
    // Words of their own: a vector that is known isn't asked for.
    assert.equal((await find(`+${at}`)).status, 200)
    const asked = model.embeddingRequests.slice(at).filter(({ input }) => !arePassages(input))
    isServing = asked.length > 0 && asked.every((request) => request.model === 'second')
  }

  const made = batches('second')
  const kept = before.slice(0, ANSWERED).flat()
  assert.deepEqual(
    made
      .slice(before.length)
      .flat()
      .filter((text) => kept.includes(text)),
    [],
    'what was stored before the kill is not asked for again',
  )
  assert.deepEqual([...new Set(made.flat())].sort(), [...new Set(batches('first').flat())].sort())

  function batches(name: string): readonly (readonly string[])[] {
    const requests = model.embeddingRequests.filter((request) => request.model === name && arePassages(request.input))
    return requests.map(({ input }) => input)
  }
})

/** Questions, and what an agent can be asked, are a line each; a passage stands below its headings. */
function arePassages(texts: readonly string[]): boolean {
  return texts.some((text) => text.includes('\n'))
}
