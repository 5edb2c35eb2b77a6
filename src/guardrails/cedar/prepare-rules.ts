import * as cedar from '@cedar-policy/cedar-wasm/nodejs'
import { AppError } from '#errors.ts'
import type { Rule } from './parse-rules.ts'
import { joinUses, type RuleUse } from './used-attributes.ts'

/** The rules that can apply to one action, parsed by Cedar ahead of time. */
export interface PreparedRules {
  readonly rules: ReadonlyMap<string, Rule>
  readonly use: RuleUse
  /** Cedar's name for all of them, and for all but the questions. Null where nothing could forbid, or permit. */
  readonly all: string
  readonly withoutQuestions: string
  /** True where no rule can say no to it: then there is nothing to ask Cedar. */
  readonly alwaysPermitted: boolean
}

// Cedar keeps what it has parsed for as long as the process lives, and can't be told to forget: so once for each content.
const PREPARED = new Set<string>()

/** Prepares the rules for an action that is in the given groups. `key` names the content of the whole policy set. */
export function prepareRules(key: string, action: string, group: string | null, rules: readonly Rule[]): PreparedRules {
  const applying = rules.filter(
    ({ actions }) => actions === null || actions.some((name) => name === action || name === group),
  )
  const scoped = applying.some(({ actions }) => actions !== null && group !== null && actions.includes(group))
  const use = joinUses(applying.map((rule) => rule.use))
  return {
    rules: new Map(applying.map((rule) => [rule.id, rule])),
    use: { ...use, action: use.action || scoped },
    all: prepare(`${key} ${action} all`, applying),
    withoutQuestions: prepare(
      `${key} ${action} without-questions`,
      applying.filter((rule) => rule.asks === null),
    ),
    alwaysPermitted: applying.every((rule) => rule.id.startsWith('parley.') && rule.effect === 'permit'),
  }
}

function prepare(name: string, rules: readonly Rule[]): string {
  if (PREPARED.has(name)) return name
  const staticPolicies = Object.fromEntries(rules.map((rule) => [rule.id, rule.policy]))
  const answer = cedar.preparsePolicySet(name, { staticPolicies })
  if (answer.type === 'failure') {
    throw new AppError('Cedar could not prepare rules that it had found valid.', {
      code: 'policy-not-prepared',
      cause: answer.errors,
    })
  }
  PREPARED.add(name)
  return name
}
