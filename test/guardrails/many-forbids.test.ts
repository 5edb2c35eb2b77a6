import assert from 'node:assert/strict'
import { test } from 'node:test'
import { labelOf } from '#plan-language/values/label.ts'
import type { Verdict } from '#core/verdict.ts'
import { howMany, SEED } from '../helpers/depth.ts'
import { randomNumbers } from '../helpers/random-numbers.ts'
import { compiled, factsOf, refund } from './shop-policy.ts'
import { NOTE } from './verdict-case.ts'

const POLICIES = howMany({ quick: 20, deep: 2_000 })
const random = randomNumbers(SEED)

/** A condition, and what it is for a refund: null where it fails, as an overflow does. */
interface Condition {
  readonly text: string
  readonly truth: (amount: number, reason: string | null) => boolean | null
}

interface SomeRule extends Condition {
  readonly id: string
  readonly kind: 'permit' | 'forbid' | 'ask'
}

test('many forbids say what each of them says by itself, on random rules and refunds', (t) => {
  t.diagnostic(`seed ${SEED}`)
  const decisions = { allow: 0, ask: 0, deny: 0 }
  for (let policy = 0; policy < POLICIES; policy++) {
    const rules = Array.from({ length: oneOf([4, 12, 30]) }, (_, index) => someRule(index))
    const text = rules.map(ruleText).join('\n')
    const policies = compiled(text)
    for (let round = 0; round < 12; round++) {
      const [amount, reason] = [Math.floor(random() * 110), oneOf([null, 'late', 'damaged'])]
      const isUnchecked = random() < 0.2
      const call = refund(amount, {
        args: reason === null ? {} : { reason },
        ...(isUnchecked && { labels: { amount: labelOf(NOTE) } }),
      })
      const verdict = policies.judgePlan([call], factsOf()).plan
      decisions[verdict.decision]++
      assert.deepEqual(
        { decision: verdict.decision, policies: verdict.policies },
        expected([...rules, { ...UNTRUSTED, truth: () => isUnchecked }], amount, reason),
        `seed ${SEED}, amount ${amount}, reason ${reason}\n${text}`,
      )
    }
  }
  t.diagnostic(`${POLICIES} policies: ${JSON.stringify(decisions)}`)
  assert.ok(Math.min(...Object.values(decisions)) > POLICIES / 4, `too few of a kind: ${JSON.stringify(decisions)}`)
})

const UNTRUSTED = { id: 'parley.untrusted', kind: 'ask', text: '' } as const

function expected(
  rules: readonly SomeRule[],
  amount: number,
  reason: string | null,
): Pick<Verdict, 'decision' | 'policies'> {
  const found = rules.map((rule) => ({ ...rule, holds: rule.truth(amount, reason) }))
  const ids = (of: readonly SomeRule[]) => of.map(({ id }) => id).sort()
  const failed = found.filter(({ holds }) => holds === null)
  if (failed.length > 0) return { decision: 'deny', policies: ids(failed) }
  const holding = (kind: SomeRule['kind']) => found.filter((rule) => rule.kind === kind && rule.holds === true)
  if (holding('forbid').length > 0) return { decision: 'deny', policies: ids(holding('forbid')) }
  if (holding('permit').length === 0) return { decision: 'deny', policies: [] }
  if (holding('ask').length > 0) return { decision: 'ask', policies: ids(holding('ask')) }
  return { decision: 'allow', policies: ids(holding('permit')) }
}

function someRule(index: number): SomeRule {
  const id = `rule-${index}`
  if (index === 0) return { id, kind: 'permit', ...oneOf([fromAmount(0), fromAmount(5)]) }
  // Seldom true, so that many together still let something pass.
  const scope = random() < 0.1 ? oneOf(['customer', 'somebody-else']) : null
  const condition = scope === null ? someCondition(2) : ofPrincipal(scope, someCondition(1))
  return { id, kind: oneOf(['permit', 'forbid', 'ask', 'ask']), ...condition }
}

function ruleText({ id, kind, text }: SomeRule): string {
  const [scope = '', clause = ''] = text.includes(SCOPED) ? text.split(SCOPED) : ['principal', text]
  const annotations = `@id("${id}")${kind === 'ask' ? ' @ask("support-lead")' : ''}`
  const effect = kind === 'permit' ? 'permit' : 'forbid'
  const body = id.endsWith('3') ? `unless { !(${clause}) }` : `when { ${clause} }`
  return `${annotations} ${effect} (${scope}, action == Action::"shop/refunds.create", resource) ${body};`
}

const SCOPED = ' ~ '

function ofPrincipal(id: string, condition: Condition): Condition {
  return {
    text: `principal == User::"${id}"${SCOPED}${condition.text}`,
    truth: (...refunded) => (id === 'customer' ? condition.truth(...refunded) : false),
  }
}

function someCondition(depth: number): Condition {
  if (depth === 0 || random() < 0.3) return leaf()
  const [left, right] = [someCondition(depth - 1), someCondition(depth - 1)]
  return oneOf<() => Condition>([
    () => ({
      text: `(${left.text}) && (${right.text})`,
      truth: (...of) => (left.truth(...of) === true ? right.truth(...of) : left.truth(...of)),
    }),
    () => ({
      text: `(${left.text}) || (${right.text})`,
      truth: (...of) => (left.truth(...of) === false ? right.truth(...of) : left.truth(...of)),
    }),
    () => left,
  ])()
}

function leaf(): Condition {
  const some = Math.floor(random() * 110)
  return oneOf([
    () => isAmount(some),
    () => isAmount(some),
    () => fromAmount(85 + Math.floor(random() * 30)),
    () => isReason('late'),
    () => overflowsFrom(100),
  ])()
}

function isAmount(one: number): Condition {
  return { text: `context.args.amount == ${one}`, truth: (amount) => amount === one }
}

function fromAmount(least: number): Condition {
  return { text: `context.args.amount >= ${least}`, truth: (amount) => amount >= least }
}

function isReason(reason: string): Condition {
  return {
    text: `context.args has reason && context.args.reason == "${reason}" && context.args.amount > 95`,
    truth: (amount, given) => given === reason && amount > 95,
  }
}

// A whole number of Cedar has 64 bits.
function overflowsFrom(amount: number): Condition {
  const factor = BigInt.asIntN(64, (2n ** 63n - 1n) / BigInt(amount - 1))
  return {
    text: `context.args.amount * ${factor} < 0`,
    truth: (given) => (given >= amount ? null : false),
  }
}

function oneOf<Item>(items: readonly Item[]): Item {
  const item = items[Math.floor(random() * items.length)]
  assert.ok(item !== undefined)
  return item
}
