import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { z } from 'zod'
import { runParley } from '../channels/cli/run-parley.ts'
import { shownText } from '../helpers/block-kit.ts'
import { openPlaceAsOwner } from '../helpers/database.ts'
import type { AgreedOtherwise } from '../helpers/fake-slack-installs.ts'
import { directOf, openFakeSlack, WORKSPACE } from '../helpers/fake-slack.ts'
import { startParley } from '../helpers/parley.ts'
import { startTestShop } from '../helpers/shop.ts'
import { until } from '../helpers/until.ts'

const MAYA = { id: 'U1', name: 'Maya Lindqvist', email: 'maya.lindqvist@example.com' }
const BETA = { id: 'T0BETA', name: 'Beta & <b>Co</b>' }
// Of another workspace, whose administrator let it be in the file that addresses count.
const THERE = { id: 'U7', name: 'Somebody there', email: 'nobody@elsewhere.example', team: BETA.id }

const shop = await startTestShop({ after })
const slack = await openFakeSlack({ after }, { users: [MAYA, THERE], isInstalled: true })
const parley = await startParley({ after }, { shop, environment: slack.environment })
const operator = parley.as('operator')
const { installs } = slack

const Begun = z.object({ url: z.url(), until: z.iso.datetime() })
const Listed = z.object({
  channels: z.array(z.object({ name: z.string(), workspaces: z.array(z.object({ id: z.string() })).nullable() })),
})

async function begin(): Promise<string> {
  const { status, body } = await operator.request('POST', '/v1/channels/slack/acme/installations')
  assert.equal(status, 201, JSON.stringify(body))
  return Begun.parse(body).url
}

async function agreed(team = BETA, otherwise: AgreedOtherwise = {}): Promise<string> {
  return await (await installs.agree(await begin(), team, otherwise)).text()
}

async function workspaces(): Promise<readonly string[]> {
  const { body } = await operator.request('GET', '/v1/channels')
  const [slackThere] = Listed.parse(body).channels.filter(({ name }) => name === 'slack/acme')
  return (slackThere?.workspaces ?? []).map(({ id }) => id)
}

const say = (text: string, user: string, thread: string, team: string) =>
  slack.write(parley.url, { channel: directOf(user), user, thread_ts: thread, text }, { team })
const ofThread = (thread: string) => slack.posted.filter((posted) => posted.thread === thread)

test('before the app is installed in a workspace nothing of it is answered', async () => {
  const response = await say('hello', MAYA.id, '1.1', WORKSPACE)
  assert.deepEqual([response.status, await response.json()], [200, {}])
  assert.deepEqual(await workspaces(), [])
  assert.deepEqual(slack.posted, [])
})

test('an operator begins it, somebody of each workspace agrees, and each is answered with its own token', async () => {
  const page = await agreed({ id: WORKSPACE, name: 'Acme' })
  assert.match(page, /Installed in Acme: .*the agent support/)
  // What a workspace is called there is its people's to write.
  assert.match(await agreed(), /Installed in Beta &amp; &lt;b&gt;Co&lt;\/b&gt;/)
  assert.deepEqual(new Set(await workspaces()), new Set([WORKSPACE, BETA.id]))
  await say('Refund order A12', MAYA.id, '2.1', WORKSPACE)
  await until(() => ofThread('2.1').length > 0)
  assert.match(shownText(ofThread('2.1')[0] ?? assert.fail()), /^Done/)
  assert.ok(slack.tokens.every((token) => token === `Bearer ${installs.tokenOf(WORKSPACE)}`))
  const before = slack.tokens.length
  await say('How long do I have to return a damaged item?', THERE.id, '2.2', BETA.id)
  await until(() => ofThread('2.2').length > 0)
  assert.match(shownText(ofThread('2.2')[0] ?? assert.fail()), /14 days/)
  assert.ok(slack.tokens.slice(before).every((token) => token === `Bearer ${installs.tokenOf(BETA.id)}`))
})

