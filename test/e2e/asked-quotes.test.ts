import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { whyTexts } from '#cards/drawing/plan-why.ts'
import { renderPlanCard } from '#channels/cli/plan-card.ts'
import type { PlanView } from '#contract/plan.ts'
import { deep } from '../helpers/depth.ts'
import { readEvidence } from '../helpers/evidence.ts'
import { startShop } from '../helpers/parley.ts'
import { quotingAgent } from '../helpers/quoting-agent.ts'
import type { PersonClient } from '../helpers/parley-client.ts'

// A quote that people are asked about: of two who hold the asked role one may read the document, and one may not.
const WORDS = 'Goodwill is no refund'
// What the document says around the quote, what it is called, and the quote itself.
const THEIRS = /Goodwill|is no refund/iu

const agent = await quotingAgent({ after }, WORDS)
const { change } = agent
const { parley } = await startShop({ after }, { environment: { AGENTS_DIR: agent.dir } })
const [requester, reader, stranger] = [parley.as('finance'), parley.as('support-lead'), parley.as('other-lead')]

async function asked(text = 'quote the guidelines') {
  const said = await requester.ask(text)
  assert.equal(said.run.status, 'waiting')
  return { said, id: (await requester.planOf(said)).id }
}

function card(plan: PlanView, id: string): string {
  const clock = { now: new Date(plan.createdAt), zone: 'UTC', locale: 'en-GB' }
  return renderPlanCard(plan, {
    ...{ width: 100, unicode: true, details: true, clock },
    reader: { id, roles: ['support-lead'] },
  })
}

async function everything(person: PersonClient, id: string): Promise<string> {
  const places = [`/v1/plans/${id}`, `/v1/plans?status=waiting`, `/v1/plans/${id}/explanation`]
  const bodies = await Promise.all(places.map(async (place) => (await person.request('GET', place)).body))
  return JSON.stringify([...bodies, (await readEvidence(person, id)).disclosed])
}

test('whoever may not read the document sees that one is meant, and nothing of its words', async () => {
  const { said, id } = await asked()
  const plan = await stranger.plan(id)
  assert.deepEqual([plan.asking, plan.withheld, plan.title], [true, true, 'Quote our documents'])
  assert.deepEqual([plan.effects[0]?.args, plan.effects[0]?.arguments], [{}, []])
  assert.doesNotMatch(await everything(stranger, id), THEIRS)
  assert.match(whyTexts(plan, { id: 'other-lead', roles: ['support-lead'] }).join('\n'), /you can’t read/u)
  const shown = card(plan, 'other-lead')
  assert.doesNotMatch(shown, THEIRS)
  assert.match(shown.replaceAll(/\s+/gu, ' '), /This quotes a document you can’t read\. You can still say no\./u)
  assert.match(shown, /\n\[n\] Reject…   \[d\] details/u)

  const own = await reader.plan(id)
  assert.deepEqual([own.withheld, own.effects[0]?.args['text']], [false, WORDS])
  assert.match(card(own, 'support-lead'), THEIRS)
  assert.match(await everything(reader, id), THEIRS)

  const refused = await stranger.decide(plan, 'approve')
  assert.deepEqual([refused.status, refused.body['code']], [403, 'document-not-yours'])
  assert.equal((await stranger.plan(id)).status, 'waiting')
  assert.equal((await reader.decide(own, 'approve')).status, 200)
  await requester.settled(said.runId, 'done')
  assert.deepEqual(await requester.answers(said.threadId), [WORDS])
})

test('they may say no, and what was asked stays as cut as it was', async () => {
  const { said, id } = await asked()
  assert.equal((await stranger.decide(await stranger.plan(id), 'reject')).status, 200)
  await requester.settled(said.runId, 'done')
  const plan = await stranger.plan(id)
  assert.deepEqual([plan.status, plan.withheld], ['rejected', true])
  assert.doesNotMatch(await everything(stranger, id), THEIRS)
})

deep('a passage that isn’t there looks the same, and nobody who isn’t asked for it says yes', async () => {
  const { id } = await asked('quote what is nowhere')
  for (const person of [reader, stranger]) {
    const plan = await person.plan(id)
    assert.equal(plan.withheld, true)
    assert.equal((await person.decide(plan, 'approve')).body['code'], 'document-not-yours')
  }
  assert.equal((await stranger.decide(await stranger.plan(id), 'reject')).status, 200)
})

deep('rights count as they are at that moment: of a replay, too', async () => {
  const { id } = await asked()
  const replay = JSON.stringify((await parley.as('operator').request('GET', `/v1/plans/${id}/replay`)).body)
  assert.doesNotMatch(replay, THEIRS)
  await parley.stop()
  await change('agent.yaml', `'user:support-lead'`, `'user:other-lead'`)
  await parley.start()
  assert.equal((await reader.plan(id)).withheld, true)
  const plan = await stranger.plan(id)
  assert.equal(plan.withheld, false)
  assert.equal((await stranger.decide(plan, 'reject')).status, 200)
  await parley.stop()
  await change('agent.yaml', `'user:other-lead'`, `'user:support-lead'`)
  await parley.start()
})
