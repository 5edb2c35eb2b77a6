import * as cedar from '@cedar-policy/cedar-wasm/nodejs'
import type { PolicyText } from '#guardrails/contract.ts'
import type { FileProblem } from '#core/file-problem.ts'
import type { Json } from '#core/json.ts'
import { nearest } from '#text/nearest.ts'
import type { People } from '#core/verdict.ts'
import { parseAsk, peopleIn } from './parse-ask.ts'
import { cedarProblem, problemAt, type TextPlace } from './policy-problem.ts'
import { PLAN_ACTION } from './policy-action.ts'
import { ruleUse, type RuleUse } from './used-attributes.ts'

/** One policy of a file. We say rule, since a policy set is the whole. */
export interface Rule {
  readonly id: string
  readonly effect: 'permit' | 'forbid'
  /** The roles that a question asks; null: not a question. */
  readonly asks: readonly string[] | null
  /** How many people of each role it asks, where that is more than one in all; otherwise null. */
  readonly several: People | null
  /** Whoever asked may decide it too, when they hold the role. */
  readonly self: boolean
  /** Whoever changed the plan may agree to it too, when they hold the role. */
  readonly editor: boolean
  readonly reason: string | null
  readonly policy: cedar.Policy
  /** The actions and groups that its scope names; null: all. */
  readonly actions: readonly string[] | null
  /** Its `when` and `unless` clauses, as Cedar's JSON. */
  readonly conditions: Json
  readonly use: RuleUse
  readonly text: string
  readonly place: TextPlace
}

export interface ParsedRules {
  readonly rules: readonly Rule[]
  readonly problems: readonly FileProblem[]
}

/** Reads the rules of a file, with what is wrong with each. */
export function parseRules(file: PolicyText, known: ReadonlySet<string>): ParsedRules {
  const whole: TextPlace = { file: file.path, fileText: file.text, start: 0 }
  const parts = cedar.policySetTextToParts(file.text)
  if (parts.type === 'failure') {
    return { rules: [], problems: parts.errors.map((error) => cedarProblem(error, file.text, whole, '')) }
  }
  const problems: FileProblem[] = []
  const rules: Rule[] = []
  for (const text of parts.policy_templates) {
    const message = 'A template can’t be used here: write a policy without ?principal and ?resource.'
    problems.push(problemAt(whole, Math.max(0, file.text.indexOf(text)), { message }))
  }
  for (const { text, start } of placed(parts.policies, file.text)) {
    const place = { ...whole, start }
    const parsed = cedar.policyToJson(text)
    if (parsed.type === 'failure') problems.push(...parsed.errors.map((error) => cedarProblem(error, text, place, '')))
    else {
      const found = annotationProblems(parsed.json, place)
      problems.push(...found)
      const rule = found.length === 0 ? ruleOf(parsed.json, text, place) : null
      const local = rule && file.overAllAgents ? withoutUnknownActions(rule, parsed.json, known) : rule
      if (local) rules.push(local)
    }
  }
  return { rules, problems }
}

const ANNOTATIONS = ['id', 'ask', 'reason', 'self', 'editor']
const ID = /^[a-z][a-z0-9-]{0,63}$/

function annotationProblems(json: cedar.PolicyJson, place: TextPlace): readonly FileProblem[] {
  const annotations: Readonly<Record<string, string | null>> = json.annotations ?? {}
  const found: { message: string; hint?: string | null }[] = []
  for (const name of Object.keys(annotations)) {
    const near = nearest(name, ANNOTATIONS)
    if (!ANNOTATIONS.includes(name)) {
      found.push({ message: `Unknown annotation @${name}.`, hint: near && `Did you mean @${near}?` })
    }
  }
  const { id, ask, reason, self, editor } = annotations
  if (!id)
    found.push({ message: 'A policy needs an @id, by which it is reported.', hint: 'Write @id("my-rule") above it.' })
  else if (!ID.test(id)) found.push({ message: `@id("${id}") must be lower-case letters, digits and hyphens.` })
  if (ask !== undefined && json.effect === 'permit') {
    found.push({
      message: '@ask stands on a permit.',
      hint: 'A question is a forbid that an approval lifts: @ask(…) forbid (…).',
    })
  }
  const asked = ask === undefined ? null : parseAsk(ask)
  if (asked?.ok === false) found.push(asked.problem)
  if (reason !== undefined && !reason?.trim())
    found.push({ message: '@reason needs a sentence.', hint: '@reason("Why")' })
  if (self !== undefined && (self !== 'allowed' || ask === undefined)) {
    found.push({ message: '@self can only be @self("allowed"), beside an @ask.', hint: null })
  }
  if (editor !== undefined && (editor !== 'allowed' || ask === undefined)) {
    found.push({ message: '@editor can only be @editor("allowed"), beside an @ask.', hint: null })
  }
  return found.map((problem) => problemAt(place, 0, problem))
}

function ruleOf(json: cedar.PolicyJson, text: string, place: TextPlace): Rule {
  const { id, ask, reason, self, editor }: Readonly<Record<string, string | null>> = json.annotations ?? {}
  const conditions: Json = JSON.parse(JSON.stringify(json.conditions))
  const question = ask === undefined ? null : parseAsk(ask)
  const asked = question?.ok ? question.people : null
  return {
    id: id ?? '',
    effect: json.effect,
    asks: asked === null ? null : Object.keys(asked),
    several: asked !== null && peopleIn(asked) > 1 ? asked : null,
    self: self === 'allowed',
    editor: editor === 'allowed',
    reason: reason?.trim() ?? null,
    policy: text,
    actions: scopeActions(json.action),
    conditions,
    use: ruleUse(conditions),
    text,
    place,
  }
}

function scopeActions(scope: cedar.ActionConstraint): readonly string[] | null {
  if (scope.op === 'All') return null
  const entities = 'entities' in scope ? scope.entities : 'entity' in scope ? [scope.entity] : []
  return entities.map((entity) => ('__entity' in entity ? entity.__entity.id : entity.id))
}

// The tenant's rules speak of tools of all agents: of those that this agent doesn't have, nothing is to be checked here.
function withoutUnknownActions(rule: Rule, json: cedar.PolicyJson, known: ReadonlySet<string>): Rule | null {
  const actions = rule.actions?.filter((action) => known.has(action) || !action.includes('/') || action === PLAN_ACTION)
  if (!actions || actions.length === rule.actions?.length) return rule
  if (actions.length === 0) return null
  const entities = actions.map((id) => ({ type: 'Action', id }))
  return { ...rule, actions, policy: { ...json, action: { op: 'in', entities } } }
}

// Cedar hands policies over by text and not in the file's order; comments may hold copies of them.
function placed(policies: readonly string[], fileText: string): readonly { text: string; start: number }[] {
  const code = withoutComments(fileText)
  const from = new Map<string, number>()
  const found = policies.map((text) => {
    const start = Math.max(0, code.indexOf(withoutComments(text), from.get(text) ?? 0))
    from.set(text, start + 1)
    return { text, start }
  })
  return found.sort((one, other) => one.start - other.start)
}

// Comments as blanks, so that every place stays where it is. A string may hold `//`.
function withoutComments(text: string): string {
  return text.replaceAll(/"(?:[^"\\]|\\.)*"|\/\/[^\n]*/g, (match) =>
    match.startsWith('"') ? match : ' '.repeat(match.length),
  )
}
