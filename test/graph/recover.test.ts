import assert from 'node:assert/strict'
import { test } from 'node:test'
import { callEffect } from '#graph/applying/dispatch.ts'
import { recoverEffect } from '#graph/applying/recover.ts'
import type { LiveAgent } from '#graph/live-agent.ts'
import type { Turn } from '#graph/turn.ts'
import type { Json } from '#json.ts'
import type { ToolOutcome } from '#mcp/contract.ts'
import type { EffectRecord } from '#memory/plan-record.ts'

const TIMEOUT_MS = 30
const SETTLES_MS = 120
const NOW = '2026-03-01T12:00:00.000Z'
const AN_HOUR_AGO = '2026-03-01T11:00:00.000Z'
const LOST: ToolOutcome = { ok: false, code: 'tool-connection-lost', certain: false, message: '' }
const IN_PROGRESS: ToolOutcome = { ok: false, code: 'tool-error', certain: true, message: 'this key is in progress' }

interface Pays {
  readonly retry: ToolOutcome
  readonly look: () => ToolOutcome
  readonly hasKey?: boolean
  readonly hasVerify?: boolean
  readonly idempotent?: boolean
}

/** An agent of one server, which answers a retry and a look as told. Only what finding out reads of it is there. */
function shop({ retry, look, hasKey = true, hasVerify = true, idempotent = false }: Pays) {
  const calls: string[] = []
  const declaration = {
    server: 'shop',
    timeoutMs: null,
    idempotent,
    idempotencyKey: hasKey ? 'key' : null,
    keyLivesMs: hasKey ? 86_400_000 : null,
    verify: hasVerify ? { tool: 'shop/payments.get', by: 'key', settlesMs: SETTLES_MS } : null,
  }
  const live = {
    agent: { servers: [{ name: 'shop', timeoutMs: TIMEOUT_MS }] },
    declarations: new Map([['shop/payments.create', declaration]]),
    definitions: new Map([['shop/payments.get', { hash: 'h' }]]),
    servers: {
      call: (tool: string) => {
        calls.push(tool)
        return Promise.resolve(tool === 'shop/payments.get' ? look() : retry)
      },
    },
  } as unknown as LiveAgent
  return { live, calls }
}

const signal = new AbortController().signal
const turn = { hold: { runId: 'run', fence: 1 }, signal, held: signal } as unknown as Turn
const effect = {
  index: 0,
  tool: 'shop/payments.create',
  definitionHash: 'h',
  dispatchedAt: AN_HOUR_AGO,
} as EffectRecord

function found(value: Json): ToolOutcome {
  return { ok: true, value }
}

const CALLER = { mayCall: async () => true, requester: { tenantId: 'default', id: 'customer' } }

async function recover(pays: Pays) {
  const { live, calls } = shop(pays)
  const ended = await recoverEffect(turn, {
    effect,
    live,
    args: { key: 'k' },
    key: 'k',
    ...CALLER,
    heldSinceMs: performance.now(),
    now: NOW,
  })
  return { ended, calls }
}

test('a retry that worked is the first call’s answer, and nothing is looked up', async () => {
  const { ended, calls } = await recover({ retry: found({ id: 'P-1' }), look: () => found(null) })
  assert.deepEqual([ended.state, calls], ['succeeded', ['shop/payments.create']])
})

test('an error of the retry isn’t the first call’s fate: it is looked up', async () => {
  const { ended } = await recover({ retry: IN_PROGRESS, look: () => found({ id: 'P-1' }) })
  assert.deepEqual(ended, { state: 'succeeded', outcome: { ok: true, value: { id: 'P-1' } } })
})

test('a tool that does nothing twice is called again without a key, however long ago it was', async () => {
  const { ended, calls } = await recover({
    retry: found({ id: 'P-1' }),
    look: () => found(null),
    hasKey: false,
    idempotent: true,
  })
  assert.deepEqual([ended.state, calls], ['succeeded', ['shop/payments.create']])
})

test('where it can’t be looked up either, nobody knows', async () => {
  const { ended } = await recover({ retry: IN_PROGRESS, look: () => found(null), hasVerify: false })
  assert.equal(ended.state, 'unknown')
})

test('absence counts only once a retry of unknown outcome has had its time too', async () => {
  let lookedAtMs = 0
  const beganAtMs = performance.now()
  const { ended } = await recover({
    retry: LOST,
    look: () => {
      lookedAtMs = performance.now()
      return found(null)
    },
  })
  assert.equal(ended.outcome.ok ? null : ended.outcome.code, 'did-not-happen')
  assert.ok(lookedAtMs - beganAtMs >= TIMEOUT_MS + SETTLES_MS - 2, `looked after ${lookedAtMs - beganAtMs} ms`)
})

for (const [value, state] of [
  [null, 'failed'],
  [[], 'failed'],
  [{}, 'unknown'],
  [{ refunds: [] }, 'unknown'],
  [{ found: false }, 'unknown'],
  [[{}], 'unknown'],
  [{ count: 0, next: null, text: '' }, 'unknown'],
  [false, 'unknown'],
  [{ refunds: [{ id: 'P-1' }] }, 'succeeded'],
] as const) {
  test(`a look that finds ${JSON.stringify(value)} leaves it ${state}`, async () => {
    const { ended, calls } = await recover({ retry: LOST, look: () => found(value), hasKey: false })
    assert.deepEqual([ended.state, calls], [state, ['shop/payments.get']])
  })
}

test('a worker that was stopped between taking its lease and its call doesn’t call when it wakes', async () => {
  const { live, calls } = shop({ retry: found({ id: 'P-1' }), look: () => found(null) })
  const aMinuteAgo = performance.now() - 60_000
  await assert.rejects(callEffect(turn, { effect, live }, { args: {}, key: 'k', heldSinceMs: aMinuteAgo, ...CALLER }), {
    code: 'lease-lost',
  })
  assert.deepEqual(calls, [])
})
