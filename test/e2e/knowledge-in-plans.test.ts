import assert from 'node:assert/strict'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { whyTexts } from '#cards/drawing/plan-why.ts'
import { canonicalJson } from '#core/commitment.ts'
import type { ReplayView } from '#contract/replay.ts'
import { deep } from '../helpers/depth.ts'
import { verifyEvidence } from '../../bin/verify-evidence.ts'
import { opened, readEvidence } from '../helpers/evidence.ts'
import { lookingAgent } from '../helpers/looking-agent.ts'
import { startShop } from '../helpers/parley.ts'
import type { PersonClient } from '../helpers/parley-client.ts'

// A plan looks into its agent's documents, under the rights of whoever asked, and what it quotes is what it goes by.
const SEARCH = `const found = await knowledge.search('return an unused item for a change of mind')`
const SENTENCE = 'You can return any unused item within 30 days of delivery, without giving a reason.'

const programs = {
  'quote what is there': `${SEARCH}
const hit = found.find(({ heading }) => heading.includes('Change of mind'))
const quote = await knowledge.quote(hit, 'You can return any  unused item\\nwithin 30 days of delivery')
return say('It says: ' + quote.text)`,
  'quote what is not there': `${SEARCH}
const quote = await knowledge.quote(found[0], 'You can return any unused item within 300 days of delivery')
return say(quote.text)`,
  'quote half a number': `${SEARCH}
const hit = found.find(({ heading }) => heading.includes('Change of mind'))
return say((await knowledge.quote(hit, 'any unused item within 3')).text)`,
  'tell without a quote': `${SEARCH}
return say('Nearest: ' + found[0].title)`,
  'look for what leads decide': `const found = await knowledge.search('goodwill voucher for a late delivery')
return say(found.map(({ title }) => title).join(', '))`,
  'look for nothing we have': `const found = await knowledge.search('Who won the football match last night?')
return say('Found ' + found.length)`,
  'quote a passage by a made-up id': `const quote = await knowledge.quote('not-a-passage', 'some words that stand there')
return say(quote.text)`,
  'quote what leads may read': `const [hit] = await knowledge.search('Goodwill is no refund')
const quote = await knowledge.quote(hit, 'Goodwill is no refund')
return say(quote.text)`,
  'mail what leads may read': `const [hit] = await knowledge.search('Goodwill is no refund')
const quote = await knowledge.quote(hit, 'Goodwill is no refund: what was damaged or returned is refunded in full')
const order = await tools.shop.orders.get({ id: 'A12' })
tools.shop.mail.send({ to: order.customerEmail, template: 'order-update', values: { orderId: 'A12', message: quote.text } })`,
}

const trusting = await lookingAgent({ after }, { trusted: true, programs })
const { parley, customer, lead, shop } = await startShop({ after }, { environment: { AGENTS_DIR: trusting.dir } })

async function answerTo(text: string, by: PersonClient = customer) {
  const said = await by.ask(text)
  const message = (await by.messages(said.threadId)).findLast(({ role }) => role === 'assistant')
  const part = message?.parts.find((each) => each.type === 'text')
  assert.ok(part?.type === 'text')
  return { said, text: part.text, citations: part.citations }
}

/** Starts anew with another text in a file of the agent's folder. */
async function restartWith(file: string, from: string, to: string): Promise<void> {
  const path = join(trusting.dir, 'support', file)
  const before = await readFile(path, 'utf8')
  assert.ok(before.includes(from))
  await parley.stop()
  await writeFile(path, before.replace(from, to))
  await parley.start()
}

async function writes(): Promise<number> {
  const { calls } = await shop.book()
  return calls.filter(({ tool }) => tool === 'mail.send').length
}

test('a plan computes with what a document says, and does and tells it with the quote', async () => {
  const { said, text, citations } = await answerTo('mail me the last day on which I can return A12')
  assert.equal(said.run.status, 'done')
  const { mails } = await shop.book()
  assert.match(
    mails.at(-1)?.body ?? '',
    /You can return order A12 until \d+ \w+ \d{4}\. “You can return any unused item/,
  )
  const [citation, ...others] = citations
  assert.ok(citation && others.length === 0)
  assert.equal(citation.quote, SENTENCE)
  assert.equal(citation.document.title, 'Returns')
  assert.equal(text.slice(citation.start, citation.end), SENTENCE)
  const plan = await customer.planOf(said)
  assert.equal(plan.citations[0]?.quote, SENTENCE)
  assert.deepEqual(plan.reads.map(({ title, from, args }) => [title, from, args]).slice(-2), [
    [
      'Look in our documents for “return an unused item for a change of mind”',
      'our documents',
      { query: 'return an unused item for a change of mind' },
    ],
    ['Quote our documents', 'our documents', {}],
  ])
  await shop.renew()
})

