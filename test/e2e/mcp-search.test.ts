import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { z } from 'zod'
import { deep } from '../helpers/depth.ts'
import { connectMcp } from '../helpers/mcp-client.ts'
import { startShop } from '../helpers/parley.ts'
import { personClient } from '../helpers/parley-client.ts'

const { parley } = await startShop({ after })
const operator = parley.as('operator')
const maya = parley.as('customer')

const Found = z.object({
  isError: z.boolean().optional(),
  content: z.array(z.object({ type: z.literal('text'), text: z.string() })),
  structuredContent: z
    .object({
      passages: z.array(
        z.looseObject({ text: z.string(), class: z.string(), document: z.looseObject({ title: z.string() }) }),
      ),
      withheld: z.int(),
    })
    .optional(),
})

const handIn = (title: string, text: string, more: Record<string, unknown> = {}) =>
  operator.request('POST', '/v1/documents', { title, source: `mcp/${title}`, acl: ['public'], text, ...more })

async function search(client: Awaited<ReturnType<typeof connectMcp>>, args: Record<string, unknown>) {
  return Found.parse(await client.callTool({ name: 'search_documents', arguments: args }))
}

/** Whatever is nearest is found too: those that speak of it. */
const about = (word: string, { structuredContent }: Awaited<ReturnType<typeof search>>) =>
  structuredContent?.passages.flatMap(({ text }) => (text.includes(word) ? [text] : []))

test('a client sees what the tool is for, and finds the passages that a person would', async (t) => {
  const client = await connectMcp(t, parley.url, maya)
  const { tools } = await client.listTools()
  const tool = tools.find(({ name }) => name === 'search_documents')
  assert.equal(tool?.annotations?.readOnlyHint, true)
  const query = 'How long do I have to return an unused item?'
  const { structuredContent, content } = await search(client, { query, limit: 3 })
  const api = await maya.request<{ results: { text: string }[] }>(
    'GET',
    `/v1/search?k=3&q=${encodeURIComponent(query)}`,
  )
  assert.deepEqual(
    structuredContent?.passages.map(({ text }) => text),
    api.body.results.map(({ text }) => text),
  )
  assert.match(structuredContent?.passages[0]?.text ?? '', /within 30 days of delivery/)
  // Clients that know no structured content read the same as text.
  assert.deepEqual(JSON.parse(content[0]?.text ?? ''), structuredContent)
})

test('what is regulated isn’t handed out to a model outside, and that something was withheld is said', async (t) => {
  assert.equal((await handIn('Ward', 'The quokka is given nine grams of salt.', { class: 'regulated' })).status, 202)
  assert.equal((await handIn('Walk', 'The quokka is walked at noon.')).status, 202)
  const client = await connectMcp(t, parley.url, maya)
  const answer = await search(client, { query: 'quokka' })
  assert.deepEqual(about('quokka', answer), ['The quokka is walked at noon.'])
  assert.equal(answer.structuredContent?.withheld, 1)
  assert.doesNotMatch(JSON.stringify(answer), /Ward|grams/)
})

deep('rights that are taken away count for the next call of the same client', async (t) => {
  const made = await operator.request<{ key: string; id: string }>('POST', '/v1/keys', {
    ...{ name: 'reader', roles: [], scopes: ['read'] },
  })
  const client = await connectMcp(t, parley.url, made.body)
  assert.equal(about('quokka', await search(client, { query: 'quokka' }))?.length, 1)
  assert.equal((await handIn('Walk', 'The quokka is walked at noon.', { acl: ['role:finance'] })).status, 202)
  assert.equal(about('quokka', await search(client, { query: 'quokka' }))?.length, 0)
  assert.equal((await operator.request('DELETE', `/v1/keys/${made.body.id}`)).status, 204)
  await assert.rejects(search(client, { query: 'quokka' }), /401|key/)
})

deep('whoever shows nothing, or may not read, gets in no word', async () => {
  const message = { jsonrpc: '2.0', id: 1, method: 'tools/list' }
  const post = (headers: Record<string, string>) =>
    fetch(`${parley.url}/mcp`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/json, text/event-stream', ...headers },
      body: JSON.stringify(message),
    })
  const nobody = await post({})
  assert.deepEqual([nobody.status, nobody.headers.get('www-authenticate')], [401, 'Bearer realm="parley"'])
  const made = await operator.request<{ key: string }>('POST', '/v1/keys', {
    ...{ name: 'sender', roles: [], scopes: ['ingest'] },
  })
  assert.equal((await post({ authorization: `Bearer ${made.body.key}` })).status, 403)
  const elsewhere = await post({ authorization: `Bearer ${maya.key}`, origin: 'https://elsewhere.example' })
  assert.equal(elsewhere.status, 403)
  assert.equal((await fetch(`${parley.url}/mcp`)).status, 401)
})

deep('what isn’t as the protocol has it is told so, and the next message is answered', async (t) => {
  const accept = { accept: 'application/json, text/event-stream' }
  const send = (body: unknown, headers: Record<string, string> = accept) =>
    maya.request<{ error?: { message: string } }>('POST', '/mcp', body, headers)
  assert.equal((await send({ hello: 1 })).status, 400)
  assert.equal((await send([{ jsonrpc: '2.0', id: 1, method: 'tools/list' }])).status, 400)
  assert.equal((await send({ jsonrpc: '2.0', id: 1, method: 'tools/list' }, { accept: 'text/html' })).status, 406)
  assert.equal(
    (await send({ jsonrpc: '2.0', id: 1, method: 'tools/list' }, { ...accept, 'mcp-protocol-version': '1999-01-01' }))
      .status,
    400,
  )
  const client = await connectMcp(t, parley.url, maya)
  for (const [args, words] of [
    [{}, /query/],
    [{ query: '' }, /query/],
    [{ query: 'x'.repeat(1_001) }, /query/],
    [{ query: 'quokka', limit: 51 }, /limit/],
  ] as const) {
    const { isError, content } = await search(client, args)
    assert.equal(isError, true, JSON.stringify(args))
    assert.match(content[0]?.text ?? '', words)
  }
  assert.match(JSON.stringify(await client.callTool({ name: 'orders.get', arguments: {} })), /not found/)
  assert.ok((await search(client, { query: 'return' })).structuredContent?.passages.length)
})

deep('many clients at once are each answered with what is theirs', async (t) => {
  assert.equal((await handIn('Rota', 'The bilby rota is for finance.', { acl: ['role:finance'] })).status, 202)
  const ines = await connectMcp(t, parley.url, parley.as('finance'))
  const other = await connectMcp(t, parley.url, personClient(parley.url, maya.key))
  const counts = await Promise.all(
    Array.from({ length: 20 }, async (_, index) => {
      const client = index % 2 === 0 ? ines : other
      return about('bilby', await search(client, { query: 'bilby rota' }))?.length
    }),
  )
  assert.deepEqual(
    counts,
    counts.map((_, index) => (index % 2 === 0 ? 1 : 0)),
  )
})
