import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { runTalks } from '../../evals/talks/run-talks.ts'
import { fails, openModelServer } from '../helpers/model-server.ts'

test('a conversation is played with a model at an address, and told with its cards, calls and tokens', async () => {
  const model = await openModelServer(() => fails(400))
  after(() => model[Symbol.asyncDispose]())
  const told: string[] = []
  await runTalks(['4', '--model', model.url], (text) => told.push(text))
  const all = told.join('\n')
  assert.match(all, /^\n## 4\. customer\n\nExpected: refund plan that waits for a lead\n/)
  assert.match(all, /\n> The lamp in A17 flickers [^\n]*\n {2}\[card: Refund 129\.00 EUR for order A17/)
  assert.match(all, /\nIn the end: Refund 129\.00 EUR for order A17, .* \(waiting\)\.$/)
  assert.equal(all.match(/^## /gmu)?.length, 1)
  assert.ok(model.requests.length > 0)
})