test('a quote is found as answers’ quotes are, and given in the document’s own words', async () => {
  const { text, citations } = await answerTo('quote what is there')
  assert.equal(text, 'It says: You can return any unused item within 30 days of delivery')
  assert.equal(citations[0]?.start, 'It says: '.length)
})

for (const name of ['quote what is not there', 'quote half a number', 'quote a passage by a made-up id']) {
  deep(`a plan ends at once: ${name}`, async () => {
    const { text, citations } = await answerTo(name)
    assert.match(text, /our documents don’t say|isn’t in our documents/u)
    assert.deepEqual(citations, [])
  })
}

deep('what is said of a document that nothing was quoted from is cited by what was found', async () => {
  const { text, citations } = await answerTo('tell without a quote')
  assert.equal(text, 'Nearest: Returns')
  assert.deepEqual(
    citations.map(({ start, end, document }) => [start, end, document.title]),
    [[0, text.length, 'Returns']],
  )
})

deep('what somebody may not read isn’t found for them, and looks like what there isn’t', async () => {
  const { text } = await answerTo('look for what leads decide')
  assert.doesNotMatch(text, /Goodwill/u)
  assert.match((await answerTo('look for what leads decide', lead)).text, /Goodwill/u)
})

deep('a search that the documents don’t answer finds nothing', async () => {
  assert.equal((await answerTo('look for nothing we have')).text, 'Found 0')
})

deep('evidence holds what was looked up with the passage’s hash, and is good', async () => {
  const { said } = await answerTo('mail me the last day on which I can return A12')
  const plan = await customer.planOf(said)
  const file = await readEvidence(customer, plan.id)
  const { approved } = opened<{ approved: { citations: readonly { quote: string; textHash: string }[] } }>(file)
  assert.equal(approved.citations[0]?.quote, SENTENCE)
  assert.match(approved.citations[0]?.textHash ?? '', /^sha256:/u)
  assert.deepEqual(wrongs(file), [])
  const { body } = await parley.as('operator').request<ReplayView>('GET', `/v1/plans/${plan.id}/replay`)
  assert.deepEqual(body.differs, [])
  await shop.renew()
})

deep('a document that nobody vouches for is used, and a person is asked about what hangs on it', async () => {
  await restartWith('agent.yaml', 'class: public, trusted: true', 'class: public')
  const said = await customer.ask('mail me the last day on which I can return A12')
  assert.equal(said.run.status, 'waiting')
  const plan = await lead.plan((await customer.planOf(said)).id)
  assert.partialDeepStrictEqual(plan.verdict, { decision: 'ask', roles: ['support-lead'] })
  assert.ok(plan.verdict?.policies.includes('parley.untrusted'))
  const values = plan.effects[0]?.arguments.find(({ name }) => name === 'values')
  assert.match(values?.origin ?? '', /document.*unchecked/u)
  assert.equal(plan.citations[0]?.quote, SENTENCE)
  assert.equal(await writes(), 0)

  // Another sentence of the passage: what is quoted is looked at with what stands around it.
  await restartWith('knowledge/returns.md', 'clean and in its original box', 'clean and in any box')
  assert.equal((await lead.decide(plan, 'approve')).status, 200)
  await customer.settled(said.runId, 'waiting')
  const again = await lead.plan(plan.id)
  assert.notEqual(again.digest, plan.digest)
  assert.equal(
    whyTexts(again, { id: 'support-lead', roles: ['support-lead'] })[0],
    'The document behind it changed: Returns.',
  )
  assert.equal(await writes(), 0)

  // And another one elsewhere in the document is no matter.
  await restartWith('knowledge/returns.md', 'It is valid for 14 days', 'It is valid for 15 days')
  assert.equal((await lead.decide(again, 'approve')).status, 200)
  await customer.settled(said.runId, 'done')
  assert.equal(await writes(), 1)
  await shop.renew()
})

deep('what isn’t there any more at apply stops the plan', async () => {
  const said = await customer.ask('mail me the last day on which I can return A12')
  const plan = await lead.plan((await customer.planOf(said)).id)
  await restartWith('knowledge/returns.md', 'within 30 days of delivery', 'for a month after delivery')
  assert.equal((await lead.decide(plan, 'approve')).status, 200)
  await customer.settled(said.runId, 'done')
  assert.equal((await customer.plan(plan.id)).status, 'stale')
  assert.equal(await writes(), 0)
})

