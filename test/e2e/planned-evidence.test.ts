import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { z } from 'zod'
import { canonicalJson, sha256 } from '#core/commitment.ts'
import { JsonObject } from '#core/json.ts'
import { deep } from '../helpers/depth.ts'
import { openPlaceAsOwner } from '../helpers/database.ts'
import { opened, readEvidence } from '../helpers/evidence.ts'
import { fails, openModelServer } from '../helpers/model-server.ts'
import { startShop } from '../helpers/parley.ts'
import { routesTo, writes } from '../helpers/planner-replies.ts'

const PROGRAM = `const order = await tools.shop.orders.get({ id: slots.order })
tools.shop.refunds.create({ orderId: order.id, amount: order.total, currency: order.currency, reason: 'damaged' })
return say('I have prepared it.')`

const model = await openModelServer(({ schemaName }) => {
  if (schemaName === 'reading') return routesTo('plan')
  return schemaName === 'plan' ? writes(PROGRAM, { order: 'A17' }) : fails(400)
})
after(() => model[Symbol.asyncDispose]())
const environment = { ...model.environment, OPENAI_MODEL: 'planner-of-record', RUN_LEASE_MS: '1500' }
const { parley, customer, lead, shop } = await startShop({ after }, { environment })

const Statement = z.looseObject({
  about: z.looseObject({ prompt: z.string(), model: z.string(), agentHash: z.string() }),
  seal: z.looseObject({ digest: z.string() }),
  approved: z.looseObject({ program: JsonObject, digest: z.string().optional() }),
  modelCalls: z.array(z.looseObject({ prompt: z.string(), model: z.string() })),
})

async function waiting() {
  const said = await customer.ask('My vase A17 came in pieces. Give me back what I paid.')
  assert.equal(said.run.status, 'waiting')
  return { ...said, plan: await customer.planOf(said) }
}

test('prompt version and model name of a plan that a model wrote stand in what was approved, in its digest and its evidence', async () => {
  const { plan } = await waiting()
  const file = await readEvidence(lead, plan.id)
  const { about, approved, modelCalls } = Statement.parse(opened(file))
  assert.match(about.prompt, /^plan(ner)?@\d+$/)
  assert.equal(about.model, 'planner-of-record')
  const { prompt, model: name, author, hash, source } = approved.program
  assert.deepEqual(
    { author, prompt, name, hash, source },
    { author: 'model', prompt: about.prompt, name: about.model, hash: about.agentHash, source: PROGRAM },
  )
  assert.ok(modelCalls.some((call) => call.prompt === about.prompt && call.model === about.model))
  // The digest is of just that: with another model's name in it, it is another.
  const sealed = JsonObject.parse(file.statement['approved'])
  const digestOf = (document: JsonObject) => sha256(canonicalJson({ version: 'parley-plan-v1', ...document }))
  assert.equal(digestOf(sealed), plan.digest)
  for (const change of [{ model: 'another' }, { prompt: 'planner@0' }]) {
    const program = { ...JsonObject.parse(sealed['program']), ...change }
    assert.notEqual(digestOf({ ...sealed, program }), plan.digest)
  }
})

for (const [what, change] of [
  ['the model’s name', `model = 'another'`],
  ['the prompt’s version', `prompt = 'planner@0'`],
  ['the agent’s files', `agent_hash = 'sha256:0'`],
] as const) {
  deep(
    `${what} changed in the rows of a plan that a model wrote: its approval does nothing, and the program is named`,
    async () => {
      const { plan, runId, threadId } = await waiting()
      await parley.stop()
      await using owner = await openPlaceAsOwner(parley.place)
      await owner.exec(`update plans set ${change} where id = '${plan.id}'`)
      await owner[Symbol.asyncDispose]()
      await parley.start()
      assert.equal((await lead.decide(plan, 'approve')).status, 200)
      assert.equal((await customer.decide(plan, 'approve')).status, 200)
      await customer.settled(runId, 'done')
      assert.match((await customer.answers(threadId))[0] ?? '', /\(program differs\)\. Nothing was done/)
      assert.deepEqual((await shop.book()).refunds, [])
    },
  )
}
