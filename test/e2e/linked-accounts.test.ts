import assert from 'node:assert/strict'
import { after, beforeEach, test } from 'node:test'
import { shownText as shownInTeams } from '../helpers/adaptive-card.ts'
import { buttonsOf, shownText } from '../helpers/block-kit.ts'
import { openPlaceAsOwner } from '../helpers/database.ts'
import { deep } from '../helpers/depth.ts'
import { environmentOfAll } from '../helpers/channels-file.ts'
import { directOf, openFakeSlack } from '../helpers/fake-slack.ts'
import { openFakeTeams } from '../helpers/fake-teams.ts'
import { startShop } from '../helpers/parley.ts'
import { until } from '../helpers/until.ts'

// Addresses count for nothing here: who somebody is, they say on our own page.
const MORE = 'linking: true'
const MAYA = { id: 'U1', name: 'Maya (Slack)', email: 'maya.lindqvist@example.com' }
const OTHER = { id: 'U2', name: 'Somebody else', email: 'nobody@elsewhere.example' }
const IMPOSTOR = { id: 'U4', name: 'Maya Lindqvist', email: 'maya.lindqvist@example.com', team: 'T0OTHER' }
const MAYA_IN_TEAMS = {
  id: '29:1',
  objectId: '0c0c0c0c-0000-4000-8000-000000000001',
  name: 'Maya (Teams)',
  email: MAYA.email,
}

const slack = await openFakeSlack({ after }, { users: [MAYA, OTHER, IMPOSTOR], more: MORE })
const teams = await openFakeTeams({ after }, { users: [MAYA_IN_TEAMS], more: MORE })
const { parley, lead, shop } = await startShop(
  { after },
  { environment: await environmentOfAll({ after }, [slack, teams]) },
)
const maya = parley.as('customer')

/** May be meant so, or not: its plan asks whoever said it. */
const INFERRED = 'It never worked at home. Refund order A12'

let threads = 0
let thread = ''
beforeEach(async () => {
  for (const { id } of (await links(maya)).body.links) await maya.request('DELETE', `/v1/links/${id}`)
  for (const { id } of (await links(lead)).body.links) await lead.request('DELETE', `/v1/links/${id}`)
  for (const { runId } of await maya.waitingPlans()) await maya.request('POST', `/v1/runs/${runId}/cancel`)
  thread = `16${String((threads += 1)).padStart(8, '0')}.000100`
  await shop.renew()
})

type Person = typeof maya
interface Links {
  readonly links: readonly { readonly id: string; readonly service: string; readonly account: string }[]
}

function links(person: Person) {
  return person.request<Links>('GET', '/v1/links')
}

const ofThread = () => slack.posted.filter((posted) => posted.thread === thread)
const last = () => {
  const posted = ofThread().at(-1)
  assert.ok(posted)
  return posted
}

async function say(text: string, user = MAYA.id) {
  const response = await slack.write(parley.url, { channel: directOf(user), user, thread_ts: thread, text })
  assert.ok(response.ok, String(response.status))
  await response.text()
}

/** The button of a card that asks somebody unknown. */
const sayWhoIAm = {
  type: 'actions' as const,
  elements: [
    {
      type: 'button' as const,
      action_id: 'parley-link',
      text: { type: 'plain_text' as const, text: 'Say who I am', emoji: false },
      value: JSON.stringify({ planId: '0f0f0f0f-0000-4000-8000-000000000000', digest: 'x' }),
    },
  ],
}

const secretIn = (text: string) => /\/console\/link\/([\w-]{43})/.exec(text)?.[1] ?? ''

/** What somebody who wants to link their account is told alone. */
async function asked(user = MAYA.id): Promise<string> {
  const before = slack.ephemeral.length
  await say('Link me', user)
  const told = slack.ephemeral.at(-1)
  assert.equal(slack.ephemeral.length, before + 1)
  assert.deepEqual([told?.user, told?.channel], [user, directOf(user)])
  return told?.text ?? ''
}

async function linked(person: Person, user = MAYA.id) {
  const made = await person.request('POST', '/v1/links', { secret: secretIn(await asked(user)) })
  assert.equal(made.status, 201, JSON.stringify(made.body))
}

test('somebody unknown says who they are on our own page, and then their yes in Slack is that person’s', async (t) => {
  // Not hers as far as anybody knows.
  await say(INFERRED)
  await until(() => ofThread().length > 0)
  t.diagnostic(shownText(last()))
  assert.deepEqual((await shop.book()).refunds, [])
  await slack.press(parley.url, MAYA.id, { ...last(), blocks: [sayWhoIAm] }, 'parley-link')
  const told = slack.ephemeral.at(-1)
  assert.equal(told?.user, MAYA.id)
  const secret = secretIn(told?.text ?? '')
  const offer = await maya.request('GET', `/v1/link-offers/${secret}`)
  assert.partialDeepStrictEqual(offer.body, { service: 'Slack', place: 'acme', name: MAYA.name, account: MAYA.id })
  // Looking links nothing.
  assert.deepEqual((await links(maya)).body.links, [])
  const made = await maya.request<Links['links'][number]>('POST', '/v1/links', { secret })
  assert.partialDeepStrictEqual(made, { status: 201, body: { service: 'Slack', account: MAYA.id } })
  assert.deepEqual(
    (await links(maya)).body.links.map(({ id }) => id),
    [made.body.id],
  )
  // What was asked by somebody unknown stays theirs; asked again in the same place it is hers.
  await say(INFERRED)
  await until(() => ofThread().length > 1)
  assert.match(buttonsOf(last().blocks)[0]?.text.text ?? '', /^Refund/)
  await slack.press(parley.url, MAYA.id, last(), 'parley-approve')
  await until(() => ofThread().length > 2)
  assert.equal((await shop.book()).refunds.length, 1)
})

