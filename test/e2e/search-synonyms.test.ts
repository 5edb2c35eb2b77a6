import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { z } from 'zod'
import { deep } from '../helpers/depth.ts'
import { copyAgents } from '../helpers/agents.ts'
import { connectMcp } from '../helpers/mcp-client.ts'
import { startShop } from '../helpers/parley.ts'

const agents = await copyAgents({ after })
await agents.change('agent.yaml', 'languages: [en, de]\n', 'languages: [en, de]\nsynonyms:\n  - [invoice, quokka]\n')
const { parley } = await startShop({ after }, { environment: { AGENTS_DIR: agents.dir } })
const operator = parley.as('operator')
const maya = parley.as('customer')
const PUBLIC = 'The quokka is walked at noon.'
const SECRET = 'The quokka is weighed at night.'

const handIn = (title: string, text: string, acl: readonly string[]) =>
  operator.request('POST', '/v1/documents', { title, source: `synonyms/${title}`, acl, text })

const isAsked = (question: string, agent = '') =>
  maya.request<{ code?: string; results?: { text: string; score: number }[] }>(
    'GET',
    `/v1/search?k=50&q=${encodeURIComponent(question)}${agent && `&agent=${agent}`}`,
  )

test('search and an MCP client find by an agent’s synonyms where they name it, and nothing that its reader may not read', async (t) => {
  assert.equal((await handIn('Walk', PUBLIC, ['public'])).status, 202)
  assert.equal((await handIn('Weight', SECRET, ['role:finance'])).status, 202)
  const [named, unnamed] = [await isAsked('invoice', 'support'), await isAsked('invoice')]
  // The best passages have all that was asked, so nothing is found by its meaning.
  const scoreIn = ({ body }: typeof named) => body.results?.find(({ text }) => text === PUBLIC)?.score ?? 0
  assert.ok(scoreIn(named) > 0.05 && scoreIn(unnamed) < 0.01, `${scoreIn(named)} against ${scoreIn(unnamed)}`)
  assert.doesNotMatch(JSON.stringify(named.body), /weighed/)
  const client = await connectMcp(t, parley.url, maya)
  const asked = { query: 'invoice', agent: 'support', limit: 50 }
  const { structuredContent } = await client.callTool({ name: 'search_documents', arguments: asked })
  const { passages } = z.object({ passages: z.array(z.looseObject({ text: z.string() })) }).parse(structuredContent)
  assert.deepEqual(
    passages.map(({ text }) => text),
    named.body.results?.map(({ text }) => text),
  )
})

deep('an agent that isn’t there is told', async () => {
  const { status, body } = await isAsked('invoice', 'nobody')
  assert.deepEqual([status, body.code], [404, 'not-found'])
})
