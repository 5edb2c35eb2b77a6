import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import type { Principal } from '#core/principal.ts'
import { startShop } from '../helpers/parley.ts'

const { parley } = await startShop({ after })

async function personOf(id: string): Promise<Principal> {
  const person = await parley.app().operations.readPerson('default', id)
  assert.ok(person)
  return person
}

/** How often a refund waits for the database from the yes to its plan until it is done. */
async function waitsAfterYes(order: string): Promise<number> {
  const { operations, services } = parley.app()
  const [customer, lead] = [await personOf('customer'), await personOf('support-lead')]
  const { id: threadId } = await operations.createThread(customer, { agent: null, channel: 'web' })
  await operations.acceptMessage(customer, {
    threadId,
    channel: 'web',
    dedupeKey: threadId,
    text: `Refund order ${order}`,
    underKey: null,
  })
  const stop = new AbortController()
  let digest = ''
  let before = 0
  for await (const event of operations.followEvents(customer, threadId, 0, stop.signal)) {
    if (event.type === 'plan-proposed') digest = event.digest
    if (event.type === 'run-waiting') {
      before = services.database.statistics().roundTrips
      const yes = { digest, decision: 'approve', reason: null, note: null } as const
      const { outcome } = await operations.decidePlan(lead, event.planId, yes)
      assert.equal(outcome, 'decided')
    }
    if (event.type === 'run-completed') break
  }
  stop.abort()
  return services.database.statistics().roundTrips - before
}

test('what a plan needs to begin is read with the claim on the run that was woken for it', async () => {
  // The plan and the decision; the claim, each step's beginning, what others changed before the second, the last one's end,
  // the answer; and what the decision answers. A sweep may come between.
  const waits = [await waitsAfterYes('A17'), await waitsAfterYes('A23'), await waitsAfterYes('A31')]
  assert.equal(Math.min(...waits), 9, waits.join())
})