deep('whoever decides and may not read a document sees that there is one, and not what it says around', async () => {
  const rule = `@id("mail-asks-finance")\n@ask("finance")\n@reason("Finance looks at mails")\nforbid (principal, action == Action::"shop/mail.send", resource);\n\n`
  await restartWith('returns.cedar', '@id("mail-about-returns")', `${rule}@id("mail-about-returns")`)
  const said = await lead.ask('mail what leads may read')
  assert.equal(said.run.status, 'waiting')
  const own = await lead.planOf(said)
  assert.equal(own.citations.length, 1)
  const seen = await parley.as('finance').plan(own.id)
  assert.deepEqual(seen.citations, [])
  const [step] = seen.effects
  const values = step?.arguments.find(({ name }) => name === 'values')
  assert.match(`${values?.origin}`, /our documents/u)
  assert.deepEqual(values?.excerpts, [])
  const quote = seen.reads.find(({ tool }) => tool === 'knowledge.quote')
  assert.deepEqual(quote?.args, {})
  const evidence = JSON.stringify((await readEvidence(parley.as('finance'), own.id)).disclosed)
  assert.doesNotMatch(evidence, /Goodwill guidelines|For support leads/u)
  await restartWith('returns.cedar', rule, '')
})

deep('a look that a rule asks about waits with a card, and is made after the yes', async () => {
  const looks = `[Action::"knowledge.search", Action::"knowledge.quote"]`
  const rule = `@id("asked-lookups")\n@ask("support-lead")\n@reason("Another lead looks first")\nforbid (principal, action in ${looks}, resource);\n\n`
  await restartWith('returns.cedar', '@id("mail-about-returns")', `${rule}@id("mail-about-returns")`)
  const other = parley.as('other-lead')
  const said = await lead.ask('quote what leads may read')
  assert.equal(said.run.status, 'waiting')
  const search = await other.plan((await lead.planOf(said)).id)
  assert.deepEqual(
    [search.asking, search.awaits, search.title],
    [true, ['support-lead'], 'Look in our documents for “Goodwill is no refund”'],
  )
  assert.equal((await other.decide(search, 'approve')).status, 200)
  await lead.event(said.threadId, (event) => event.type === 'plan-proposed' && event.digest !== search.digest)
  await lead.settled(said.runId, 'waiting')
  const quote = await other.plan(search.id)
  assert.deepEqual([quote.title, quote.allowed.length], ['Quote our documents', 1])
  assert.equal((await other.decide(quote, 'approve')).status, 200)
  await lead.settled(said.runId, 'done')
  assert.match((await lead.answers(said.threadId)).at(-1) ?? '', /Goodwill is no refund/u)
  const { body } = await parley.as('operator').request<ReplayView>('GET', `/v1/plans/${search.id}/replay`)
  assert.deepEqual(body.differs, [])
  await restartWith('returns.cedar', rule, '')
})

deep('what was quoted before a read was allowed isn’t given to whoever may not read the document', async () => {
  const both = `[Action::"shop/orders.get", Action::"shop/mail.send"]`
  const rule = `@id("orders-asked")\n@ask("finance")\n@reason("Finance looks first")\nforbid (principal, action in ${both}, resource);\n\n`
  await restartWith('returns.cedar', '@id("mail-about-returns")', `${rule}@id("mail-about-returns")`)
  const finance = parley.as('finance')
  const said = await lead.ask('mail what leads may read')
  const reads = await finance.plan((await lead.planOf(said)).id)
  assert.deepEqual([reads.asking, reads.citations], [true, []])
  assert.equal((await finance.decide(reads, 'approve')).status, 200)
  await lead.event(said.threadId, (event) => event.type === 'plan-proposed' && event.digest !== reads.digest)
  await lead.settled(said.runId, 'waiting')
  const places = async (person: PersonClient) => Object.keys((await readEvidence(person, reads.id)).disclosed)
  const sealed = /^\/reads\/0\/approved\/citations\//u
  assert.equal((await places(finance)).filter((place) => sealed.test(place)).length, 0)
  assert.notEqual((await places(lead)).filter((place) => sealed.test(place)).length, 0)
  await restartWith('returns.cedar', rule, '')
})

deep('a rule may forbid to look', async () => {
  const rule = `@id("no-lookups")\nforbid (principal, action in [Action::"knowledge.search", Action::"knowledge.quote"], resource);\n`
  await restartWith('returns.cedar', '@id("mail-about-returns")', `${rule}@id("mail-about-returns")`)
  const { text } = await answerTo('look for nothing we have')
  assert.equal(text, 'I’d need to look at something that I’m not allowed to see. Nothing was done.')
})

function wrongs(file: unknown): readonly string[] {
  const bytes = Buffer.from(canonicalJson(file))
  return verifyEvidence(bytes, { trusted: null, anchors: null }).flatMap(({ kind, text }) =>
    kind === 'wrong' ? [text] : [],
  )
}
