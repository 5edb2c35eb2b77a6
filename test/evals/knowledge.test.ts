import assert from 'node:assert/strict'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, test, type TestContext } from 'node:test'
import { z } from 'zod'
import type { KnowledgeEvals } from '#agents/files/knowledge-evals.ts'
import type { SearchResultView } from '#contract/knowledge.ts'
import type { Citation } from '#memory/threads/part.ts'
import { askAll } from '../../evals/knowledge/run-knowledge.ts'
import { runEvalsHere } from './run-evals-here.ts'
import { copyAgents, type AgentsCopy } from '../helpers/agents.ts'
import { deep } from '../helpers/depth.ts'
import { startParley } from '../helpers/parley.ts'
import { personClient } from '../helpers/parley-client.ts'
import { startTestShop } from '../helpers/shop.ts'
import { startToolProxy } from '../helpers/tool-proxy.ts'

const QUESTIONS = `
questions:
  - ask: How long do I have to return a damaged item?
    passages: [{ document: returns, holds: You have 14 days from delivery }]
    facts: [14 days]
  - { ask: "What's the capital of France?" }
  - { ask: How much goodwill may a lead give for a late parcel?, hidden: [goodwill] }
`

/** Asks these questions and nothing else of the example agent. */
async function ask(t: TestContext, questions: string, change: (agents: AgentsCopy) => Promise<void> = async () => {}) {
  const agents = await copyAgents(t)
  await writeFile(join(agents.dir, 'support/evals/knowledge.yaml'), questions)
  await change(agents)
  return runEvalsHere(agents.dir, 'knowledge.yaml')
}

test('questions to the documents are scored together, and pass where each score is high enough', async (t) => {
  const { code, out } = await ask(t, `atLeast: { hitAt1: 1, recallAt10: 1, facts: 1, refused: 0.5 }${QUESTIONS}`)
  assert.match(out, /^3 questions to the documents of support:$/m)
  for (const score of ['hitAt1', 'recallAt10', 'mrr', 'ndcgAt10', 'citationRecall', 'facts']) {
    assert.match(out, new RegExp(`^✓ {2}${score} +1\\.000`, 'm'))
  }
  assert.match(out, /^✓ {2}leaks +0$/m)
  assert.equal(code, 0)
})

deep('a score that is too low fails, and each question that came out otherwise is named with its line', async (t) => {
  const questions = `${QUESTIONS}
  - ask: When is delivery free?
    passages: [{ document: shipping, holds: free for orders above 80.00 EUR }]
    facts: [99.00 EUR]
`
  const { code, out } = await ask(t, `atLeast: { facts: 0.9 }${questions}`)
  assert.match(out, /^✗ {2}facts +0\.500 {2}\(at least 0\.90\)$/m)
  assert.match(out, /evals\/knowledge\.yaml:9 “When is delivery free\?”: doesn't say "99\.00 EUR"\. It said: /)
  assert.equal(code, 1)
})

test('one leak fails, whatever the scores are', async (t) => {
  const open = (agents: AgentsCopy) => agents.change('agent.yaml', "acl: ['role:support-lead']", 'acl: [public]')
  const { code, out } = await ask(t, `atLeast: {}${QUESTIONS}`, open)
  assert.match(out, /^✗ {2}leaks +[1-9]/m)
  assert.match(out, /“How much goodwill may a lead give[^\n]*goodwill is found by search/)
  assert.equal(code, 1)
})

const parley = await startParley({ after }, { shop: await startTestShop({ after }) })
const RETURNS: KnowledgeEvals = {
  file: 'evals/knowledge.yaml',
  atLeast: {},
  questions: [
    {
      line: 3,
      as: 'customer',
      ask: 'How long do I have to return a damaged item?',
      passages: [],
      facts: [],
      hidden: ['goodwill'],
    },
  ],
}

deep('what one door alone shows is a leak, though the list of documents stays right', async (t) => {
  const path = '/v1/search?q=goodwill+guidelines+for+support+leads'
  const { body } = await parley.as('support-lead').request<{ results: readonly SearchResultView[] }>('GET', path)
  const hidden = body.results.find(({ document }) => document.title === 'Goodwill guidelines')
  assert.ok(hidden)
  const { passageId, document, start, end, text } = hidden
  const quoted: Citation = { start: 0, end: 9, passageId, quote: text, document, span: { start, end } }

  // A server that forgets its access lists at one door: the real one, with something put into what it answers.
  let leaks = (answer: string) => answer
  const proxy = await startToolProxy(t, parley.url, () => ({ rewrite: (answer) => leaks(answer) }))
  const People = z.record(z.string(), z.object({ key: z.string() }))
  const people = People.parse(JSON.parse(await readFile(join(parley.place.dataDir, 'dev-people.json'), 'utf8')))
  const leaky = personClient(new URL(proxy.url).origin, people['customer']?.key ?? '')
  const server = async () => ({ as: (person: string) => (person === 'customer' ? leaky : parley.as(person)) })

  for (const [what, change, told] of [
    ['nothing', (answer) => answer, null],
    ['search', (answer) => putInto(answer, 'results', hidden), 'goodwill is found by search'],
    [
      'what says the same',
      (answer) => putInto(answer, 'alsoIn', { passageId, document }),
      'goodwill is found by search',
    ],
    ['an answer’s quotes', (answer) => putInto(answer, 'citations', quoted), 'goodwill is quoted'],
    [
      'an answer’s words',
      (answer) => answer.replaceAll('"text":"', '"text":"See Goodwill Guidelines. '),
      'goodwill is named',
    ],
  ] satisfies readonly (readonly [what: string, change: (answer: string) => string, told: string | null])[]) {
    await t.test(what, async () => {
      leaks = change
      const { lines, hasPassed } = await askAll('support', RETURNS, { place: 'knowledge.yaml', server })
      assert.equal(hasPassed, told === null, lines.join('\n'))
      assert.match(lines.join('\n'), told === null ? /^✓ {2}leaks +0$/m : /^✗ {2}leaks +[1-9]\d*$/m)
      if (told !== null) assert.match(lines.join('\n'), new RegExp(`knowledge\\.yaml:3 “How long[^”]*”: ${told}`))
    })
  }
})

test('a name of nothing that could leak fails before anything is asked, with its line', async () => {
  const asked: string[] = []
  const server = async () => ({
    as: (person: string) => {
      asked.push(person)
      return parley.as(person)
    },
  })
  const questions = RETURNS.questions.map((question) => ({ ...question, hidden: ['goodwill', 'goodwil'] }))
  const { lines, hasPassed } = await askAll('support', { ...RETURNS, questions }, { place: 'knowledge.yaml', server })
  assert.equal(hasPassed, false)
  assert.match(lines.join('\n'), /^\nknowledge\.yaml:3 "goodwil" is to be hidden, and no document has that title/)
  assert.deepEqual(asked, ['operator'])
})

/** Puts an item into every list of that name. */
function putInto(json: string, list: string, item: unknown): string {
  const added = JSON.stringify(item)
  return json.replaceAll(new RegExp(`"${list}":\\[(\\]?)`, 'g'), (_, end: string) => `"${list}":[${added}${end || ','}`)
}
