import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'
import { loadChannels } from '#channels/outside-channels.ts'
import { TenantId } from '#core/principal.ts'
import { newSecret } from '../helpers/outside-desk.ts'

const VARIABLES: Readonly<Record<string, string>> = {
  DESK_IN: newSecret(),
  DESK_OUT: newSecret(),
  SHORT: 'whsec_AAAA',
  DESK_URL: 'https://elsewhere.example.com/parley',
}

async function load(t: TestContext, text: string) {
  const folder = await mkdtemp(join(tmpdir(), 'parley-channels-'))
  t.after(() => rm(folder, { recursive: true, force: true }))
  const file = join(folder, 'channels.yaml')
  await writeFile(file, text)
  return await loadChannels({
    file,
    reference: (name) => VARIABLES[name],
    agents: ['order-status', 'support'],
    defaultTenant: TenantId.parse('default'),
    now: () => new Date(),
  })
}

test('without a file there are no channels', async () => {
  const named = {
    reference: () => undefined,
    agents: [],
    defaultTenant: TenantId.parse('default'),
    now: () => new Date(),
  }
  assert.deepEqual(await loadChannels({ file: undefined, ...named }), [])
})

test('an entry has a name, a tenant and an agent, and an outlet only where it says so', async (t) => {
  const channels = await load(
    t,
    `webhooks:
  one: { confirmBy: support-lead, in: { secrets: ["\${DESK_IN}"] } }
  two: { agent: support, confirmBy: nobody, tenant: other, in: { secrets: ["\${DESK_IN}"] }, out: { url: "\${DESK_URL}", secrets: ["\${DESK_OUT}"] } }
`,
  )
  assert.deepEqual(
    channels.map(({ name, tenantId, agent, confirmBy, outlet }) => [
      name,
      confirmBy,
      tenantId,
      agent,
      outlet && [outlet.timeoutMs, outlet.giveUpAfterMs],
    ]),
    [
      ['webhook/one', 'support-lead', 'default', 'order-status', null],
      ['webhook/two', null, 'other', 'support', [10_000, 86_400_000]],
    ],
  )
})

const ID = '0a0a0a0a-0000-4000-8000-000000000001'
const teams = (more: string, { appId = ID, secret = '"${DESK_IN}"' } = {}) =>
  `teams: { acme: { appId: ${appId}, directory: ${ID}, secret: ${secret}${more} } }`
const IN = 'in: { secrets: ["${DESK_IN}"] }'
const ASKS = 'confirmBy: support-lead'
const SMTP = 'smtp: { host: mx.example.com }'
for (const [title, text, complaint] of [
  ['a kind that isn’t known', 'webhook: {}', /1:1 {2}Unknown key "webhook"\. Did you mean "webhooks"\?/],
  ['a name with capitals', `webhooks: { Desk: { ${IN} } }`, /A webhook can’t be called "Desk"/],
  ['no secrets', 'webhooks: { desk: { in: {} } }', /"secrets" is missing/],
  [
    'a secret that stands there',
    `webhooks: { desk: { in: { secrets: ["${newSecret()}"] } } }`,
    /must name a variable, never stand here/,
  ],
  ['a variable that isn’t set', 'webhooks: { desk: { in: { secrets: ["${NOT_SET}"] } } }', /NOT_SET isn’t set/],
  [
    'a secret that is too short',
    'webhooks: { desk: { in: { secrets: ["${SHORT}"] } } }',
    /SHORT is no secret of Standard Webhooks/,
  ],
  [
    'an agent that isn’t there',
    `webhooks: { desk: { agent: nobody, ${ASKS}, ${IN} } }`,
    /There is no agent "nobody"\. There are: order-status, support\./,
  ],
  [
    'nobody named who is asked in a requester’s place',
    `webhooks: { desk: { ${IN} } }`,
    /1:13 {2}A program writes here, so "confirmBy" must say who is asked[^]*confirmBy: nobody/,
  ],
  [
    'a requester where there is none',
    `webhooks: { desk: { confirmBy: requester, ${IN} } }`,
    /"requester" is no role that could be asked here/,
  ],
  [
    'who is asked in words',
    `webhooks: { desk: { confirmBy: the support lead, ${IN} } }`,
    /"the support lead" is no role that could be asked here/,
  ],
  [
    'http',
    `webhooks: { desk: { ${ASKS}, ${IN}, out: { url: "http://desk.example.com", secrets: ["\${DESK_OUT}"] } } }`,
    /"url" must be an https address/,
  ],
  [
    'a password in the address',
    `webhooks: { desk: { ${ASKS}, ${IN}, out: { url: "https://a:b@desk.example.com", secrets: ["\${DESK_OUT}"] } } }`,
    /without a password/,
  ],
  [
    'one secret for both ways',
    `webhooks: { desk: { ${ASKS}, ${IN}, out: { url: "\${DESK_URL}", secrets: ["\${DESK_IN}"] } } }`,
    /A secret can’t be for both ways/,
  ],
  [
    'a mail address that says no way in',
    `mail: { desk: { address: a@b.example, ${SMTP} } }`,
    /It doesn’t say how mails come in/,
  ],
  ['a mail address that says no way out', `mail: { desk: { address: a@b.example, ${IN} } }`, /"smtp" is missing/],
  ['a mail address that isn’t one', `mail: { desk: { address: desk, ${IN}, ${SMTP} } }`, /"address"/],
  [
    'a mailbox’s password that stands there',
    `mail: { desk: { address: a@b.example, ${IN}, smtp: { host: x, user: u, password: hunter2 } } }`,
    /A password must name a variable, never stand here/,
  ],
  [
    'a mailbox’s user without a password',
    `mail: { desk: { address: a@b.example, ${IN}, smtp: { host: x, user: u } } }`,
    /A user needs a password/,
  ],
  [
    'a name server that is a name',
    `mail: { desk: { address: a@b.example, ${IN}, ${SMTP}, dns: ns.example.com } }`,
    /"dns" must be a server’s address/,
  ],
  ['a directory of Teams with a space', 'teams: { "a b": {} }', /A directory can’t be called "a b"/],
  ['an app without an id', teams('', { appId: 'parley' }), /"appId" must be an id, such as 0000/],
  ['Teams’ secret that stands there', teams('', { secret: 'abcdefgh1' }), /must name a variable, never stand here/],
  ['Teams’ secret that isn’t set', teams('', { secret: '"${NOT_SET}"' }), /NOT_SET isn’t set\. It is among the app/],
  ['a host of Teams that is an address', teams(', hosts: ["https://a.example/"]'), /must be a host’s name/],
  ['every host of Teams', teams(', hosts: ["*"]'), /must be a host’s name/],
  ['no host of Teams', teams(', hosts: []'), /hosts/],
  ['keys of Teams over http', teams(', keysUrl: "http://a.example/keys"'), /"keysUrl" must be an https address/],
  ['a login of Teams with a password', teams(', loginUrl: "https://a:b@a.example/"'), /without a password/],
  ['an issuer of Teams over http', teams(', issuer: "http://a.example"'), /issuer/],
  ['a word that Teams’ entries don’t have', teams(', webhookVerifier: true'), /Unknown key "webhookVerifier"/],
] as const) {
  test(`${title} stops the start, with its line and no value`, async (t) => {
    const problem = await load(t, text).then(
      () => assert.fail('it was taken'),
      (error: unknown) => (error instanceof Error ? error.message : ''),
    )
    assert.match(problem, complaint)
    for (const value of Object.values(VARIABLES)) assert.ok(!problem.includes(value))
  })
}
