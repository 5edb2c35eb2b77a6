import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { test, type TestContext } from 'node:test'
import { ROOT } from '../docs/page.ts'
import { copyAgents, type AgentsCopy } from '../helpers/agents.ts'

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
  const child = spawn(process.execPath, ['evals/run.ts', 'knowledge.yaml'], {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { PATH: process.env.PATH, DATABASE_URL: process.env.DATABASE_URL, AGENTS_DIR: agents.dir },
  })
  const [out, errors, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'exit')])
  return { code: Number(code), out, errors }
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

test('a score that is too low fails, and each question that came out otherwise is named with its line', async (t) => {
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
