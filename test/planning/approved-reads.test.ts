import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Verdict } from '#core/verdict.ts'
import { makeRead, type Reading } from '#planning/reads/make-read.ts'
import type { ReadRequest } from '#plan-language/contract.ts'

const REQUEST = { index: 0, tool: 'shop/orders.get', args: { id: 'A17' } } as unknown as ReadRequest

/** What a read comes to that its rules decide so; one that is made stops in its call, which there isn't here. */
async function comesTo(decision: Verdict['decision'], { isAllowed = false, isAccepted = true } = {}) {
  const reading = {
    live: {
      declarations: new Map([
        [REQUEST.tool, { tool: REQUEST.tool, effect: 'read', owner: { kind: 'none' }, retries: 0 }],
      ]),
      notAccepted: new Set(isAccepted ? [] : [REQUEST.tool]),
      definitions: new Map([[REQUEST.tool, { hash: 'h' }]]),
      servers: { call: () => Promise.reject(new Error('called')) },
    },
    principal: { id: 'ana' },
    policies: { judgeCall: () => ({ decision, roles: [], reasons: [], policies: [] }) },
    facts: () => ({ reads: [] }),
    mayCall: () => Promise.resolve(true),
    isAllowed: () => isAllowed,
    asks: null,
  } as unknown as Reading
  const answer = await makeRead(reading, REQUEST).catch((error: unknown) => String(error))
  if (typeof answer === 'string') return answer
  return answer.ok ? 'made' : answer.code
}

test('a yes answers what a rule asks about a read, and never what a rule forbids', async () => {
  assert.equal(await comesTo('ask'), 'asked')
  assert.equal(await comesTo('ask', { isAllowed: true }), 'Error: called')
  assert.equal(await comesTo('deny', { isAllowed: true }), 'denied')
  assert.equal(await comesTo('allow'), 'Error: called')
})

test('nobody is asked about a read whose tool can’t be called', async () => {
  assert.equal(await comesTo('ask', { isAccepted: false }), 'tool-not-accepted')
})
