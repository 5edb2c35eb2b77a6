import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { HttpAgent } from '@ag-ui/client'
import { ChatCompletion } from '#contract/chat-completion.ts'
import { openPlaceAsOwner } from '../helpers/database.ts'
import { openAiClient, user, type ChatTurn } from '../helpers/openai-client.ts'
import { startShop } from '../helpers/parley.ts'

// What a front end asks for in its user's place, by OpenAI's own client and AG-UI's, over real HTTP.
const { parley } = await startShop({ after })
const maya = parley.as('customer')
const client = openAiClient(parley.url, maya)
const HISTORY = '<chat_history>\nUSER: Refund order A12\nASSISTANT: That waits.\n</chat_history>'
const TITLED: readonly ChatTurn[] = [
  { role: 'system', content: 'Generate a concise title for the conversation.' },
  user('Refund order A12'),
]

async function rows(): Promise<unknown> {
  await using owner = await openPlaceAsOwner(parley.place)
  return await owner.run(`select (select count(*)::int from threads) as threads, (select count(*)::int from runs) as runs,
                             (select count(*)::int from plans) as plans, (select count(*)::int from messages) as messages`)
}

test('a front end’s own task leaves no thread, run or plan, and is answered with a title or nothing', async () => {
  const before = await rows()
  for (const [messages, more, answer] of [
    [
      [user(`### Task:\nGenerate a title summarizing the chat.\n{ "title": "…" }\n${HISTORY}`)],
      {},
      '{"title":"Refund order A12"}',
    ],
    [[user(`### Task:\nSuggest follow-up questions for this chat.\n${HISTORY}`)], {}, ''],
    [TITLED, {}, 'Refund order A12'],
    [TITLED, { response_format: { type: 'json_object' } }, '{"title":"Refund order A12"}'],
    [[user('Refund order A12')], { metadata: { task: 'title_generation' } }, 'Refund order A12'],
    [[user('Refund order A12')], { metadata: { task: 'tags_generation' } }, ''],
  ] as const) {
    const asked = { model: 'support', messages: [...messages], ...more }
    const { choices, parley: own } = ChatCompletion.parse(await client.chat.completions.create(asked))
    assert.deepEqual([choices[0]?.message.content, choices[0]?.finish_reason, own], [answer, 'stop', undefined])
  }
  assert.deepEqual(await rows(), before)
  await assert.rejects(client.chat.completions.create({ model: 'nobody', messages: [...TITLED] }), { status: 404 })
})

test('it is streamed where that is asked for', async () => {
  const asked = { model: 'support:footnotes', messages: [...TITLED], stream_options: { include_usage: true } }
  const told = []
  for await (const { choices, usage } of await client.chat.completions.create({ ...asked, stream: true }))
    told.push(choices[0]?.delta.content ?? choices[0]?.finish_reason ?? usage?.total_tokens)
  assert.deepEqual(told, ['Refund order A12', 'stop', 0])
})

test('over AG-UI, too', async () => {
  const before = await rows()
  const headers = { authorization: `Bearer ${maya.key}` }
  const agent = new HttpAgent({ url: `${parley.url}/v1/ag-ui/support`, headers, threadId: 'titles' })
  agent.addMessage({ id: 'm-0', role: 'system', content: 'Generate a concise title for the conversation.' })
  agent.addMessage({ id: 'm-1', role: 'user', content: 'Refund order A12' })
  const types: string[] = []
  await agent.runAgent({}, { onEvent: ({ event }) => void types.push(String(event.type)) })
  assert.equal(agent.messages.findLast(({ role }) => role === 'assistant')?.content, 'Refund order A12')
  assert.deepEqual([types[0], types.at(-1)], ['RUN_STARTED', 'RUN_FINISHED'])
  assert.deepEqual(await rows(), before)
})
