import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Verdict } from '#core/verdict.ts'
import { makeRead, type Reading } from '#plan/make/make-read.ts'
import type { ReadRequest } from '#plan/contract.ts'

const REQUEST = { index: 0, tool: 'shop/orders.get', args: { id: 'A17' } } as unknown as ReadRequest

/** What a read comes to that its rules decide so; one that they let pass stops at its tool, which isn't accepted. */
async function comesTo(decision: Verdict['decision'], isApproved: boolean) {
  const answer = await makeRead(
    {
      live: {
        declarations: new Map([[REQUEST.tool, { tool: REQUEST.tool, effect: 'read', owner: { kind: 'none' } }]]),
        notAccepted: new Set([REQUEST.tool]),
      },
      principal: { id: 'ana' },
      policies: { judgeCall: () => ({ decision, roles: [], reasons: [], policies: [] }) },
      facts: () => ({ reads: [] }),
      isApproved: () => isApproved,
    } as unknown as Reading,
    REQUEST,
  )
  return answer.ok ? 'made' : answer.code
}

test('a yes to a plan answers what a rule asks about its reads, and never what a rule forbids', async () => {
  assert.equal(await comesTo('ask', false), 'asked')
  assert.equal(await comesTo('ask', true), 'tool-not-accepted')
  assert.equal(await comesTo('deny', true), 'denied')
  assert.equal(await comesTo('allow', false), 'tool-not-accepted')
})
