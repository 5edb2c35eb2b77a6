import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { z } from 'zod'
import { runParley } from '../channels/cli/run-parley.ts'
import { someOf } from '../helpers/depth.ts'
import { connectMcp } from '../helpers/mcp-client.ts'
import { startShop } from '../helpers/parley.ts'
import { AGENT_NAMES, type AgentName, QUESTIONS, sentence, twoAgents, writeAgent } from '../helpers/two-agents.ts'

// Two agents whose documents say the same but for a number: each answers, finds and quotes from its own.
const AGENTS_DIR = await twoAgents({ after })
const { parley, customer } = await startShop({ after }, { environment: { AGENTS_DIR } })
const operator = parley.as('operator')
const ASKED = someOf(QUESTIONS, 4)

interface Found {
  readonly passageId: string
  readonly text: string
  readonly agents: readonly string[]
  readonly document: { readonly id: string; readonly title: string; readonly version: number }
  readonly alsoIn: readonly { readonly agents: readonly string[] }[]
}

const numbersIn = (text: string) => [...text.matchAll(/within (\d+) days/gu)].map(([, days]) => Number(days))
const other = (agent: AgentName): AgentName => (agent === 'library' ? 'support' : 'library')
const isOf = (agent: AgentName, days: number) => (agent === 'library' ? days < 200 : days > 200)

async function openThread(agent: string): Promise<string> {
  const { status, body } = await customer.request<{ id: string }>('POST', '/v1/threads', { agent })
  assert.equal(status, 201)
  return body.id
}

async function search(q: string, more: Readonly<Record<string, string>> = {}, as = customer) {
  const query = new URLSearchParams({ q, k: '50', ...more })
  return as.request<{ results: Found[]; code?: string }>('GET', `/v1/search?${query.toString()}`)
}

for (const agent of AGENT_NAMES) {
  test(`${agent} answers each question in the chat from its own document, and cites no other’s`, async () => {
    const own = new Set(
      (
        await operator.request<{ documents: { id: string }[] }>('GET', `/v1/documents?all=true&agent=${agent}`)
      ).body.documents.map(({ id }) => id),
    )
    for (const { question, thing, days } of ASKED) {
      const threadId = await openThread(agent)
      await customer.ask(question, threadId)
      const message = (await customer.messages(threadId)).findLast(({ role }) => role === 'assistant')
      const texts = message?.parts.filter((part) => part.type === 'text') ?? []
      const said = texts.map(({ text }) => text).join('\n')
      assert.ok(said.includes(sentence(thing, days[agent])), said)
      assert.ok(
        numbersIn(said).every((number) => isOf(agent, number)),
        said,
      )
      const citations = texts.flatMap(({ citations: cited }) => cited)
      assert.ok(citations.length > 0)
      for (const { document, passageId } of citations) {
        assert.ok(own.has(document.id))
        const open = (of: string) => customer.request('GET', `/v1/passages/${passageId}?agent=${of}`)
        assert.deepEqual([(await open(agent)).status, (await open(other(agent))).status], [200, 404])
      }
    }
  })

  test(`search finds what ${agent} answers from, over HTTP and MCP, and nothing of another moves a score`, async (t) => {
    const client = await connectMcp(t, parley.url, customer)
    for (const { question, thing, days } of ASKED) {
      const { body } = await search(question, { agent })
      assert.equal(body.results[0]?.text, sentence(thing, days[agent]))
      assert.ok(
        body.results.every(
          ({ text, agents }) => numbersIn(text).every((number) => isOf(agent, number)) && agents.join() === agent,
        ),
      )
      assert.ok(body.results.every(({ alsoIn }) => alsoIn.every(({ agents }) => agents.join() === agent)))
      const found = await client.callTool({
        name: 'search_documents',
        arguments: { query: question, agent, limit: 50 },
      })
      const { passages } = FoundOverMcp.parse(found.structuredContent)
      assert.deepEqual(
        passages.map(({ text }) => text),
        body.results.map(({ text }) => text),
      )
    }
  })

  test(`a plan of ${agent} looks its own documents up, everywhere too, and can’t quote another’s`, async () => {
    for (const { thing, days } of someOf(ASKED, 2)) {
      const threadId = await openThread(agent)
      await customer.ask(`look up the rule for ${thing}`, threadId)
      const said = (await customer.answers(threadId)).at(-1) ?? ''
      assert.ok(said.includes(sentence(thing, days[agent])), said)
      assert.ok(
        numbersIn(said).every((number) => isOf(agent, number)),
        said,
      )
      const passageOf = async (of: AgentName) =>
        (await search(`damaged ${thing}`, { agent: of })).body.results[0]?.passageId ?? ''
      await customer.ask(`quote the passage ${await passageOf(agent)}`, threadId)
      assert.match((await customer.answers(threadId)).at(-1) ?? '', /must be returned within/)
      await customer.ask(`quote the passage ${await passageOf(other(agent))}`, threadId)
      assert.doesNotMatch((await customer.answers(threadId)).at(-1) ?? '', /must be returned within/)
    }
  })
}

