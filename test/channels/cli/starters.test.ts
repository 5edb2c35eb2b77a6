import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { after, test } from 'node:test'
import { promisify } from 'node:util'
import { copyAgents } from '../../helpers/agents.ts'
import { deep } from '../../helpers/depth.ts'
import { openEventReceiver, writeEvents } from '../../helpers/event-receiver.ts'
import { startShop } from '../../helpers/parley.ts'
import { writeStarter } from '../../helpers/starters.ts'
import { until } from '../../helpers/until.ts'
import { runParley } from './run-parley.ts'

const agents = await copyAgents({ after })
await writeStarter(
  agents,
  'schedules/morning.yaml',
  `title: The morning refund
cron: '0 8 1 1 *'
zone: Europe/Berlin
missed: skip
procedure: refund
slots: { orderId: A12, reason: damaged }
roles: [support-lead]
confirmBy: support-lead
`,
)
const receiver = await openEventReceiver({ after })
const file = await writeEvents(
  { after },
  `  ledger: { url: "${receiver.url}", secrets: ["\${ONE}"], private: true, roles: [auditor], kinds: [plan.waiting] }\n`,
)
const env = { AGENTS_DIR: agents.dir, CHANNELS_FILE: file, ONE: receiver.secrets[0] ?? '' }
const { parley } = await startShop({ after }, { environment: env })
const { dataDir } = parley.place

async function run(...words: readonly string[]) {
  return await runParley(words, { dataDir, env: { ...parley.place.environment, ...env, PARLEY_URL: parley.url } })
}

test('schedules are listed, begun by hand, and say what came of it', async () => {
  const before = await run('schedules')
  assert.match(
    before.out,
    /^support\/morning {2}The morning refund {2}next 1 Jan 0[78]:00.* {2}not due yet {2}asks support-lead/m,
  )
  const begun = await run('schedules', '--run', 'support/morning')
  assert.equal(begun.code, 0, begun.err)
  assert.match(begun.out, /^Begun: thread [\da-f-]{36}\./)
  await until(async () => /run waiting, plan waiting by hand, operator/.test((await run('schedules')).out))
  const wrong = await run('schedules', '--run', 'morning')
  assert.deepEqual([wrong.code, /It is agent\/schedule/.test(wrong.err)], [2, true])
})

test('channels are listed with what went out, and events are sent again', async () => {
  await until(() => receiver.received.length === 1)
  await until(async () =>
    /^events\/ledger {2}out (?!never).* {2}0 waiting {2}0 given up$/m.test((await run('channels')).out),
  )
  const again = await run('channels', '--send-again', 'ledger', '--since', '2026-01-01T00:00:00Z')
  assert.equal(again.out, '1 event is sent again.\n', again.err)
  await until(() => receiver.received.length === 2)
  assert.equal((await run('channels', '--send-again', 'ledger')).code, 2)
  assert.equal((await run('channels', '--send-again', 'ledger', '--since', 'yesterday')).code, 2)
})

deep('a shell completes commands and options', async () => {
  const { out } = await run('completion', 'bash')
  const shell = `${out}\nCOMP_WORDS=(parley "$1" "$2"); COMP_CWORD=$3; _parley; echo "\${COMPREPLY[@]}"`
  const completed = async (...words: readonly string[]) =>
    (await promisify(execFile)('bash', ['-c', shell, 'bash', ...words])).stdout.trim()
  assert.equal(await completed('sched', '', '1'), 'schedules')
  assert.equal(await completed('channels', '--si', '2'), '--since')
  assert.match((await run('completion', 'fish')).out, /^complete -c parley -n '__fish_seen_subcommand_from schedules'/m)
  assert.equal((await run('completion', 'tcsh')).code, 2)
})

test('doctor says what it can reach of channels and delivery, and what it can’t', async () => {
  const { out } = await run('doctor')
  assert.match(out, /^ok {2}Channels: events\/ledger$/m)
  assert.match(out, /^ok {2}Delivery: events\/ledger$/m)
  const broken = await runParley(['doctor'], {
    dataDir,
    env: {
      ...parley.place.environment,
      ...env,
      ONE: 'whsec_short',
      OIDC_ISSUER: 'http://127.0.0.1:9',
      OIDC_AUDIENCE: 'parley',
      OPENAI_BASE_URL: 'http://127.0.0.1:9/v1',
      PARLEY_URL: 'http://127.0.0.1:1',
    },
  })
  assert.equal(broken.code, 1)
  assert.match(broken.out, /^x {3}Channels: .*\n(?:.*\n)*?.*ONE is no secret of Standard Webhooks/m)
  assert.match(
    broken.out,
    /^x {3}Identity: http:\/\/127\.0\.0\.1:9\/\.well-known\/openid-configuration doesn’t answer$/m,
  )
  assert.match(broken.out, /^! {3}Model: http:\/\/127\.0\.0\.1:9\/v1\/models doesn’t answer$/m)
})
