import assert from 'node:assert/strict'
import { after, beforeEach, test } from 'node:test'
import { fails, openModelServer, type ModelReply } from '../helpers/model-server.ts'
import { startParley } from '../helpers/parley.ts'
import { routesTo, writes } from '../helpers/planner-replies.ts'
import { saysYes } from '../helpers/requesters-yes.ts'
import type { Said } from '../helpers/parley-client.ts'
import { startTestShop } from '../helpers/shop.ts'
import { startToolProxy } from '../helpers/tool-proxy.ts'

// Group A of the threats: the keys of what a step returned are its server's words, where its schema leaves them open.
const shop = await startTestShop({ after })
let isPlanted = false
const proxy = await startToolProxy({ after }, shop.url, ({ method, tool }) => {
  if (method === 'tools/list') return { rewrite: withOpenResults }
  return isPlanted && tool === 'mail.send' ? { rewrite: withKey } : 'pass'
})
let programs: ModelReply[] = []
const model = await openModelServer(({ schemaName }) =>
  schemaName === 'reading' ? routesTo('plan') : (programs.shift() ?? fails(400)),
)
after(() => model[Symbol.asyncDispose]())
const parley = await startParley(
  { after },
  {
    shop: { url: proxy.url, token: shop.token },
    environment: model.environment,
  },
)
const customer = parley.as('customer')
beforeEach(() => {
  isPlanted = false
})

const MAIL = `tools.shop.mail.send({ to: 'maya.lindqvist@example.com', template: 'refund-issued', values: { refundId: '1' } })`

// A mail's result may have other fields than its id, and needn't have that.
function withOpenResults(text: string): string {
  return text.replaceAll('"required":["id"],"additionalProperties":false', '"additionalProperties":true')
}

function withKey(text: string): string {
  return text
    .replaceAll('{"id":', '{"CANARY_STEP":"1","id":')
    .replaceAll(String.raw`{\"id\":`, String.raw`{\"CANARY_STEP\":\"1\",\"id\":`)
}

async function plansOf({ threadId, runId }: Said) {
  const events = await customer.events(threadId)
  const ids = events.flatMap((event) => (event.type === 'plan-proposed' && event.runId === runId ? [event.planId] : []))
  return Promise.all(ids.map((id) => customer.plan(id)))
}

test('a key of what a step returned is in no request to the planner', async () => {
  isPlanted = true
  programs = [writes(`${MAIL}\nreturn next()`), writes('return say(Object.keys(refs.done1).join())')]
  const said = await customer.ask('Write to me, and tell me what came of it')
  await saysYes(customer, said)
  // It was there for the program.
  assert.match((await customer.answers(said.threadId)).at(-1) ?? '', /CANARY_STEP/)
  const sent = model.requests.map(({ body }) => JSON.stringify(body))
  assert.ok(sent.some((text) => text.includes('done1')))
  assert.deepEqual(
    sent.flatMap((text) => /.{0,80}CANARY.{0,40}/u.exec(text)?.[0] ?? []),
    [],
  )
})

test('whether a step returned a key decides no program without being told of it', async () => {
  const before = model.requests.length
  programs = [writes(`${MAIL}\nreturn next()`), writes('return say(refs.done1.CANARY_STEP.trim())'), writes(MAIL)]
  const said = await customer.ask('Write to me again, depending on what came of it')
  await saysYes(customer, said)
  const [, second] = await plansOf(said)
  const repair = model.requests.slice(before).at(-1)?.messages.at(-1)?.content ?? ''
  assert.match(
    repair,
    /came to nothing:\n\{"kind":"runtime","fault":"no-such-element","line":1,"column":\d+,"operation":"trim","whatToDo":"Nothing was there to take this of: [^"]+"\}\n/,
  )
  assert.ok(second?.effects[0]?.because.ctrl.includes('tool:shop/mail.send'))
})
