import assert from 'node:assert/strict'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { whyTexts } from '#cards/drawing/plan-why.ts'
import { canonicalJson } from '#core/commitment.ts'
import type { PlanView } from '#contract/plan.ts'
import { deep } from '../helpers/depth.ts'
import { verifyEvidence } from '../../bin/verify-evidence.ts'
import { copyAgents } from '../helpers/agents.ts'
import { opened, readEvidence } from '../helpers/evidence.ts'
import { startShop } from '../helpers/parley.ts'
import type { PersonClient } from '../helpers/parley-client.ts'

// A playbook names the rules of the company that it goes by (DESIGN §2.9): they are found when its plan is made, shown to
// those who may read them, and looked at again before anything is done.
const agents = await copyAgents({ after })
const { parley, customer, lead, shop } = await startShop({ after }, { environment: { AGENTS_DIR: agents.dir } })
const operator = parley.as('operator')
const asLead = { id: 'support-lead', roles: ['support-lead'] }

const RULE = 'Only what was paid for an order can be refunded, and never more than its total.'
const REFUND = 'playbooks/refund.js'

async function waitingPlan() {
  const said = await customer.ask('Refund order A17')
  assert.equal(said.run.status, 'waiting')
  return { ...said, plan: await customer.planOf(said) }
}

/** Starts anew with another file in the agent's folder. */
async function restartWith(file: string, change: (before: string) => string): Promise<void> {
  const path = join(agents.dir, 'support', file)
  const before = await readFile(path, 'utf8').catch(() => '')
  assert.notEqual(change(before), before)
  await parley.stop()
  await writeFile(path, change(before))
  await parley.start()
}

async function citeInstead(cite: string): Promise<void> {
  await restartWith(REFUND, (text) => text.replace(/cites: \[[\s\S]*?\n {2}\],/u, `cites: [\n    ${cite},\n  ],`))
}

async function writes(): Promise<number> {
  const { calls } = await shop.book()
  return calls.filter(({ tool }) => tool === 'refunds.create' || tool === 'mail.send').length
}

test('a plan says what it goes by, and its quote stands at that place of the document', async () => {
  const { plan } = await waitingPlan()
  const [citation, ...others] = plan.citations
  assert.ok(citation && others.length === 0)
  assert.equal(citation.quote, RULE)
  assert.equal(citation.document.title, 'Refunds')
  const { status, body } = await customer.request<{ text: string; start: number }>(
    'GET',
    `/v1/passages/${citation.passageId}`,
  )
  assert.equal(status, 200)
  assert.equal(body.text.slice(citation.span.start - body.start, citation.span.end - body.start), RULE)
  assert.equal((await lead.waitingPlans()).find(({ id }) => id === plan.id)?.citations[0]?.quote, RULE)
})

deep('a new version of the document with the same passage changes nothing for a plan that waits', async () => {
  const { plan, runId, threadId } = await waitingPlan()
  await restartWith('knowledge/refunds.md', (text) => text.replace('2 to 5 working days', '2 to 6 working days'))
  assert.equal((await lead.decide(plan, 'approve')).status, 200)
  await customer.settled(runId, 'done')
  assert.match((await customer.answers(threadId))[0] ?? '', /^Done/)
  assert.equal(await writes(), 2)
  const { citations, digest } = await customer.plan(plan.id)
  assert.deepEqual([citations, digest], [plan.citations, plan.digest])
  await shop.renew()
})

deep('a passage that says something else around the quote is asked about again, by its document', async () => {
  const { plan, runId, threadId } = await waitingPlan()
  await restartWith('knowledge/refunds.md', (text) => text.replace('but not express delivery', 'and express delivery'))
  assert.equal((await lead.decide(plan, 'approve')).status, 200)
  await customer.settled(runId, 'waiting')
  const again = await lead.plan(plan.id)
  assert.notEqual(again.digest, plan.digest)
  assert.equal(again.citations[0]?.document.version, (plan.citations[0]?.document.version ?? 0) + 1)
  assert.equal(whyTexts(again, asLead)[0], 'The document behind it changed: Refunds.')
  assert.equal(await writes(), 0)
  assert.equal((await lead.decide(again, 'approve')).status, 200)
  await customer.settled(runId, 'done')
  assert.match((await customer.answers(threadId))[0] ?? '', /^Done/)
  await shop.renew()
})

