import * as cedar from '@cedar-policy/cedar-wasm/nodejs'
import { AppError } from '#core/errors.ts'
import { mergeForbids } from './merge-forbids.ts'
import type { Rule } from './parse-rules.ts'
import { joinUses, type RuleUse } from './used-attributes.ts'

/** The rules that can apply to one action, parsed by Cedar ahead of time. */
export interface PreparedRules {
  readonly rules: ReadonlyMap<string, Rule>
  readonly use: RuleUse
  /** Cedar's name for all of them, and for all but the questions, good until something else is prepared. */
  all(): string
  withoutQuestions(): string
  /** The same for all of them with the forbids as one; null where that isn't worth it. */
  readonly merged: (() => string) | null
  /** True where no rule can say no to it: then there is nothing to ask Cedar. */
  readonly alwaysPermitted: boolean
}

export interface Preparation {
  /** Names the content of the whole policy set. */
  readonly key: string
  /** False for rules that are asked a few times and then forgotten: they take each other's place in Cedar's memory. */
  readonly lasting: boolean
}

// Cedar keeps what it has parsed for as long as the process lives, under a name, and can be made to forget it only by
// other rules under the same name. The content that stands under each:
const PREPARED = new Map<string, string>()

/** Prepares the rules for an action that is in the given groups. */
export function prepareRules(
  { key, lasting }: Preparation,
  { name: action, group }: { readonly name: string; readonly group: string | null },
  rules: readonly Rule[],
): PreparedRules {
  const applying = rules.filter(
    ({ actions }) => actions === null || actions.some((name) => name === action || name === group),
  )
  const scoped = applying.some(({ actions }) => actions !== null && group !== null && actions.includes(group))
  const use = joinUses(applying.map((rule) => rule.use))
  const place = lasting ? key : 'passing'
  const merged = mergeForbids(applying)
  return {
    rules: new Map(applying.map((rule) => [rule.id, rule])),
    use: { ...use, action: use.action || scoped },
    all: prepared(`${place} ${action} all`, key, policiesOf(applying)),
    withoutQuestions: prepared(
      `${place} ${action} without-questions`,
      key,
      policiesOf(applying.filter((rule) => rule.asks === null)),
    ),
    merged: merged && prepared(`${place} ${action} merged`, key, merged),
    alwaysPermitted: applying.every((rule) => rule.id.startsWith('parley.') && rule.effect === 'permit'),
  }
}

type Policies = Readonly<Record<string, cedar.Policy>>

function policiesOf(rules: readonly Rule[]): Policies {
  return Object.fromEntries(rules.map((rule) => [rule.id, rule.policy]))
}

function prepared(name: string, key: string, staticPolicies: Policies): () => string {
  const put = (): string => {
    if (PREPARED.get(name) === key) return name
    const answer = cedar.preparsePolicySet(name, { staticPolicies })
    if (answer.type === 'failure') {
      throw new AppError('Cedar could not prepare rules that it had found valid.', {
        code: 'policy-not-prepared',
        cause: answer.errors,
      })
    }
    PREPARED.set(name, key)
    return name
  }
  put()
  return put
}
