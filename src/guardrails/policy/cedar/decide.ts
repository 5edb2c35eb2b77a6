import * as cedar from '@cedar-policy/cedar-wasm/nodejs'
import { severalOf, type Verdict } from '#core/verdict.ts'
import { UNTRUSTED_RULE } from './built-in-rules.ts'
import type { Rule } from './parse-rules.ts'
import type { PreparedRules } from './prepare-rules.ts'
import type { Request } from './questions.ts'
import { NO_RULE } from '#core/verdict.ts'
import { refuse } from './refusal.ts'

/**
 * One Cedar call decides. Where there are many forbids, it is one that asks about all of them together, and each is
 * looked at only where something may have forbidden. Only where all that forbade are questions does another call,
 * without any question, check that something permits. Whatever fails is a refusal.
 */
export function decide(request: Request, prepared: PreparedRules, untrusted: readonly string[]): Verdict {
  return unlessForbidden(request, prepared) ?? decideByEach(request, prepared, untrusted)
}

// Null is no answer: then each rule is asked.
function unlessForbidden(request: Request, { merged }: PreparedRules): Verdict | null {
  const answer = merged && ask(request, merged())
  if (answer?.decision !== 'allow' || answer.diagnostics.errors.length > 0) return null
  return allowed(answer.diagnostics.reason)
}

function decideByEach(request: Request, prepared: PreparedRules, untrusted: readonly string[]): Verdict {
  const first = ask(request, prepared.all())
  if (!first) return refuse('The rules can’t be applied to this')
  const failed = first.diagnostics.errors.map(({ policyId }) => policyId)
  if (failed.length > 0) return refuse('A rule can’t be applied to this', reported(failed))
  if (first.decision === 'allow') return allowed(first.diagnostics.reason)
  // In the files' order: Cedar's own is by chance, and a verdict is part of what is signed.
  const forbidding = new Set(first.diagnostics.reason)
  const rules = [...prepared.rules.values()].filter(({ id }) => forbidding.has(id))
  if (rules.length === 0 || rules.length < forbidding.size) return refuse(NO_RULE)
  const refusing = rules.filter((rule) => rule.asks === null)
  if (refusing.length > 0) return said('deny', refusing, untrusted)
  return permitsOtherwise(request, prepared) ? said('ask', rules, untrusted) : refuse(NO_RULE)
}

function allowed(permits: readonly string[]): Verdict {
  return { decision: 'allow', roles: [], reasons: [], policies: reported(permits) }
}

function permitsOtherwise(request: Request, prepared: PreparedRules): boolean {
  const second = ask(request, prepared.withoutQuestions())
  return second?.decision === 'allow' && second.diagnostics.errors.length === 0
}

function ask(request: Request, preparsedPolicySetId: string): cedar.Response | null {
  try {
    // Only the type says that Cedar may write in it.
    const context = request.context as cedar.Context
    const answer = cedar.statefulIsAuthorized({ ...request, context, preparsedPolicySetId })
    return answer.type === 'success' ? answer.response : null
  } catch {
    // Cedar throws on text that isn't Unicode. Whatever else it throws on is no yes either.
    return null
  }
}

function said(decision: 'ask' | 'deny', rules: readonly Rule[], untrusted: readonly string[]): Verdict {
  return {
    decision,
    roles: decision === 'ask' ? [...new Set(rules.flatMap((rule) => rule.asks ?? []))] : [],
    ...(decision === 'ask' && severalOf(rules.flatMap(({ several }) => (several === null ? [] : [several])))),
    reasons: [...new Set(rules.map((rule) => reasonOf(rule, untrusted)))],
    policies: reported(rules.map((rule) => rule.id)),
  }
}

function reasonOf(rule: Rule, untrusted: readonly string[]): string {
  if (!rule.id.startsWith(UNTRUSTED_RULE))
    return rule.reason ?? `The rule “${rule.id}” ${rule.asks === null ? 'forbids' : 'asks about'} this`
  const names = untrusted.filter((name) => name !== 'because').map((name) => `“${name}”`)
  const parts = [...names, ...(untrusted.includes('because') ? ['whether it happens at all'] : [])]
  return `Text that nobody vouches for decides ${new Intl.ListFormat('en').format(parts)}`
}

/** The names of rules as people read them: one built-in rule, though there is one for each tool. Sorted. */
export function reported(ids: readonly string[]): readonly string[] {
  return ids.map((id) => (id.startsWith(UNTRUSTED_RULE) ? UNTRUSTED_RULE : id)).sort()
}