test('a link counts once, the newest alone, and for ten minutes', async () => {
  const first = secretIn(await asked())
  const second = secretIn(await asked())
  const make = (secret: string) => maya.request('POST', '/v1/links', { secret })
  assert.equal((await make(first)).status, 404)
  const both = await Promise.all([make(second), make(second)])
  assert.deepEqual(both.map(({ status }) => status).sort(), [201, 404])
  assert.equal((await make(second)).status, 404)
  assert.equal((await make('x'.repeat(43))).status, 404)
  assert.equal((await maya.request('GET', `/v1/link-offers/${second}`)).status, 404)
  assert.equal((await links(maya)).body.links.length, 1)
  assert.match(await asked(), /You are Maya Lindqvist here already/)
})

test(
  'a link that is too old is none',
  { skip: parley.place.kind !== 'postgres' && 'PGlite is open in one process alone' },
  async () => {
    const secret = secretIn(await asked())
    {
      await using owner = await openPlaceAsOwner(parley.place)
      await owner.run(`update outside_links set expires_at = now() - interval '1 second' where linked_at is null`)
    }
    assert.equal((await maya.request('GET', `/v1/link-offers/${secret}`)).status, 404)
    assert.equal((await maya.request('POST', '/v1/links', { secret })).status, 404)
  },
)

test('no key links an account, and no page of another site', async () => {
  const secret = secretIn(await asked())
  const wanted = { name: 'k', scopes: ['decide'], roles: [] }
  const { body } = await parley.as('operator').request<{ key: string }>('POST', '/v1/keys', wanted)
  const send = (headers: Record<string, string>) =>
    fetch(`${parley.url}/v1/links`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify({ secret }),
    })
  assert.equal((await send({ authorization: `Bearer ${body.key}` })).status, 403)
  assert.equal((await send({})).status, 401)
  assert.equal((await send({ authorization: `Bearer ${maya.key}`, origin: 'https://evil.example' })).status, 403)
  assert.equal((await links(maya)).body.links.length, 0)
  assert.equal((await maya.request('GET', `/v1/link-offers/${secret}`)).status, 200)
})

test('an account is one person’s: linked by another, the link before it ends; undone, it is nobody’s', async () => {
  await linked(lead, OTHER.id)
  const [own] = (await links(lead)).body.links
  assert.equal((await maya.request('DELETE', `/v1/links/${own?.id}`)).status, 404)
  assert.match(await asked(OTHER.id), /You are Jonas Weber here already/)
  assert.equal((await lead.request('DELETE', `/v1/links/${own?.id}`)).status, 204)
  assert.equal((await lead.request('DELETE', `/v1/links/${own?.id}`)).status, 404)
  await linked(maya, OTHER.id)
  assert.deepEqual((await links(lead)).body.links, [])
  await say(INFERRED, OTHER.id)
  await until(() => ofThread().length > 0)
  const [mine] = (await links(maya)).body.links
  assert.equal((await maya.request('DELETE', `/v1/links/${mine?.id}`)).status, 204)
  const before = slack.ephemeral.length
  await slack.press(parley.url, OTHER.id, last(), 'parley-approve')
  await until(() => slack.ephemeral.length > before)
  assert.match(slack.ephemeral.at(-1)?.text ?? '', /don’t know who you are here/)
  assert.deepEqual((await shop.book()).refunds, [])
})

deep('another workspace’s people link nothing, and in a channel nobody does', async () => {
  const before = slack.ephemeral.length
  await say('link me', IMPOSTOR.id)
  await until(() => ofThread().length > 0)
  const said = { channel: 'C9', user: MAYA.id, text: '<@U0PARLEY> link me' }
  await slack.write(parley.url, said)
  await until(() => slack.in('C9').length > 0)
  assert.equal(slack.ephemeral.length, before)
  assert.doesNotMatch(JSON.stringify(slack.in('C9')), /console\/link/)
})

deep('in Teams it is the same page, in the chat that they have', async (t) => {
  const write = async (text: string) => {
    const response = await teams.write(parley.url, { from: MAYA_IN_TEAMS, conversation: 'a:linked', text })
    assert.ok(response.ok, String(response.status))
    await response.text()
  }
  await write(INFERRED)
  await until(() => teams.in('a:linked').length === 1)
  const [card] = teams.in('a:linked')
  assert.ok(card)
  t.diagnostic(shownInTeams(card.card))
  // As the button of a card that asks somebody unknown does.
  const plan = { planId: '0f0f0f0f-0000-4000-8000-000000000000' }
  const pressed = JSON.stringify(await teams.press(parley.url, MAYA_IN_TEAMS, card, 'parley-link', plan))
  const offer = await maya.request('GET', `/v1/link-offers/${secretIn(pressed)}`)
  assert.partialDeepStrictEqual(offer.body, { service: 'Teams', name: MAYA_IN_TEAMS.name })
  await write('link me')
  await until(() => teams.in('a:linked').length === 2)
  const offered = teams.in('a:linked')[1]
  assert.ok(offered)
  assert.match(shownInTeams(offered.card), /works once, for ten minutes/)
  const made = await maya.request('POST', '/v1/links', { secret: secretIn(JSON.stringify(offered.card)) })
  assert.partialDeepStrictEqual(made, { status: 201, body: { service: 'Teams' } })
  await write('Refund order A12')
  await until(() => teams.in('a:linked').length === 3)
  assert.match(shownInTeams(teams.in('a:linked')[2]?.card ?? card.card), /^Done/)
  assert.equal((await shop.book()).refunds.length, 1)
  assert.deepEqual([slack.refused, teams.refused], [[], []])
})
