import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ALLOW, type Verdict } from '#core/verdict.ts'
import { askedOfPerson } from '#judging/ask-for-programs.ts'

const INTENT = {
  playbook: 'refund',
  goal: 'Refund an order',
  said: [],
  recognisedBy: 'example',
  likeness: 1,
  near: [],
  language: 'en',
  author: 'key-1',
  basis: 'inferred',
  doubts: ['client'],
  steps: [],
}
const SENT = { intent: INTENT, requester: 'key-1' }
const ASKED: Verdict = {
  decision: 'ask',
  roles: ['requester', 'lead'],
  reasons: ['Why'],
  policies: ['parley.inferred'],
}

type Live = Parameters<typeof askedOfPerson>[2]

function by(untrusted: string | null, starters: readonly unknown[] = []): Live {
  const live: unknown = { agent: { name: 'support', starters, approvals: { untrusted } }, confirmBy: new Map() }
  return live as Live
}

test('the role that is named is asked in the requester’s place', () => {
  const { decision, roles, policies } = askedOfPerson(ASKED, SENT, by('desk'))
  assert.deepEqual([decision, roles, policies], ['ask', ['desk', 'lead'], ['parley.inferred', 'parley.program']])
  assert.deepEqual(askedOfPerson(ASKED, SENT, by('lead')).roles, ['lead'])
})

test('where none is named it is refused in words', () => {
  const { decision, roles, reasons } = askedOfPerson(ASKED, SENT, by(null))
  assert.deepEqual([decision, roles], ['deny', []])
  assert.deepEqual(reasons, ['A program asked for this, and nobody is named who may say yes to it'])
})

test('people who count as several stay as many', () => {
  const several = [{ requester: 1, lead: 2 }]
  assert.deepEqual(askedOfPerson({ ...ASKED, several }, SENT, by('lead')).several, [{ lead: 3 }])
})

test('what a person asked for, what nobody is asked and what others are asked stay as they are', () => {
  const typed = { ...INTENT, doubts: ['slot'] }
  assert.equal(askedOfPerson(ASKED, { ...SENT, intent: typed }, by('desk')), ASKED)
  assert.equal(askedOfPerson(ASKED, { ...SENT, intent: null }, by('desk')), ASKED)
  assert.equal(askedOfPerson(ALLOW, SENT, by('desk')), ALLOW)
  const others = { ...ASKED, roles: ['lead'] }
  assert.equal(askedOfPerson(others, SENT, by('desk')), others)
})

const RETURNS = { kind: 'hook', name: 'returns' }
const BEGUN = { intent: { ...INTENT, doubts: ['webhook'] }, requester: 'outside.hook.support|returns' }
const INFERRED: Verdict = { ...ASKED, roles: ['requester'] }

test('what a file of the folder begins is asked of the role that it names', () => {
  const named = by('desk', [{ ...RETURNS, confirmBy: 'warehouse' }])
  assert.deepEqual(askedOfPerson(INFERRED, BEGUN, named).roles, ['warehouse'])
  assert.deepEqual(askedOfPerson(INFERRED, SENT, named).roles, ['desk'])
  assert.deepEqual(askedOfPerson(INFERRED, BEGUN, by('desk')).roles, ['desk'], 'its file is gone')
})

test('where the file says that nobody is asked, only rules that are always there ask nobody', () => {
  const unasked = by('desk', [{ ...RETURNS, confirmBy: null }])
  assert.equal(askedOfPerson(INFERRED, BEGUN, unasked).decision, 'allow')
  const own = { ...INFERRED, policies: ['parley.inferred', 'my-own-rule'] }
  assert.deepEqual(askedOfPerson(own, BEGUN, unasked).roles, ['desk'])
  assert.deepEqual(askedOfPerson(own, BEGUN, by(null, [{ ...RETURNS, confirmBy: null }])).decision, 'deny')
  assert.deepEqual(askedOfPerson({ ...ASKED, roles: ['lead'] }, BEGUN, unasked).roles, ['lead'])
})