test('somebody who says of themselves in another workspace that they are of this one isn’t', async () => {
  await say('It never worked at home. Refund order A12', MAYA.id, '3.1', BETA.id)
  await until(() => ofThread('3.1').length > 0)
  assert.match(shownText(ofThread('3.1')[0] ?? assert.fail()), /can't find order A12 among yours/)
})

test('what an operator began counts once, and nobody else begins it', async () => {
  const address = await begin()
  assert.match(await (await installs.agree(address, BETA)).text(), /Installed in/)
  assert.match(await (await installs.agree(address, BETA)).text(), /used before/)
  const state = new URL(address).searchParams.get('state') ?? ''
  assert.match(
    await (await fetch(`${parley.url}/channels/slack/acme/installed?state=${state}x&code=c`)).text(),
    /used before/,
  )
  for (const person of ['customer', 'support-lead']) {
    const { status } = await parley.as(person).request('POST', '/v1/channels/slack/acme/installations')
    assert.equal(status, 403, person)
  }
  assert.equal((await operator.request('POST', '/v1/channels/slack/other/installations')).status, 404)
  assert.equal((await fetch(`${parley.url}/channels/slack/other/installed?state=${state}&code=c`)).status, 404)
})

for (const [title, otherwise, why] of [
  ['Slack’s refusal', { error: 'access_denied' }, /Nothing was installed\. access_denied/],
  ['fewer rights', { scope: 'chat:write' }, /wasn’t given app_mentions:read/],
  ['a whole organisation', { more: { is_enterprise_install: true } }, /whole organisation/],
  ['tokens that end', { more: { expires_in: 43_200, refresh_token: 'x' } }, /token rotation/],
  ['a token of a user', { more: { access_token: 'xoxp-1-2-3-4' } }, /wasn’t understood/],
] as const) {
  test(`with ${title} nothing is installed, and the page says why`, async () => {
    const other = { id: 'T0GAMMA', name: 'Gamma' }
    assert.match(await agreed(other, otherwise), why)
    assert.ok(!(await workspaces()).includes(other.id))
  })
}

test('a workspace that takes the app out is forgotten with its token, and answered nothing more', async () => {
  await agreed()
  const token = installs.tokenOf(BETA.id) ?? ''
  installs.remove(BETA.id)
  const gone = { type: 'tokens_revoked', tokens: { bot: ['U0PARLEY'] } }
  await slack.write(parley.url, gone, { team: BETA.id })
  await slack.write(parley.url, { type: 'app_uninstalled' }, { team: BETA.id })
  assert.deepEqual(await workspaces(), [WORKSPACE])
  const before = slack.posted.length
  await say('hello', THERE.id, '5.1', BETA.id)
  await say('hello', MAYA.id, '5.2', WORKSPACE)
  await until(() => ofThread('5.2').length > 0)
  assert.equal(slack.posted.length, before + 1)
  if (parley.place.kind !== 'postgres') return
  await using owner = await openPlaceAsOwner(parley.place)
  const rows = await owner.run('select * from channel_installations')
  assert.ok(rows.length > 3)
  for (const secret of [token, installs.tokenOf(WORKSPACE) ?? '']) assert.ok(!JSON.stringify(rows).includes(secret))
  assert.ok(rows.every(({ workspace, sealed_token: sealed }) => workspace !== BETA.id || sealed === null))
})

test('the command line prints the address, and where it is installed', async () => {
  const run = (...more: string[]) =>
    runParley(['channels', ...more, '--server', parley.url], { dataDir: parley.place.dataDir })
  const begun = await run('--install', 'acme')
  assert.match(begun.out, /Open this within ten minutes[^]*\/oauth\/v2\/authorize\?client_id=/)
  assert.match((await run()).out, /slack\/acme {2}in Acme \(T0ACME\)/)
  assert.equal((await run('--install', 'other')).code, 1)
})
