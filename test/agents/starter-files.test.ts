import assert from 'node:assert/strict'
import { test } from 'node:test'
import { loadAgent } from '#agents/load-agent.ts'
import { formatProblems } from '#core/file-problem.ts'
import { copyOfExample, loadOptions, problemsOf, VARIABLES } from './broken-folder.ts'

const SECRET = `whsec_${Buffer.alloc(32, 7).toString('base64')}`
const SET = { ...VARIABLES, RETURNS_SECRET: SECRET, SHORT: 'whsec_abc' }
const WEBHOOK = `title: Returns
secrets: ['\${RETURNS_SECRET}']
procedure: refund
slots: { orderId: return.order, reason: { value: damaged } }
trusted: [return.order]
confirmBy: support-lead
`
const SCHEDULE = `title: Nightly
cron: '30 2 * * *'
zone: Europe/Berlin
missed: once
procedure: refund
slots: { orderId: A12 }
confirmBy: support-lead
`

/** What is changed in the file, and what is said then. */
type Mistake = readonly [title: string, from: string | RegExp, to: string, problem: RegExp]

const WEBHOOKS: readonly Mistake[] = [
  [
    'nobody named who is asked',
    /confirmBy.*\n/,
    '',
    /^webhooks\/x\.yaml:1:1  No person is there to be asked, so "confirmBy" must say who/m,
  ],
  [
    'the requester, where there is none',
    'confirmBy: support-lead',
    'confirmBy: requester',
    /Nobody is the requester here\..*support-lead/,
  ],
  [
    'a procedure that isn’t there',
    'procedure: refund',
    'procedure: refunds',
    /There is no playbook "refunds"\. Did you mean "refund/,
  ],
  ['a slot that isn’t there', 'orderId: return', 'order: return', /The playbook "refund" has no slot "order"\./],
  [
    'a slot that is needed and not filled',
    'orderId: return.order, ',
    '',
    /The playbook "refund" needs "orderId", and nobody is there/,
  ],
  ['what is no field', 'orderId: return.order', 'orderId: "items[].order"', /"items\[\]\.order" names no field\./],
  [
    'trust in what no slot is filled from',
    'trusted: [return.order]',
    'trusted: [return.ordr]',
    /No slot is filled from "return\.ordr"\./,
  ],
  [
    'a secret that stands there',
    "'${RETURNS_SECRET}'",
    'whsec_abc',
    /A secret must name a variable, never stand here\./,
  ],
  ['a secret that isn’t set', 'RETURNS_SECRET', 'ELSEWHERE', /ELSEWHERE isn’t set\. It is whsec_/],
  ['a secret that is too short', 'RETURNS_SECRET', 'SHORT', /SHORT is no secret of Standard Webhooks\./],
  ['a misspelt key', 'trusted:', 'trust:', /Unknown key "trust"\. Known here: /],
]
const SCHEDULES: readonly Mistake[] = [
  ['nobody named who is asked', /confirmBy.*\n/, '', /No person is there to be asked, so "confirmBy" must say who/],
  [
    'seconds in a cron expression',
    '30 2 * * *',
    '0 30 2 * * *',
    /"0 30 2 \* \* \*" is no cron expression of five fields/,
  ],
  ['a day that there isn’t', '30 2 * * *', '0 0 30 2 *', /"0 0 30 2 \*" names no day that there is\./],
  ['a time zone by an offset', 'Europe/Berlin', '"+02:00"', /not a time zone such as Europe\/Berlin/],
  ['nothing said of missed times', 'missed: once\n', '', /"missed" is missing: skip, once, or all/],
  [
    'two things to begin',
    'procedure: refund',
    'message: Hello\nprocedure: refund',
    /either a "procedure" or a "message"/,
  ],
  ['slots beside a message', 'procedure: refund', 'message: Refund order A12', /"slots" are a procedure’s\./],
]

for (const [kind, text, mistakes] of [
  ['webhooks', WEBHOOK, WEBHOOKS],
  ['schedules', SCHEDULE, SCHEDULES],
] as const) {
  test(`${kind} without a mistake load`, async (t) => {
    assert.equal(formatProblems(await problemsOf(t, [[`${kind}/x.yaml`, text]], SET)), '')
  })
  for (const [title, from, to, problem] of mistakes) {
    test(`${kind}: ${title} is told with its file`, async (t) => {
      const changed = text.replace(from, () => to)
      assert.notEqual(changed, text)
      const said = formatProblems(await problemsOf(t, [[`${kind}/x.yaml`, changed]], SET))
      assert.match(said, problem)
      assert.match(said, new RegExp(`^${kind}/x\\.yaml`, 'm'))
    })
  }
}

test('a file that nobody would read is told, and so is a name that no address can have', async (t) => {
  const said = formatProblems(
    await problemsOf(
      t,
      [
        ['webhooks/x.yml', WEBHOOK],
        ['schedules/Nightly.yaml', SCHEDULE],
      ],
      SET,
    ),
  )
  assert.match(said, /^webhooks\/x\.yml {2}A file with this name isn’t read\./m)
  assert.match(said, /^schedules\/Nightly\.yaml {2}It can’t be called this\./m)
})

test('that nobody is asked is warned of', async (t) => {
  const text = SCHEDULE.replace('confirmBy: support-lead', 'confirmBy: nobody')
  const loaded = await loadAgent(copyOfExample(t, [['schedules/x.yaml', text]]), loadOptions(SET))
  assert.ok(loaded.ok)
  assert.match(loaded.agent.warnings.join('\n'), /^schedules\/x\.yaml: nobody is asked before what it begins is done/m)
})