deep('evidence holds what the plan went by, and is good', async () => {
  const { plan, runId } = await waitingPlan()
  assert.equal((await lead.decide(plan, 'approve')).status, 200)
  await customer.settled(runId, 'done')
  await shop.renew()
  const file = await readEvidence(customer, plan.id)
  const { approved, passages } = opened<Cited>(file)
  assert.equal(approved.citations[0]?.quote, RULE)
  assert.match(approved.citations[0]?.textHash ?? '', /^sha256:/)
  const passage = passages.find(({ id }) => id === approved.citations[0]?.passageId)
  assert.ok(passage?.text.includes(RULE))
  assert.deepEqual(wrongs(file), [])
})

deep('a rule that isn’t everybody’s to read binds all the same, and is shown to those who may', async () => {
  const inside = 'Goodwill is no refund: what was damaged or returned is refunded in full'
  await citeInstead(`{ document: 'internal/goodwill.md', quote: '${inside}' }`)
  const { plan, runId } = await waitingPlan()
  assert.deepEqual(plan.citations, [])
  assert.equal((await lead.plan(plan.id)).citations[0]?.quote, inside)
  assert.deepEqual((await customer.waitingPlans())[0]?.citations, [])
  await restartWith('internal/goodwill.md', (text) => text.replace('whatever else was given', 'whatever was given'))
  const decided = await lead.request<{ plan: PlanView }>('POST', `/v1/plans/${plan.id}/decisions`, {
    digest: plan.digest,
    decision: 'approve',
  })
  assert.equal(decided.body.plan.citations[0]?.quote, inside)
  await customer.settled(runId, 'waiting')
  assert.equal(whyTexts(await lead.plan(plan.id), asLead)[0], 'The document behind it changed: Goodwill guidelines.')
  const theirs = await customer.plan(plan.id)
  assert.equal(whyTexts(theirs, { id: 'customer', roles: ['customer'] })[0], 'The document behind it changed.')
  assert.equal((await lead.decide(await lead.plan(plan.id), 'approve')).status, 200)
  await customer.settled(runId, 'done')
  assert.equal(await writes(), 2)
  await shop.renew()
  await checkEvidence(customer, plan.id, { readsRule: false })
  await checkEvidence(operator, plan.id, { readsRule: false })
  await checkEvidence(lead, plan.id, { readsRule: true })

  async function checkEvidence(who: PersonClient, planId: string, { readsRule }: { readonly readsRule: boolean }) {
    const file = await readEvidence(who, planId)
    assert.equal(/Goodwill/.test(JSON.stringify(file)), readsRule)
    assert.deepEqual(wrongs(file), [])
  }
})

deep('a rule that its document doesn’t hold any more stops a plan that waits, and no new one is made', async () => {
  parley.expect('rule-missing')
  const words = 'We pay back what you paid.'
  const page = (said: string) => `<html><body><h1>Terms</h1><p>${said} That is all.</p></body></html>`
  await writeFile(join(agents.dir, 'support/knowledge/terms.html'), page(words))
  await citeInstead(`{ document: 'knowledge/terms.html', quote: '${words}' }`)
  const { plan, runId, threadId } = await waitingPlan()
  await restartWith('knowledge/terms.html', () => page('We pay back nothing.'))
  assert.equal((await lead.decide(plan, 'approve')).status, 200)
  await customer.settled(runId, 'done')
  const missing = /The rule I follow for this has changed in our documents\. Nothing was done\./
  assert.match((await customer.answers(threadId))[0] ?? '', missing)
  const ended = await lead.plan(plan.id)
  assert.deepEqual([ended.status, ended.failure?.code], ['stale', 'rule-missing'])
  assert.equal(whyTexts(ended, asLead)[0], 'The document behind it changed: Terms.')

  const said = await customer.ask('Refund order A17')
  assert.equal(said.run.status, 'done')
  assert.match((await customer.answers(said.threadId))[0] ?? '', missing)
  assert.match(parley.log(), /"level":50,.*"event":"rule-missing".*"document":"knowledge\/terms\.html"/)
  assert.equal(await writes(), 0)
  // Nothing was looked up for it either.
  assert.equal((await shop.book()).calls.length, 0)
})

interface Cited {
  readonly approved: { readonly citations: readonly { quote: string; textHash: string; passageId: string }[] }
  readonly passages: readonly { readonly id: string; readonly text: string }[]
}

function wrongs(file: unknown): readonly string[] {
  const bytes = Buffer.from(canonicalJson(file))
  return verifyEvidence(bytes, { trusted: null, anchors: null }).flatMap(({ kind, text }) =>
    kind === 'wrong' ? [text] : [],
  )
}