const FoundOverMcp = z.object({ passages: z.array(z.object({ text: z.string(), agents: z.array(z.string()) })) })

test('without an agent search finds what all say, and each result says whose it is', async () => {
  const { body } = await search(ASKED[0]?.question ?? '')
  assert.deepEqual(new Set(body.results.flatMap(({ agents }) => agents)), new Set(AGENT_NAMES))
  for (const { text, agents } of body.results) {
    const [agent] = AGENT_NAMES.filter((name) => agents.includes(name))
    assert.ok(agent !== undefined && numbersIn(text).every((number) => isOf(agent, number)))
  }
})

test('an agent that isn’t there is not found, wherever it is named', async () => {
  const [found] = (await search('damaged ladder')).body.results
  for (const path of [
    '/v1/search?q=ladder&agent=nobody',
    '/v1/documents?agent=nobody',
    `/v1/passages/${found?.passageId}?agent=nobody`,
    `/v1/documents/${found?.document.id}/versions/1?agent=nobody`,
  ]) {
    const { status, body } = await customer.request<{ code: string }>('GET', path)
    assert.deepEqual([status, body.code], [404, 'not-found'], path)
  }
})

const handIn = (more: Readonly<Record<string, unknown>>, as = operator) =>
  as.request<{ documentId: string; code?: string; detail?: string }>('POST', '/v1/documents', {
    title: 'Wombats',
    text: 'The wombat is fed at seven.',
    acl: ['public'],
    ...more,
  })
const wombatFor = async (agent: string) =>
  (await search('When is the wombat fed?', { agent })).body.results.filter(({ text }) => text.includes('wombat')).length

test('whoever hands a document in says which agents answer from it', async () => {
  const missing = await handIn({ source: 'w/missing' })
  assert.deepEqual([missing.status, missing.body.code], [422, 'document-agents'])
  assert.match(missing.body.detail ?? '', /several agents/)
  const wrong = await handIn({ source: 'w/wrong', agents: ['libary'] })
  assert.deepEqual([wrong.status, wrong.body.code], [422, 'document-agents'])
  assert.match(wrong.body.detail ?? '', /Did you mean "library"/)
  for (const agents of [[], ['shared', 'library'], ['No Name']])
    assert.equal((await handIn({ source: 'w/odd', agents })).status, 400, JSON.stringify(agents))
  assert.equal((await handIn({ source: 'w/one', agents: ['library'] })).status, 202)
  assert.deepEqual([await wombatFor('library'), await wombatFor('support')], [1, 0])
  // Handed in again without a word on it, it stays theirs.
  assert.equal((await handIn({ source: 'w/one', text: 'The wombat is fed at eight.' })).status, 202)
  assert.deepEqual([await wombatFor('library'), await wombatFor('support')], [1, 0])
  assert.equal((await handIn({ source: 'w/one', agents: ['library', 'support'] })).status, 202)
  assert.deepEqual([await wombatFor('library'), await wombatFor('support')], [1, 1])
})

test('a document is given to other agents without handing it in again, unless its folder says whose it is', async () => {
  const { body } = await handIn({ source: 'w/one', agents: ['library'] })
  const give = (id: string, agents: readonly string[], as = operator) =>
    as.request<{ code?: string } | null>('POST', `/v1/documents/${id}/agents`, { agents })
  assert.equal((await give(body.documentId, ['support'])).status, 204)
  assert.deepEqual([await wombatFor('library'), await wombatFor('support')], [0, 1])
  assert.equal((await give(body.documentId, ['shared'])).status, 204)
  assert.deepEqual([await wombatFor('library'), await wombatFor('support')], [1, 1])
  assert.equal((await give(body.documentId, ['support'], customer)).status, 403)
  assert.equal((await give(body.documentId, ['nobody'])).body?.code, 'document-agents')
  const [ofFolder] = (await search('damaged ladder', { agent: 'support' })).body.results
  assert.equal((await give(ofFolder?.document.id ?? '', ['library'])).body?.code, 'source-reserved')
  assert.equal((await give('01a207fa-5eca-7471-b77b-5733e130a3f1', ['library'])).status, 404)
})

