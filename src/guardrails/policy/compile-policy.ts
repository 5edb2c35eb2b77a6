import { REQUESTER } from '#auth/roles.ts'
import * as cedar from '@cedar-policy/cedar-wasm/nodejs'
import { canonicalJson, sha256 } from '#core/commitment.ts'
import { sortProblems, type FileProblem } from '#core/file-problem.ts'
import { JsonObject } from '#core/json.ts'
import { LEDGER_WINDOWS } from '#memory/ledger/ledger-window.ts'
import { memoized } from '#core/memoized.ts'
import type { PolicySet, PolicySources } from '../contract.ts'
import { builtInRules } from './cedar/built-in-rules.ts'
import { explainPlan } from './cedar/explain.ts'
import { LOOKUP_ACTIONS } from './cedar/lookup-actions.ts'
import { judgeCall, judgePlan } from './cedar/judge.ts'
import type { PreparedPolicy } from './cedar/questions.ts'
import { parseRules, type Rule } from './cedar/parse-rules.ts'
import { unknownWords } from './cedar/known-words.ts'
import type { Verdict } from '#core/verdict.ts'
import { ACTION_GROUPS, PLAN_ACTION, policyAction, type PolicyAction } from './cedar/policy-action.ts'
import { cedarProblem, problemAt } from './cedar/policy-problem.ts'
import { policySchema } from './cedar/policy-schema.ts'
import { prepareRules } from './cedar/prepare-rules.ts'
import { standingRules } from './cedar/standing-rules.ts'
import { at, joinUses, uses, type RuleUse } from './cedar/used-attributes.ts'
import { withUsedDecimals } from './cedar/used-decimals.ts'

export type CompiledPolicy =
  | { readonly ok: true; readonly policies: PolicySet }
  | { readonly ok: false; readonly problems: readonly FileProblem[] }

/**
 * Compiles an agent's rules, and the tenant's own, against the tools that they speak of. Anything that Cedar can't
 * vouch for is a problem: a misspelt argument, a rule that can never apply, a rule without a name. Rules that aren't
 * `lasting` are asked a few times and forgotten.
 */
export function compilePolicy(sources: PolicySources, { lasting } = { lasting: true }): CompiledPolicy {
  return lasting ? compiledOnce(sources) : compile(sources, { lasting })
}

const compiledOnce = memoized((sources: PolicySources) => compile(sources, { lasting: true }), {
  keyOf: JSON.stringify,
  most: 50,
})

function compile(sources: PolicySources, { lasting }: { readonly lasting: boolean }): CompiledPolicy {
  const tools = [...sources.tools, ...LOOKUP_ACTIONS]
  const parsed = sources.files.map((file) => parseRules(file, new Set(tools.map(({ tool }) => tool))))
  const written = parsed.flatMap(({ rules }) => rules)
  const rules = [...written, ...builtInRules(sources)]
  const whole = tools.map(policyAction)
  const actions = new Map(whole.map((action) => [action.tool.tool, withUsedDecimals(action, rules)]))
  const problems = [
    ...parsed.flatMap((file) => file.problems),
    ...repeatedIds(written),
    ...toolProblems(sources),
    ...written.flatMap((rule) => unknownWords(rule, actions)),
    ...validationProblems(rules, { actions: [...actions.values()], whole }),
  ]
  if (problems.length > 0) return { ok: false, problems: sortProblems(problems) }
  return { ok: true, policies: policySet(sources, { actions, rules, lasting }) }
}

interface CheckedRules {
  readonly actions: ReadonlyMap<string, PolicyAction>
  readonly rules: readonly Rule[]
  readonly lasting: boolean
}

function policySet(sources: PolicySources, { actions, rules, lasting }: CheckedRules): PolicySet {
  // Cedar's version too: another engine is another judge.
  const source = JsonObject.parse(JSON.parse(JSON.stringify({ cedar: cedar.getCedarVersion(), sources })))
  const hash = sha256(canonicalJson(source))
  const preparation = { key: hash, lasting }
  const prepared = [...actions.values()].map(
    ({ tool: { tool: name, effect: group } }) => [name, prepareRules(preparation, { name, group }, rules)] as const,
  )
  const whole = prepareRules(preparation, { name: PLAN_ACTION, group: null }, rules)
  const reads = [...actions.values()].filter(({ tool }) => tool.effect === 'read').map(({ tool }) => tool.tool)
  const readRules = prepared.flatMap(([name, rulesOfTool]) => (reads.includes(name) ? [rulesOfTool] : []))
  const policy: PreparedPolicy = {
    agent: sources.agent,
    actions,
    rules: new Map([...prepared, [PLAN_ACTION, whole]]),
  }
  const byId = new Map(rules.map((rule) => [rule.id, rule]))
  return {
    hash,
    source,
    windows: windowsOf(rules.map(({ use }) => use)),
    readWindows: windowsOf(readRules.map(({ use }) => use)),
    permitted: new Set(prepared.flatMap(([name, { rules: applying }]) => (permits(applying) ? [name] : []))),
    judgeCall: (call, facts, within) => judgeCall(policy, call, facts, within),
    judgePlan: (effects, facts) => judgePlan(policy, effects, facts),
    explainPlan: (effects, facts) => explainPlan(policy, effects, facts),
    rules: standingRules(rules, actions),
    textOf: (id) => byId.get(id)?.text ?? null,
    ...whoMayDecide(byId),
  }
}

