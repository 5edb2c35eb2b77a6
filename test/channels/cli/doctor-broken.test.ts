import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { createServer as createTcp } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { createLogger } from '#core/log.ts'
import { Secret } from '#core/secret.ts'
import { openOwner } from '#memory/database/owner.ts'
import { someOf } from '../../helpers/depth.ts'
import { copyAgents } from '../../helpers/agents.ts'
import { openPlaceAsOwner } from '../../helpers/database.ts'
import { openFakeMail } from '../../helpers/fake-mail.ts'
import { openFakeSlack } from '../../helpers/fake-slack.ts'
import { openFakeTeams } from '../../helpers/fake-teams.ts'
import { listening } from '../../helpers/listening.ts'
import { newSecret, openOutsideDesk } from '../../helpers/outside-desk.ts'
import { startParley } from '../../helpers/parley.ts'
import { socketPath } from '../../helpers/sandbox-host.ts'
import { startTestShop } from '../../helpers/shop.ts'
import { openPostgresWithoutVector } from '../../helpers/postgres-without-vector.ts'
import { mountSmallVolume } from '../../helpers/small-volume.ts'
import { writeStarter } from '../../helpers/starters.ts'
import { until } from '../../helpers/until.ts'
import { runParley } from './run-parley.ts'

// Set-ups that are broken, several at once, and what `parley doctor` says of each and what to do.
let out = ''
const ADMIN_URL = process.env.DATABASE_URL
const volume = mountSmallVolume({ after }, 24)
const OTHER = `sha256:${'0'.repeat(64)}`

