import assert from 'node:assert/strict'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'
import { runEvalsHere } from './run-evals-here.ts'
import { copyAgents } from '../helpers/agents.ts'

const ANSWERS = `
- name: returns are answered
  as: customer
  say: How long do I have to return a damaged item?
  expect: { route: answer, effects: [], answer: { cites: [returns] } }
`

/** Runs `npm run evals` over the example agent with these cases instead of its own. */
async function evals(t: TestContext, cases: string, words: readonly string[] = []) {
  const agents = await copyAgents(t)
  await writeFile(join(agents.dir, 'support/evals/refunds.yaml'), cases)
  for (const others of ['evals/deeds.yaml', 'evals/knowledge.yaml']) await agents.remove(others)
  return runEvalsHere(agents.dir, words.join(' '))
}

test('cases that come out as expected stand in a table with a header and totals, and the exit code is 0', async (t) => {
  const { code, out } = await evals(t, ANSWERS)
  const [header, rule, ...rows] = out.trimEnd().split('\n')
  assert.match(header ?? '', /^ {3}agent +case +route +verdict +result +time$/)
  assert.match(rule ?? '', /^─+$/)
  assert.match(rows[0] ?? '', /^✓ {2}support +returns are answered +answer +— +ok +\d+\.\d s$/)
  assert.match(rows.at(-1) ?? '', /^1 case: 1 ok, 0 failed, 0 not run, in \d+\.\d s$/)
  assert.equal(code, 0)
})

test('a case that fails and one that can not run are told with place and reason, and the exit code is 1', async (t) => {
  const { code, out } = await evals(
    t,
    `${ANSWERS}
- name: a refund that nobody gives
  as: customer
  say: Refund order A17
  expect: { route: playbook/refund, verdict: allow }
- name: somebody who isn't there
  as: nobody
  say: Hello
  expect: { route: answer }
`,
  )
  assert.match(out, /^✓ {2}support +returns are answered +answer +— +ok /m)
  assert.match(out, /^✗ {2}support +a refund that nobody gives +playbook\/refund +ask\/support-lead +FAILED /m)
  assert.match(out, /^✗ {2}support +somebody who isn't there +— +— +NOT RUN /m)
  assert.match(out, /^3 cases: 1 ok, 1 failed, 1 not run, /m)
  assert.match(
    out,
    /evals\/refunds\.yaml:\d+ "a refund that nobody gives" isn't as expected:\n {2}verdict: expected "allow", got "ask\/support-lead"/,
  )
  assert.match(
    out,
    /evals\/refunds\.yaml:\d+ "somebody who isn't there" couldn't run:\n {2}there is no example person nobody/,
  )
  assert.equal(code, 1)
})

test('a server that does not start makes every case one that could not run, with its last words', async (t) => {
  const agents = await copyAgents(t)
  await agents.change('policy.cedar', 'context.args.amount', 'context.args.amuont')
  await writeFile(join(agents.dir, 'support/evals/refunds.yaml'), ANSWERS)
  for (const others of ['evals/deeds.yaml', 'evals/knowledge.yaml']) await agents.remove(others)
  const { code, out } = await runEvalsHere(agents.dir, '')
  assert.match(out, /^1 case: 0 ok, 0 failed, 1 not run, /m)
  assert.match(out, /couldn't run:\n[^]*policy\.cedar:\d+/)
  assert.equal(code, 1)
})

test('a folder that is broken, one without cases, and words that no case has are no success', async (t) => {
  const broken = await evals(t, '- name: a case\n  sey: Hello\n  expect: {}\n')
  assert.deepEqual([broken.code, broken.out], [1, ''])
  assert.match(broken.errors, /can't be used, so no case was run:[^]*refunds\.yaml:\d+[^]*say/)
  const empty = await evals(t, '[]\n')
  assert.equal(empty.code, 1)
  assert.match(empty.errors, /have no cases/)
  const none = await evals(t, ANSWERS, ['something', 'else'])
  assert.equal(none.code, 1)
  assert.match(none.errors, /No case has "something else"/)
})
