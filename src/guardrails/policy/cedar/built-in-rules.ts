import type { AcceptedWhere } from '#agents/contract.ts'
import { REQUESTER } from '#auth/roles.ts'
import * as cedar from '@cedar-policy/cedar-wasm/nodejs'
import { AppError } from '#core/errors.ts'
import type { Json } from '#core/json.ts'
import { LOOKUPS } from '#plan-language/values/lookups.ts'
import { CONFIRM_RULE, INFERRED_RULE, OWN_REASONS, PLAN_RULE } from '../named-rules.ts'
import type { PolicySources, Procedures } from '#guardrails/contract.ts'
import type { Rule } from './parse-rules.ts'
import { PLAN_ACTION } from './policy-action.ts'
import { LISTED_KINDS, VOUCHED_KINDS } from './origin.ts'
import { ruleUse } from './used-attributes.ts'

/** What hangs on an untrusted source is refused, or asked about. Its reason names the arguments, so it isn't here. */
export const UNTRUSTED_RULE = 'parley.untrusted'

/** The rules that are always there. Their ids have a dot, which a file's can't. */
export function builtInRules({ tools, untrustedRole, procedures }: PolicySources): readonly Rule[] {
  const asks = untrustedRole === null ? null : [untrustedRole]
  const place = { file: 'parley', fileText: '', start: 0 }
  const shared = { self: false, editor: false, several: null, reason: null, place }
  const untrusted = tools.map(({ tool, own, accepts, acceptsWhere = [] }): Rule => {
    const accepted = [...accepts, ...acceptsWhere.map(({ argument }) => argument)]
    // What its requester reads of their own is asked about for what comes from elsewhere alone.
    const names = own ? 'elsewhere' : 'untrusted'
    const within =
      accepted.length === 0 ? `context.${names}.isEmpty()` : `${listOf(accepted)}.containsAll(context.${names})`
    const where = acceptsWhere
      .filter(({ argument }) => !accepts.includes(argument))
      .map((condition) => conditionOf(condition, names))
    const text = `forbid (principal, action == Action::${quoted(tool)}, resource)
      unless { ${[within, ...where].join(' && ')} };`
    const conditions = where.length === 0 ? untrustedConditions(accepts, names) : conditionsOf(text)
    const use =
      where.length === 0
        ? ({ context: { [names]: true }, principal: false, resource: false, action: false } as const)
        : ruleUse(conditions)
    return {
      ...shared,
      id: `${UNTRUSTED_RULE}:${tool}`,
      effect: 'forbid',
      asks,
      policy: text,
      actions: [tool],
      conditions,
      use,
      text,
    }
  })
  const permitting = (id: string, action: string): Rule => {
    const text = `permit (principal, action == Action::"${action}", resource);`
    const use = { context: {}, principal: false, resource: false, action: false }
    return { ...shared, id, effect: 'permit', asks: null, policy: text, actions: [action], conditions: [], use, text }
  }
  const plan = permitting(PLAN_RULE, PLAN_ACTION)
  const lookups = LOOKUPS.map((lookup) => permitting(`parley.${lookup}`, lookup))
  return [...untrusted, plan, ...lookups, ...(procedures ? askingTheRequester(procedures) : [])]
}

// Of an argument that isn't there, nothing hangs on untrusted text.
function conditionOf(accepted: AcceptedWhere, names: UntrustedNames): string {
  const name = quoted(accepted.argument)
  return `(!context.${names}.contains(${name}) || (${vouchedFor(accepted)}))`
}

function vouchedFor(accepted: AcceptedWhere): string {
  if (accepted.where === 'addressed') {
    const to = quoted(accepted.to)
    return `context.trusted has ${to} && context.trusted[${to}]`
  }
  const name = quoted(accepted.argument)
  const kinds = accepted.from === undefined ? VOUCHED_KINDS : LISTED_KINDS
  return `context.origin has ${name} && ${listOf(kinds)}.containsAll(context.origin[${name}])`
}

function listOf(texts: readonly string[]): string {
  return `[${texts.map(quoted).join(', ')}]`
}

// The requester may change what they asked for, and still say yes to it.
function askingTheRequester({ confirmed, inferred }: Procedures): readonly Rule[] {
  const isOneOf = (names: readonly string[]) => `${listOf(names)}.contains(context.intent.playbook)`
  const about = (id: string, when: string, reason: string): Rule => {
    const text = `forbid (principal, action == Action::"${PLAN_ACTION}", resource) when { ${when} };`
    const conditions = conditionsOf(text)
    const asks = [REQUESTER]
    return {
      id,
      effect: 'forbid',
      asks,
      several: null,
      self: false,
      editor: true,
      reason,
      policy: text,
      actions: [PLAN_ACTION],
      conditions,
      use: ruleUse(conditions),
      text,
      place: { file: 'parley', fileText: '', start: 0 },
    }
  }
  // Which thing was looked up is asked for all that.
  const unlessLookedUp = `(!${isOneOf(inferred)} || context.intent.doubts.contains("looked-up"))`
  const guessed = `context.intent.basis == "inferred"${inferred.length === 0 ? '' : ` && ${unlessLookedUp}`}`
  return [
    about(INFERRED_RULE, guessed, OWN_REASONS.inferred),
    ...(confirmed.length === 0
      ? []
      : [about(CONFIRM_RULE, `${listOf(confirmed)}.containsAny(context.intent.procedures)`, OWN_REASONS.confirm)]),
  ]
}

function conditionsOf(text: string): Json {
  const parsed = cedar.policyToJson(text)
  if (parsed.type === 'failure') {
    throw new AppError('Cedar could not read a rule of ours.', { code: 'policy-not-prepared', cause: parsed.errors })
  }
  return JSON.parse(JSON.stringify(parsed.json.conditions))
}

// The same as the text, as Cedar's JSON.
/** The attribute of the context that names what hangs on untrusted text. */
type UntrustedNames = 'untrusted' | 'elsewhere'

function untrustedConditions(accepts: readonly string[], names: UntrustedNames): Json {
  const untrusted = { '.': { left: { Var: 'context' }, attr: names } }
  const body =
    accepts.length === 0
      ? { isEmpty: { arg: untrusted } }
      : { containsAll: { left: { Set: accepts.map((name) => ({ Value: name })) }, right: untrusted } }
  return [{ kind: 'unless', body }]
}

// Tool and argument names are from a server: as Cedar's string literal, whatever is in them.
function quoted(text: string): string {
  const escaped = [...text].map((char) =>
    /[\w ./-]/.test(char) ? char : `\\u{${(char.codePointAt(0) ?? 0).toString(16)}}`,
  )
  return `"${escaped.join('')}"`
}
