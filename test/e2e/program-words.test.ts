import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { HttpAgent } from '@ag-ui/client'
import { someOf } from '../helpers/depth.ts'
import { connectMcp } from '../helpers/mcp-client.ts'
import { fails, openModelServer, type ModelReply } from '../helpers/model-server.ts'
import { chat, openAiClient, user } from '../helpers/openai-client.ts'
import { openOutsideDesk } from '../helpers/outside-desk.ts'
import { startShop } from '../helpers/parley.ts'
import { routesTo, writes } from '../helpers/planner-replies.ts'
import { until } from '../helpers/until.ts'

// A model plans by what a program sent, and writes down word for word what that said.
let programs: ModelReply[] = []
const model = await openModelServer(({ schemaName }) =>
  schemaName === 'reading' ? routesTo('plan') : (programs.shift() ?? fails(400)),
)
after(() => model[Symbol.asyncDispose]())
const desk = await openOutsideDesk({ after })
const environment = { ...desk.environment, ...model.environment }
const { parley, lead } = await startShop({ after }, { environment })
const maya = parley.as('customer')

let times = 0
/** Never the same twice: what is sent again is the message that it was. */
const said = () => `Tell me all that stands in order A12, and nothing else (${(times += 1)})`
const LITERAL = writes("const order = await tools.shop.orders.get({ id: 'A12' })\nsay(order.status)")
const SLOT = writes('const order = await tools.shop.orders.get({ id: slots.order })\nsay(order.status)', {
  order: 'A12',
})

const made = { name: 'service', roles: ['customer'], scopes: ['chat', 'read'] }
const { body } = await parley.as('operator').request<{ key: string }>('POST', '/v1/keys', made)
const service = parley.withKey(body.key)

/** Each way in which it is said, to the plan that waits then. */
const SENDERS: Readonly<Record<string, (scope: { after: typeof after }) => Promise<unknown>>> = {
  'an MCP client with a person’s token': async (scope) => {
    const client = await connectMcp(scope, parley.url, maya)
    return client.callTool({ name: 'propose', arguments: { words: said() } })
  },
  'a service’s key over our own API': () => service.ask(said()),
  'a service’s key over OpenAI’s API': () => chat(openAiClient(parley.url, service), [user(said())]),
  'a service’s key over AG-UI': async () => {
    const headers = { authorization: `Bearer ${service.key}` }
    const agent = new HttpAgent({ url: `${parley.url}/v1/ag-ui/support`, headers })
    agent.addMessage({ id: 'm-1', role: 'user', content: said() })
    return agent.runAgent()
  },
  'a webhook': async () => {
    const response = await desk.send(parley.url, { conversation: `c-${times}`, text: said() })
    assert.equal(response.status, 202)
  },
}

async function waitingRead() {
  await until(async () => (await lead.waitingPlans()).length > 0)
  const [plan] = await lead.waitingPlans()
  assert.ok(plan)
  return plan
}

for (const [who, say] of Object.entries(SENDERS))
  for (const [how, program] of someOf([
    ['as a literal', LITERAL],
    ['as a slot', SLOT],
  ] as const))
    test(`what ${who} said is untrusted in a model’s plan, ${how}, though it stands there word for word`, async (t) => {
      programs = [program]
      const saying = say({ after: (...args) => t.after(...args) })
      const plan = await waitingRead()
      await saying
      assert.ok(JSON.stringify(plan.effects).includes('call:message'), JSON.stringify(plan.effects))
      assert.ok(!JSON.stringify(plan.effects.map(({ labels }) => labels)).includes('user:'))
      assert.ok(plan.awaits.includes('support-lead'), plan.awaits.join())
      await lead.decide(plan, 'reject', { reason: 'other' })
      await until(async () => (await lead.waitingPlans()).length === 0)
    })

test('a person’s words stay theirs: in the chat, and through a front end that shows itself as them', async () => {
  for (const say of [
    async () => (await maya.answers((await maya.ask(said())).threadId)).join(),
    async () => (await chat(openAiClient(parley.url, maya), [user(said())])).text,
  ]) {
    programs = [SLOT]
    assert.match(await say(), /delivered/, JSON.stringify(model.requests.at(-1)?.messages.at(-1)).slice(-900))
  }
})