test('parley ingest hands a folder in for the agents that it names, and prunes theirs alone', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'ingest-agents-'))
  t.after(() => rm(folder, { recursive: true, force: true }))
  const env = { ...parley.place.environment, PORT: new URL(parley.url).port }
  const ingest = (...flags: readonly string[]) =>
    runParley(['ingest', folder, '--source', 'zoo', '--acl', 'public', ...flags], {
      dataDir: parley.place.dataDir,
      env,
    })
  const agentsNow = async () => {
    const { body } = await operator.request<{ documents: { source: string; status: string; agents: string[] }[] }>(
      'GET',
      '/v1/documents?all=true&source=zoo/',
    )
    const there = body.documents.filter(({ status }) => status !== 'removed')
    return Object.fromEntries(there.map(({ source, agents }) => [source, agents.join()]))
  }
  await writeFile(join(folder, 'emu.md'), 'The emu house opens at six.')
  for (const [flags, code, told] of [
    [[], 1, /There are several agents\. Say which of them/],
    [['--agents', 'libary'], 1, /There is no agent "libary".*Did you mean "library"/],
    [['--agents', 'shared,library'], 2, /"shared,library" names no agents\..*shared alone/],
    [['--agents', 'library,'], 2, /"library," names no agents/],
    [['--agents', ''], 2, /"" names no agents/],
    [['--agents', 'Library'], 2, /"Library" names no agents/],
  ] as const) {
    const ran = await ingest(...flags)
    assert.deepEqual([ran.code, told.test(ran.err + ran.out)], [code, true], `${flags.join(' ')}: ${ran.err}${ran.out}`)
  }
  assert.deepEqual(await agentsNow(), {})
  assert.equal((await ingest('--agents', 'library')).code, 0)
  assert.deepEqual(await agentsNow(), { 'zoo/emu.md': 'library' })
  // Nothing of the file has changed, and nothing is sent, but whose it is.
  assert.match((await ingest('--agents', 'support, library')).out, /0 stored, 1 unchanged/)
  assert.deepEqual(await agentsNow(), { 'zoo/emu.md': 'library,support' })
  assert.match((await ingest()).out, /0 stored, 1 unchanged/)
  assert.deepEqual(await agentsNow(), { 'zoo/emu.md': 'library,support' })
  await rm(join(folder, 'emu.md'))
  await writeFile(join(folder, 'ibis.md'), 'The ibis house opens at ten.')
  assert.match((await ingest('--agents', 'library', '--prune')).out, /1 stored, 0 unchanged, 0 removed/)
  assert.deepEqual(await agentsNow(), { 'zoo/emu.md': 'library,support', 'zoo/ibis.md': 'library' })
  assert.match((await ingest('--agents', 'shared', '--prune')).out, /0 stored, 1 unchanged/)
  assert.deepEqual(await agentsNow(), { 'zoo/emu.md': 'library,support', 'zoo/ibis.md': 'shared' })
})

test('a file that one agent loses stays another’s, what a folder shares all answer from, and who comes later was given nothing', async () => {
  const file = { 'opening.md': '# Opening\n\nThe pangolin house opens at nine.\n' }
  const pangolins = async (agent: string) =>
    (await search('When does the pangolin house open?', { agent })).body.results.filter(({ text }) =>
      text.includes('pangolin'),
    ).length
  const restart = async (change: () => Promise<void>) => {
    await parley.stop()
    await change()
    await parley.start()
  }
  await restart(async () => {
    for (const agent of AGENT_NAMES) await writeAgent(AGENTS_DIR, agent, { documents: file })
  })
  assert.deepEqual([await pangolins('library'), await pangolins('support')], [1, 1])
  await restart(() => rm(join(AGENTS_DIR, 'library/knowledge/opening.md')))
  assert.deepEqual([await pangolins('library'), await pangolins('support')], [0, 1])
  const given = await handIn({ source: 'w/given', text: 'The pangolin house closes at five.', agents: ['support'] })
  assert.equal(given.status, 202)
  await restart(async () => {
    const knowledge = '{ path: knowledge/, acl: [public], class: public, agents: [shared] }'
    await writeAgent(AGENTS_DIR, 'support', { knowledge, documents: {} })
    await writeAgent(AGENTS_DIR, 'later', { documents: { 'own.md': '# Own\n\nNothing.\n' } })
  })
  // All of them find what the folder shares; what was handed in for one is still that one’s.
  assert.deepEqual([await pangolins('library'), await pangolins('later'), await pangolins('support')], [1, 1, 2])
})
