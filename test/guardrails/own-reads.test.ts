import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { OwnerRule } from '#agents/contract.ts'
import { outsidePlaceId } from '#core/outside-principal.ts'
import { labelOf, type Label } from '#plan-language/values/label.ts'
import { PrincipalId, type Principal } from '#core/principal.ts'
import type { OwnershipCheck, PolicyTool } from '#guardrails/contract.ts'
import { ownershipCheckOf } from '#guardrails/policy/ownership-check.ts'
import { call, compiled, factsOf, MAYA, SHOP_TOOLS } from './shop-policy.ts'

// Who is asked about a read that untrusted text decides, by whose rights it runs and where that text is from.
const LEAD: Principal = { ...MAYA, id: PrincipalId.parse('lead'), email: 'lead@example.com', roles: ['support-lead'] }
const SERVICE: Principal = { ...MAYA, id: PrincipalId.parse('key-1'), email: null, authenticatedBy: 'key' }
const PLACE: Principal = { ...MAYA, id: outsidePlaceId('slack.acme', 'C1') }
const PEOPLE = { requester: MAYA, lead: LEAD, service: SERVICE, place: PLACE } as const

const BY_OWNER: OwnershipCheck = { is: ['principal.email'], unless: ['support-lead'] }
const AS_REQUESTER: OwnershipCheck = { is: [], unless: [] }
const READS = `@id("read") permit (principal, action in Action::"read", resource);`

function policy(own: OwnershipCheck | undefined, more = '') {
  const tools = SHOP_TOOLS.map((tool): PolicyTool =>
    tool.tool === 'shop/warranty.get' && own ? { ...tool, own } : tool,
  )
  return compiled(`${READS}${more}`, { tools })
}

const NOTE = 'tool:shop/orders.get.note'
const STOCK_NOTE = 'tool:stock/items.get.note'
const label = (data: readonly string[], ctrl: readonly string[] = []): Label => ({ data, ctrl })
const read = (orderId: Label, because: Label = label([], ['user:customer'])) =>
  call('shop/warranty.get', { orderId: 'A17' }, { orderId }, because)

/** Where what decides comes from, and who is asked where the owner was checked: nobody, but for whom it wasn't. */
const flowsOf = ({ id }: Principal) => {
  const asked = label([], [`user:${id}`])
  return [
    ['the requester’s own word', read(labelOf(`user:${id}`), asked), 'nobody'],
    ['the note as the value', read(labelOf(NOTE), asked), 'those it is not checked for'],
    [
      'the note as what chose the value',
      read(label(['tool:shop/orders.get.id'], [NOTE]), asked),
      'those it is not checked for',
    ],
    ['a model’s word out of the note', read(label(['model', NOTE]), asked), 'those it is not checked for'],
    ['the note as the reason', read(labelOf('operator'), label([], [NOTE])), 'those it is not checked for'],
    ['another server’s note as the value', read(labelOf(STOCK_NOTE), asked), 'everybody'],
    ['another server’s note beside ours', read(labelOf(NOTE), label([], [STOCK_NOTE])), 'everybody'],
    ['a document', read(labelOf('passage:1'), asked), 'everybody'],
    ['what a program says', read(labelOf('call:warranty.orderId'), asked), 'everybody'],
    ['somebody else’s words', read(labelOf('user:other'), asked), 'everybody'],
    [
      'a record of another server that our note chose',
      read(label(['tool:stock/items.get.id'], [NOTE]), asked),
      'everybody',
    ],
    ['a document of the operator’s that our note chose', read(label(['document:1'], [NOTE]), asked), 'everybody'],
    ['a value whose label was lost', read(label([], [NOTE]), asked), 'everybody'],
  ] as const
}
const sources = { trustedSources: new Set(['tool:shop/orders.get.id', 'tool:stock/items.get.id']) }

for (const [who, principal] of Object.entries(PEOPLE)) {
  test(`of reads that untrusted text decides, for the ${who}, is asked about those that are not their own`, () => {
    const flows = flowsOf(principal)
    const asked = (own: OwnershipCheck | undefined) =>
      flows.map(([flow, one]) => [flow, policy(own).judgeCall(one, factsOf({ principal, ...sources })).decision])
    const expected = (isOwn: boolean) =>
      flows.map(([flow, , whom]) => [
        flow,
        whom === 'nobody' || (whom === 'those it is not checked for' && isOwn) ? 'allow' : 'ask',
      ])
    assert.deepEqual(asked(undefined), expected(false), 'before, and where nothing says whose it is')
    assert.deepEqual(asked(BY_OWNER), expected(who === 'requester'), 'by its owner')
    assert.deepEqual(asked(AS_REQUESTER), expected(who !== 'place'), 'by a server that acts as the requester')
  })
}

test('an operator’s rule about untrusted text asks as before, and sees the same names', () => {
  const rule = `@id("own") @ask("finance") @reason("Text decides")
    forbid (principal, action == Action::"shop/warranty.get", resource) when { context.untrusted.contains("orderId") };`
  const { decision, roles, policies } = policy(BY_OWNER, rule).judgeCall(read(labelOf(NOTE)), factsOf(sources))
  assert.deepEqual([decision, roles, policies], ['ask', ['finance'], ['own']])
})

test('what an entry accepts under a condition is held to it for what comes from elsewhere alone', () => {
  const accepts = { accepts: [], acceptsWhere: [{ argument: 'orderId', where: 'chosen' }] as const }
  const tools = SHOP_TOOLS.map((tool): PolicyTool => ({ ...tool, ...accepts, own: BY_OWNER }))
  const { judgeCall } = compiled(READS, { tools })
  assert.equal(judgeCall(read(labelOf(NOTE)), factsOf(sources)).decision, 'allow')
  assert.equal(judgeCall(read(labelOf(STOCK_NOTE)), factsOf(sources)).decision, 'ask')
})

const email = { is: 'principal.email', unless: ['support-lead'] } as const
const RULES: Readonly<Record<string, OwnerRule>> = {
  result: { kind: 'result', each: null, path: 'email', ...email },
  argument: { kind: 'argument', argument: 'to', is: 'principal.id', unless: [] },
  from: { kind: 'from', argument: 'id', tool: 'a/result', path: null, unless: ['finance'] },
  fromNone: { kind: 'from', argument: 'id', tool: 'a/none', path: null, unless: [] },
  fromItself: { kind: 'from', argument: 'id', tool: 'a/fromItself', path: null, unless: [] },
  none: { kind: 'none', why: 'a test' },
}

for (const [name, expected] of Object.entries({
  result: { is: ['principal.email'], unless: ['support-lead'] },
  argument: { is: ['principal.id'], unless: [] },
  from: { is: ['principal.email'], unless: ['support-lead', 'finance'] },
  fromNone: null,
  fromItself: null,
  none: null,
})) {
  test(`by which check a read of the owner rule "${name}" is its requester’s`, () => {
    const tools = Object.entries(RULES).map(([rule, owner]) => {
      return { tool: `a/${rule}`, server: 'a', effect: 'read', owner } as const
    })
    assert.deepEqual(ownershipCheckOf(`a/${name}`, { servers: [{ name: 'a', as: 'service' }], tools }), expected)
    assert.deepEqual(ownershipCheckOf(`a/${name}`, { servers: [{ name: 'a', as: 'requester' }], tools }), AS_REQUESTER)
  })
}
