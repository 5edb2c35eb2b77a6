import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { AgentRuntime } from '#turn/agent-runtime.ts'
import { planDocument } from '#sealed-plan/document.ts'
import { READERS } from '#knowledge/model-readers.ts'
import type { PlanRecord } from '#memory/plans/plan-record.ts'
import { PrincipalId, TenantId } from '#core/principal.ts'

const EFFECT = { tool: 'shop/mail.send', args: {}, labels: {}, because: { data: [], ctrl: [] }, paths: {} }

// Only what a document reads of an agent and of a plan is there.
const live = {
  agent: { playbooks: [], limits: { costPerTurn: {} } },
  declarations: new Map([['shop/mail.send', { server: 'shop', line: 1 }]]),
  definitions: new Map([['shop/mail.send', { hash: 'accepted' }]]),
  servers: { address: () => ({ address: 'http://shop', credentialId: 'none' }) },
} as unknown as AgentRuntime

type Effect = PlanRecord['effects'][number]

function documentOf(effects: readonly Partial<Effect>[], seal: PlanRecord['seal'] = null) {
  const plan = {
    id: 'p',
    agent: 'support',
    seal,
    requester: PrincipalId.parse('customer'),
    author: 'playbook',
    refs: {},
    asking: false,
    allowed: [],
    effects: effects.map((effect) => ({ ...EFFECT, ...effect })),
  } as unknown as PlanRecord
  const verdicts = { plan: { decision: 'allow', roles: [], reasons: [], policies: [] }, effects: [] } as const
  const judged = {
    tenantId: TenantId.parse('default'),
    journal: [],
    policyHash: '',
    verdicts,
    expiresAt: '',
    escalation: null,
  }
  return planDocument({ ...judged, plan, live })
}

/** The hash that an approval covers, of a tool whose effects were staged against these. */
function hashOf(...staged: readonly string[]): string | undefined {
  return documentOf(staged.map((definitionHash) => ({ definitionHash }))).tools[0]?.definitionHash
}

test('what an approver is shown of how values came to be is covered, and absent where a plan has none', () => {
  const paths = { '/to': [{ from: 'plan' }] } as const
  assert.deepEqual(documentOf([{ paths }]).effects[0]?.paths, paths)
  assert.ok(!('paths' in (documentOf([{ paths: {} }]).effects[0] ?? {})), 'a plan of before would be another')
})

test('whose plan it is is covered, but for a plan from before it was', () => {
  const sealed = (...fields: readonly string[]) => ({ fields: Object.fromEntries(fields.map((name) => [name, ''])) })
  assert.equal(documentOf([]).agent, 'support')
  assert.equal(documentOf([], sealed('plan', 'agent')).agent, 'support')
  assert.ok(!('agent' in documentOf([], sealed('plan'))))
})

test('effects that were all staged against the accepted definition are covered as that one', () => {
  assert.equal(hashOf('accepted', 'accepted'), 'accepted')
})

test('a definition that any effect of a tool was staged against is covered, not only the first’s', () => {
  assert.equal(hashOf('accepted', 'another'), 'accepted another accepted')
  assert.equal(hashOf('another', 'accepted', 'another'), hashOf('accepted', 'another'))
  assert.notEqual(hashOf('accepted', 'another'), hashOf('another'))
})

test('a reading by a model is covered with the version of its prompt', () => {
  const plan = {
    id: 'p',
    requester: PrincipalId.parse('customer'),
    author: 'playbook',
    refs: {},
    asking: false,
    allowed: [],
    effects: [],
  } as unknown as PlanRecord
  const journal = Object.keys(READERS).map((tool, index) => ({
    index,
    tool,
    args: { text: 'a' },
    request: '',
    answer: { ok: true, value: null, labels: {} } as const,
    at: '',
  }))
  const verdicts = { plan: { decision: 'allow', roles: [], reasons: [], policies: [] }, effects: [] } as const
  const judged = {
    tenantId: TenantId.parse('default'),
    journal,
    policyHash: '',
    verdicts,
    expiresAt: '',
    escalation: null,
  }
  assert.deepEqual(
    planDocument({ ...judged, plan, live }).tools.map(({ tool, declaration }) => [tool, declaration]),
    [
      ['model/classify', { prompt: 'classify@2' }],
      ['model/extract', { prompt: 'extract@1' }],
      ['model/summarise', { prompt: 'summarise@2' }],
    ],
  )
})
