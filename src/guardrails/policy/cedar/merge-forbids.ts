import * as cedar from '@cedar-policy/cedar-wasm/nodejs'
import { requirements, type Expression } from './condition-parts.ts'
import type { Rule } from './parse-rules.ts'

/** From how many forbids on it pays to ask about all of them first: a question costs one more call then. */
const WORTH_MERGING = 10

/**
 * The same rules with one forbid in place of all: where that neither applies nor fails, none of them does, and Cedar
 * evaluates one condition for a third of what it takes to go through each rule. Which of them forbade it can't say.
 * Null where there are too few.
 */
export function mergeForbids(rules: readonly Rule[]): Readonly<Record<string, cedar.Policy>> | null {
  const forbids = rules.filter(({ effect }) => effect === 'forbid')
  if (forbids.length < WORTH_MERGING) return null
  const permits = rules.filter(({ effect }) => effect === 'permit')
  const conditions: Expression[] = []
  for (const { policy } of forbids) {
    const parsed = cedar.policyToJson(policy)
    if (parsed.type === 'failure') return null
    conditions.push(joined('&&', requirements(parsed.json)))
  }
  const merged: cedar.PolicyJson = {
    effect: 'forbid',
    principal: { op: 'All' },
    action: { op: 'All' },
    resource: { op: 'All' },
    // Made of what Cedar itself has read.
    conditions: [{ kind: 'when', body: joined('||', conditions) as cedar.Expr }],
  }
  return { ...Object.fromEntries(permits.map(({ id, policy }) => [id, policy])), 'parley.merged': merged }
}

// In halves: Cedar doesn't read what is nested a hundred deep.
function joined(by: '&&' | '||', expressions: readonly Expression[]): Expression {
  const [first, ...others] = expressions
  if (!first) return { Value: by === '&&' }
  if (others.length === 0) return first
  const half = expressions.length >> 1
  return { [by]: { left: joined(by, expressions.slice(0, half)), right: joined(by, expressions.slice(half)) } }
}
