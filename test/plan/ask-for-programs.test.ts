import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ALLOW, type Verdict } from '#core/verdict.ts'
import { askedOfPerson } from '#plan/judge/ask-for-programs.ts'

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
const ASKED: Verdict = {
  decision: 'ask',
  roles: ['requester', 'lead'],
  reasons: ['Why'],
  policies: ['parley.inferred'],
}

type Live = Parameters<typeof askedOfPerson>[2]

function by(untrusted: string | null): Live {
  const live: unknown = { agent: { approvals: { untrusted } } }
  return live as Live
}

test('the role that is named is asked in the requester’s place', () => {
  const { decision, roles, policies } = askedOfPerson(ASKED, { intent: INTENT }, by('desk'))
  assert.deepEqual([decision, roles, policies], ['ask', ['desk', 'lead'], ['parley.inferred', 'parley.program']])
  assert.deepEqual(askedOfPerson(ASKED, { intent: INTENT }, by('lead')).roles, ['lead'])
})

test('where none is named it is refused in words', () => {
  const { decision, roles, reasons } = askedOfPerson(ASKED, { intent: INTENT }, by(null))
  assert.deepEqual([decision, roles], ['deny', []])
  assert.deepEqual(reasons, ['A program asked for this, and nobody is named who may say yes to it'])
})

test('people who count as several stay as many', () => {
  const several = [{ requester: 1, lead: 2 }]
  assert.deepEqual(askedOfPerson({ ...ASKED, several }, { intent: INTENT }, by('lead')).several, [{ lead: 3 }])
})

test('what a person asked for, what nobody is asked and what others are asked stay as they are', () => {
  const typed = { ...INTENT, doubts: ['slot'] }
  assert.equal(askedOfPerson(ASKED, { intent: typed }, by('desk')), ASKED)
  assert.equal(askedOfPerson(ASKED, { intent: null }, by('desk')), ASKED)
  assert.equal(askedOfPerson(ALLOW, { intent: INTENT }, by('desk')), ALLOW)
  const others = { ...ASKED, roles: ['lead'] }
  assert.equal(askedOfPerson(others, { intent: INTENT }, by('desk')), others)
})