/** Who may answer for a role, by the rules that asked it. */
function whoMayDecide(byId: ReadonlyMap<string, Rule>): Pick<PolicySet, 'requesterMayDecide' | 'editorMayDecide'> {
  // One that isn't there any more may have asked, and where none asked there is nothing to allow.
  const asking = ({ policies }: Verdict, role: string): readonly (Rule | undefined)[] => {
    const found = policies.map((id) => byId.get(id)).filter((rule) => !rule || (rule.asks ?? []).includes(role))
    return found.length === 0 ? [undefined] : found
  }
  return {
    requesterMayDecide: (verdict, role) =>
      role === REQUESTER || asking(verdict, role).every((rule) => rule?.self === true),
    editorMayDecide: (verdict, role) => asking(verdict, role).every((rule) => rule?.editor === true),
  }
}

/** What is wrong with rules by themselves, whatever the tools: their grammar, ids and annotations. */
export function syntaxProblems(files: PolicySources['files']): readonly FileProblem[] {
  const parsed = files.map((file) => parseRules(file, new Set()))
  const problems = [...parsed.flatMap((file) => file.problems), ...repeatedIds(parsed.flatMap(({ rules }) => rules))]
  return sortProblems(problems)
}

function permits(rules: ReadonlyMap<string, Rule>): boolean {
  return rules.values().some(({ effect }) => effect === 'permit')
}

function windowsOf(looks: readonly RuleUse[]): PolicySet['windows'] {
  const ledger = at(joinUses(looks).context, 'ledger')
  return new Set(LEDGER_WINDOWS.flatMap(({ name }) => (uses(ledger, name) ? [name] : [])))
}

function repeatedIds(rules: readonly Rule[]): readonly FileProblem[] {
  const first = new Map<string, Rule>()
  return rules.flatMap((rule) => {
    const other = first.get(rule.id)
    if (!other) first.set(rule.id, rule)
    if (!other) return []
    const { file, line } = problemAt(other.place, 0, { message: '' })
    return problemAt(rule.place, 0, { message: `@id("${rule.id}") is already that of the policy at ${file}:${line}.` })
  })
}

// Names that would make two different things look like one.
function toolProblems({ tools }: PolicySources): readonly FileProblem[] {
  const taken = new Set<string>([...ACTION_GROUPS, PLAN_ACTION])
  const messages = tools.flatMap(({ tool, money, argsSchema }) => [
    ...(taken.has(tool) ? [`A tool can't be called "${tool}".`] : []),
    ...['count', 'tools', 'distinct', 'sum', 'order']
      .filter((name) => name in money)
      .map((name) => `${tool}: money can't be called "${name}".`),
    ...(hasArgument(argsSchema, 'because') ? [`${tool}: an argument can't be called "because".`] : []),
  ])
  return messages.map((message) => ({ file: 'tools.yaml', line: null, column: null, message, hint: null }))
}

function hasArgument({ properties }: PolicySources['tools'][number]['argsSchema'], name: string): boolean {
  return typeof properties === 'object' && properties !== null && Object.hasOwn(properties, name)
}

// Of a rule that is wrong it is said what is wrong with it beside every decimal: that it writes one in another way.
function validationProblems(
  rules: readonly Rule[],
  { actions, whole }: { readonly actions: readonly PolicyAction[]; readonly whole: readonly PolicyAction[] },
): readonly FileProblem[] {
  const found = foundByCedar(rules, actions)
  if (found.length === 0) return []
  const wrong = new Set(found.map(({ id }) => id))
  const beside = foundByCedar(rules, whole).filter(({ id }) => wrong.has(id))
  const told = new Set(beside.map(({ id }) => id))
  const problems = [...beside, ...found.filter(({ id }) => !told.has(id))]
  return onceForAllActions(problems.map(({ problem }) => problem))
}

interface FoundByCedar {
  /** The rule's; empty where it is of none. */
  readonly id: string
  readonly problem: FileProblem
}

function foundByCedar(rules: readonly Rule[], actions: readonly PolicyAction[]): readonly FoundByCedar[] {
  const schema = policySchema(actions)
  const byId = new Map(rules.map((rule) => [rule.id, rule]))
  const staticPolicies = Object.fromEntries(rules.map((rule) => [rule.id, rule.policy]))
  const answer = cedar.validate({ schema, policies: { staticPolicies }, validationSettings: { mode: 'strict' } })
  if (answer.type === 'failure') {
    return answer.errors.map(({ message, help }) => {
      const problem = { file: 'policy', line: null, column: null, message, hint: help }
      return { id: '', problem }
    })
  }
  const wrong = new Set(answer.validationErrors.map(({ policyId }) => policyId))
  // A warning is of a rule that never applies, or of letters that look like others: neither can be meant.
  const found = [
    ...answer.validationErrors,
    ...answer.validationWarnings.filter(({ policyId }) => !wrong.has(policyId)),
  ]
  return found.flatMap(({ policyId: id, error }) => {
    const rule = byId.get(id)
    return rule ? { id, problem: cedarProblem(error, rule.text, rule.place, `"${id}": `) } : []
  })
}

// A rule about several tools is told of the same mistake for each.
function onceForAllActions(problems: readonly FileProblem[]): readonly FileProblem[] {
  const keyOf = ({ file, line, column, message, hint }: FileProblem) =>
    JSON.stringify([file, line, column, message.replace(/ for Action::"(?:[^"\\]|\\.)*"/, ''), hint])
  return [...new Map(problems.toReversed().map((problem) => [keyOf(problem), problem])).values()].toReversed()
}
