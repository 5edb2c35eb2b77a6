import assert from 'node:assert/strict'
import { test } from 'node:test'
import { labelled, runPlan } from './harness.ts'

const REQUESTER = {
  id: labelled('ana', 'requester:id'),
  name: labelled('Ana', 'user:ana'),
  email: labelled(null, 'requester:email'),
  roles: labelled(['customer'], 'requester:roles'),
}

const ask = (query: string) =>
  runPlan(`const found = await tools.shop.orders.search({ query: ${query} })\nreturn say('Done.')`, {
    requester: REQUESTER,
  })

/** What is made of an address that isn't there: each would be left out of the call, or be the word "undefined" in it. */
const MADE_OF_NONE = [
  'requester.email',
  'requester?.email',
  'requester.email?.toLowerCase()',
  'requester.email?.toLowerCase().trim()',
  'requester.email && requester.email.trim()',
  'requester.email.length',
  "requester.roles.includes('customer') ? requester.email : 'desk'",
  '({ ...requester }).email',
  'Object.values(requester)[2]',
  "new Map([['email', requester.email]]).get('email')",
  '[requester.email]',
  '{ of: [{ email: requester.email }] }',
  'requester',
  '`email:${requester.email}`',
  "'email:' + requester.email",
  'String(requester.email)',
  "'email:'.concat(requester.email)",
  "'a@b'.replace('a', requester.email)",
  "[...requester.roles, requester.email].join(' ')",
  'JSON.stringify({ email: requester.email })',
  '`${requester.email}`.slice(0, 3)',
]

for (const made of MADE_OF_NONE)
  test(`without a verified address no call is made with ${made}`, () => {
    const { outcome, requests } = ask(made)
    assert.ok(!outcome.ok)
    assert.deepEqual([outcome.failure.fault, requests], ['no-email', []])
  })

for (const [said, sent] of [
  ["requester.email ?? 'desk'", 'desk'],
  ["requester.email?.trim() ?? 'desk'", 'desk'],
  ["requester.email || 'desk'", 'desk'],
  ["(({ email = 'desk' }) => email)(requester)", 'desk'],
  ["[requester.email, 'desk'].find((one) => one !== undefined)", 'desk'],
  ["requester.email === undefined ? requester.id : 'somebody'", 'ana'],
  ['[requester.email, requester.id].filter(Boolean)', ['ana']],
  ['requester.email !== undefined', false],
  ['requester.email?.length > 0', false],
] as const)
  test(`a program that looks whether there is an address says something else: ${said}`, () => {
    const { outcome, requests } = ask(said)
    assert.ok(outcome.ok, JSON.stringify(outcome))
    assert.deepEqual(requests[0]?.args, { query: sent })
  })

for (const end of ['return say(`Loans of ${requester.email}`)', 'return `Loans of ${requester.email}`'])
  test(`nobody is told “undefined” for their address: ${end}`, () => {
    const { outcome } = runPlan(end, { requester: REQUESTER })
    assert.ok(!outcome.ok)
    assert.equal(outcome.failure.fault, 'no-email')
  })