const BROKEN: readonly (readonly [string, RegExp])[] = [
  [
    'a database that refuses the password',
    /^x {3}Database: The database refuses the user or the password\. Check DATABASE_URL\.$/m,
  ],
  [
    'a PostgreSQL without pgvector',
    /^x {3}Database: PostgreSQL at .* can't keep vectors: .*isn't installed on its server\. Install pgvector there .*npm run migrate$/m,
  ],
  [
    'a user of the database who may not create the extension',
    /^x {3}Database: PostgreSQL at .* this user may not create it\. As a superuser, .*: create extension vector; then run/m,
  ],
  [
    'a volume that fills up',
    /^! {3}Disk: The volume of DATA_DIR fills up: .* are left \(\d+ %\)\.\n {6}Make room on it or enlarge it before/m,
  ],
  [
    'a full volume of the embedded database',
    /^x {3}Disk: The database’s volume is full: .* of 25 MB are left \(\d+ %\)\.\n {6}Make room on it .*nothing new/m,
  ],
  [
    'a volume that can’t be looked at',
    /^! {3}Disk: \/not\/there can’t be looked at\n {6}Set DATABASE_VOLUME to a folder/m,
  ],
  ['a data folder that nobody has made', /^! {3}Data folder: .* isn't there\n {6}npm start makes it\./m],
  [
    'a sandbox host that is away',
    /^x {3}Sandbox: The sandbox host at SANDBOX_SOCKET can't be used\. .*npm run sandbox/m,
  ],
  [
    'a schedule of a procedure that isn’t there',
    /^x {3}Agents: 1 mistake\n {6}support\/schedules\/morning\.yaml:.*refunds/m,
  ],
  ['a model that refuses the key', /^! {3}Model: .*\/models refuses the key \(401\)\n {6}Check OPENAI_API_KEY\./m],
  [
    'a model whose name its server doesn’t know',
    /^! {3}Model: there is no large; there is small\n {6}Set OPENAI_MODEL/m,
  ],
  [
    'an identity provider that gives no keys',
    /^x {3}Identity: .*\/keys answers with 503\n {6}Nobody can sign in until it does\./m,
  ],
  [
    'an identity provider of another name',
    /^x {3}Identity: .* calls itself https:\/\/elsewhere\.example\n {6}Set OIDC_ISSUER/m,
  ],
  [
    'a Slack that refuses the token',
    /^x {3}Channels: slack\/acme: we can’t sign in there \(.*invalid.auth.*\)\n {6}Nothing goes out there/m,
  ],
  [
    'a mail server that refuses the password',
    /^x {3}Channels: mail\/\w+: we can’t sign in there \(smtp-535\)\n {6}Nothing goes out there/m,
  ],
  ['a Teams that refuses the secret', /^x {3}Channels: teams\/acme: we can’t sign in there \(teams-401\)/m],
  [
    'a webhook whose deeds nobody is asked about',
    /^! {3}Channels: webhook\/robots: nobody is asked before what it begins is done \(confirmBy: nobody\)$/m,
  ],
  [
    'messages that were given up',
    /^! {3}Delivery: webhook\/helpdesk: 0 waiting.*, 1 given up\n {6}parley channels lists them\./m,
  ],
  [
    'a tool whose definition changed after it was accepted',
    /^! {3}Server: shop\/refunds\.create changed, and waits for an operator.*\n {6}parley tools diff shows what changed/m,
  ],
  ['no server', /^! {3}Server: none runs at .*\n {6}Start it with npm start\./m],
  [
    'a tool server that is away',
    /^! {3}Tool server: support\/shop: .*\n {6}Plans that need it rest until it answers\./m,
  ],
]

before(async () => {
  const scope = { after }
  const agents = await copyAgents(scope)
  await writeStarter(
    agents,
    'schedules/morning.yaml',
    `title: Morning\ncron: '0 8 * * *'\nzone: Europe/Berlin\nmissed: skip\nprocedure: refunds\nslots: { orderId: A12 }\nroles: [support-lead]\nconfirmBy: support-lead\n`,
  )
  const folder = await mkdtemp(join(tmpdir(), 'parley-broken-'))
  after(() => rm(folder, { recursive: true, force: true }))
  const [slack, mail, teams] = [
    await openFakeSlack(scope, { users: [] }),
    await openFakeMail(scope),
    await openFakeTeams(scope, { users: [] }),
  ]
  const fakes = [slack, mail, teams].map(({ environment }) => environment)
  const files = fakes.map((environment) => readFile(environment['CHANNELS_FILE'] ?? '', 'utf8'))
  const CHANNELS_FILE = join(folder, 'channels.yaml')
  const robots = 'webhooks: { robots: { confirmBy: nobody, in: { secrets: ["${ROBOTS_IN}"] } } }\n'
  await writeFile(CHANNELS_FILE, [...(await Promise.all(files)), robots].join(''))
  const said = Object.assign({}, ...fakes)
  const refused = {
    SLACK_TOKEN: 'xoxb-old-token-0123456789',
    TEAMS_SECRET: 'an-old-secret-of-the-app-0123456789',
    MAIL_PASSWORD: 'an-old-password',
    ROBOTS_IN: newSecret(),
  }
  const services = await openServices(scope)
  const nowhere = { PARLEY_URL: 'http://127.0.0.1:1', OIDC_AUDIENCE: 'parley' }
  const first = await runParley(['doctor'], {
    dataDir: join(folder, 'none'),
    env: {
      ...{ ...said, ...refused, ...nowhere, CHANNELS_FILE, AGENTS_DIR: agents.dir },
      DATABASE_URL: await openRefusingDatabase(scope),
      SANDBOX_SOCKET: await socketPath(scope),
      OIDC_ISSUER: `${services}/no-keys`,
      OPENAI_BASE_URL: `${services}/refusing`,
      OPENAI_API_KEY: 'sk-CANARY',
    },
  })
  const second = await runParley(['doctor'], {
    dataDir: join(folder, 'none'),
    env: {
      ...nowhere,
      AGENTS_DIR: agents.dir,
      OIDC_ISSUER: `${services}/other-name`,
      OPENAI_BASE_URL: `${services}/small`,
      OPENAI_MODEL: 'large',
    },
  })
  assert.deepEqual([first.code, second.code], [1, 1], first.out + second.out)
  out = first.out + second.out + (await ofTheDatabase(scope, folder)) + (await withoutShop(scope))
})

const NOT_HERE: Readonly<Record<string, string | false>> = {
  'a user of the database who may not create the extension':
    ADMIN_URL === undefined && 'the embedded database has one user',
  'a full volume of the embedded database': volume === null && 'this machine mounts no volume for a test',
}

for (const [what, line] of someOf(BROKEN))
  test(`doctor says what to do about ${what}`, { skip: NOT_HERE[what] ?? false }, () => assert.match(out, line))

test('and shows no key, token or password', () => assert.doesNotMatch(out, /CANARY|xoxb/))

/** Databases that can't be used, and volumes that are full, without a server that would say so. */
async function ofTheDatabase(scope: { readonly after: typeof after }, folder: string): Promise<string> {
  const doctor = async (env: Readonly<Record<string, string>>, dataDir = folder) => {
    const ran = await runParley(['doctor'], { dataDir, env: { PARLEY_URL: 'http://127.0.0.1:1', ...env } })
    assert.ok(ran.code === 1 || env['DATABASE_VOLUME'] !== undefined, ran.out)
    return ran.out
  }
  const said = [
    await doctor({ DATABASE_URL: await openPostgresWithoutVector(scope), STORAGE_WARNING_SHARE: '1' }),
    await doctor({ DATABASE_VOLUME: '/not/there' }),
  ]
  if (ADMIN_URL !== undefined) said.push(await doctor({ DATABASE_URL: await openForPlainUser(scope, ADMIN_URL) }))
  await volume?.fill()
  if (volume !== null) said.push(await doctor({}, join(volume.folder, 'data')))
  return said.join('')
}

/** An empty database, and a user who owns nothing. */
async function openForPlainUser(scope: { readonly after: typeof after }, admin: string): Promise<string> {
  const name = `parley_plain_${randomBytes(6).toString('hex')}`
  const options = { url: new Secret(admin), dataDir: '', log: createLogger('silent'), onProgress: () => {} }
  const owner = await openOwner(options)
  await owner.run(`create role ${name} login`)
  await owner.run(`create database ${name} template template0`)
  scope.after(async () => {
    await owner.run(`drop database ${name} with (force)`)
    await owner.run(`drop role ${name}`)
    await owner[Symbol.asyncDispose]()
  })
  return Object.assign(new URL(admin), { username: name, pathname: name }).href
}

async function withoutShop(scope: { readonly after: typeof after }): Promise<string> {
  const shop = await startTestShop(scope)
  const desk = await openOutsideDesk(scope)
  // A desk that can't take what it is sent, and a definition of a tool that isn't what was accepted.
  desk.answerWith(() => 422)
  const expected = ['message-undelivered http-422']
  const parley = await startParley(scope, { shop, environment: desk.environment, expected })
  await parley.as('customer').ask('Where is order A12?')
  await desk.send(parley.url, { text: 'hello' })
  await until(() => desk.received.length > 0)
  await parley.stop()
  const owner = await openPlaceAsOwner(parley.place)
  await owner.run(
    `update tool_pins set definition_hash = '${OTHER}', definition = jsonb_set(definition, '{hash}', '"${OTHER}"') where tool = 'shop/refunds.create'`,
  )
  await owner[Symbol.asyncDispose]()
  await parley.start()
  await shop.stop()
  await parley.as('customer').ask('Where is order A17?')
  const env = { ...parley.place.environment, ...desk.environment, PARLEY_URL: parley.url }
  return (await runParley(['doctor'], { dataDir: parley.place.dataDir, env })).out
}

/** Answers whatever it is asked first as PostgreSQL answers a wrong password (PostgreSQL, ErrorResponse). */
async function openRefusingDatabase(scope: { readonly after: typeof after }): Promise<string> {
  const fields = ['SFATAL', 'VFATAL', 'C28P01', 'Mpassword authentication failed for user "parley"']
  const body = Buffer.from(`${fields.join('\0')}\0\0`)
  const head = Buffer.alloc(5)
  head.write('E')
  head.writeInt32BE(body.length + 4, 1)
  const server = createTcp((socket) => {
    socket.on('error', () => {})
    socket.once('data', () => socket.end(Buffer.concat([head, body])))
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  scope.after(() => new Promise((resolve) => server.close(resolve)))
  const address = server.address()
  assert.ok(address !== null && typeof address === 'object')
  return `postgres://parley:wrong-CANARY@127.0.0.1:${address.port}/parley`
}

/** Identity providers and models that are each broken in a way of their own. */
async function openServices(scope: { readonly after: typeof after }): Promise<string> {
  const server = createServer((request, response) => {
    const { url = '' } = request
    const answer = (status: number, body: object) => response.writeHead(status).end(JSON.stringify(body))
    if (url === '/refusing/models') return answer(401, { error: 'no' })
    if (url === '/small/models') return answer(200, { data: [{ id: 'small' }] })
    const jwks_uri = `${origin}/keys`
    if (url.startsWith('/no-keys/.well-known/')) return answer(200, { issuer: `${origin}/no-keys`, jwks_uri })
    if (url.startsWith('/other-name/.well-known/'))
      return answer(200, { issuer: 'https://elsewhere.example', jwks_uri })
    return answer(503, {})
  })
  const origin = await listening(scope, server)
  return origin
}
