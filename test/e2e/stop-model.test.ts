import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { someOf } from '../helpers/depth.ts'
import { fails, hangs, openModelServer, type ModelReply } from '../helpers/model-server.ts'
import { startShop } from '../helpers/parley.ts'
import { routesTo, writes } from '../helpers/planner-replies.ts'

// What the model says, in order, by the kind of question that it is asked.
let script: Record<string, ModelReply[]> = {}
const model = await openModelServer(({ schemaName }) => script[schemaName ?? '']?.shift() ?? fails(400))
after(() => model[Symbol.asyncDispose]())
const { customer } = await startShop({ after }, { environment: model.environment })

const WISH = 'Could you have a look at my vase and see what can be done about it?'

const MOMENTS = [
  ['chooses what a message is for', WISH, { reading: [hangs()] }, { stage: 'routing', attempt: null }],
  [
    'answers',
    'How long does a refund take?',
    { reading: [routesTo('answer')], answer: [hangs()] },
    { stage: 'answering', attempt: null },
  ],
  ['writes a plan', WISH, { reading: [routesTo('plan')], plan: [hangs()] }, { stage: 'writing', attempt: null }],
  [
    'mends its plan',
    WISH,
    { reading: [routesTo('plan')], plan: [writes('const a = '), hangs()] },
    { stage: 'mending', attempt: { at: 1, of: 2 } },
  ],
] as const

for (const [title, words, replies, { stage, attempt }] of someOf(MOMENTS)) {
  test(`while a model ${title} that is told, and can be stopped`, async () => {
    script = Object.fromEntries(Object.entries(replies).map(([name, list]) => [name, [...list]]))
    const said = await customer.say(words)
    const progress = await customer.progress(said.threadId, (told) => told.stage === stage)
    assert.deepEqual(progress.attempt, attempt)
    assert.equal((await customer.request('POST', `/v1/runs/${said.runId}/cancel`)).status, 200)
    await customer.settled(said.runId, 'cancelled')
    assert.deepEqual(await customer.answers(said.threadId), ['You stopped this; nothing was done.'])
  })
}
