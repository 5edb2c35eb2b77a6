import { neverAborted } from './never-aborted.ts'
import { enforce } from '#auth/authorize.ts'
import { AppError, notFound } from '#core/errors.ts'
import { compilePolicy } from '#guardrails/policy/compile-policy.ts'
import { listJudgedPlans, type JudgedPlan, type JudgedPlanFilter } from '#memory/plans/judged-plans.ts'
import type { Principal } from '#core/principal.ts'
import type { Operations } from '#contract/operations.ts'
import { rejudge, wholePlan } from '#judging/policies/rejudge.ts'
import { candidateSources } from '#judging/policies/load-shadow.ts'
import { DiffSummary } from '#judging/policies/diff-summary.ts'
import type { AgentRuntime } from '#turn/agent-runtime.ts'
import { policySources } from '#judging/policies/policy-sources.ts'
import type { PolicyDiffView } from '#contract/policy-diff.ts'
import type { Services } from '#turn/services.ts'

/** Plans read in one go. Between two, other work has its turn. */
const PAGE = 50
/** The most plans that rules on trial are told about. */
const MAX_SHADOWED = 10_000

/** What other rules would have said: candidates, of plans that were judged before; rules on trial, as they were asked beside. */
export function policyDiffOperations(
  services: Services,
): Pick<Operations, 'diffPolicy' | 'listShadows' | 'readShadow'> {
  return {
    diffPolicy: async (principal, candidate, signal = neverAborted()) => {
      const live = agentFor(services, { principal, action: 'policy.diff' }, candidate.agent ?? null)
      const compiled = compilePolicy(candidateSources(policySources(live.agent, live), asFile(candidate)), {
        lasting: false,
      })
      const tally = new DiffSummary(live)
      if (!compiled.ok) return { ...tally.view(), problems: compiled.problems }
      const around = { live, tenantId: principal.tenantId }
      const filter = { agent: live.agent.name, shadow: null, limit: candidate.last }
      for await (const judged of judgedPlans(services, principal, filter, signal)) {
        const whole = wholePlan(judged)
        const would = typeof whole === 'string' ? whole : rejudge(compiled.policies, whole, around)
        if (typeof whole === 'string' || typeof would === 'string') {
          tally.leaveOut(typeof would === 'string' ? would : 'unreadable')
          continue
        }
        const today = rejudge(live.policies, whole, around)
        tally.compare(whole, would, typeof today === 'string' ? null : today)
      }
      return { ...tally.view(), problems: [] }
    },
    listShadows: (principal) => Promise.resolve({ agents: onTrial(services, principal) }),
    readShadow: async (principal, { agent = null }, signal = neverAborted()) => {
      const live = agentFor(services, { principal, action: 'policy.read-shadow' }, agent)
      const { shadow } = live
      if (!shadow) {
        const message = `The agent ${live.agent.name} has no rules on trial. They stand in policy.shadow.cedar in its folder.`
        throw new AppError(message, { code: 'no-shadow', status: 404 })
      }
      const tally = new DiffSummary(live)
      const { policies, problems } = shadow
      if (!policies) return { ...tally.view(), problems }
      const filter = { agent: live.agent.name, shadow: policies.hash, limit: MAX_SHADOWED }
      for await (const judged of judgedPlans(services, principal, filter, signal)) {
        const whole = wholePlan(judged)
        const would = judged.judgement?.shadow
        if (typeof whole === 'string') tally.leaveOut(whole)
        else if (!would?.verdict) tally.leaveOut('rules-failed')
        else tally.compare(whole, { plan: would.verdict, effects: would.effects }, null)
      }
      return { ...tally.view(), problems: [] } satisfies PolicyDiffView
    },
  }
}

function onTrial({ agents }: Services, principal: Principal): readonly string[] {
  enforce(principal, 'policy.read-shadow', 'tenant')
  return [...agents].flatMap(([name, { shadow }]) => (shadow === null ? [] : [name])).toSorted()
}

function agentFor(
  { agents }: Services,
  { principal, action }: { readonly principal: Principal; readonly action: 'policy.diff' | 'policy.read-shadow' },
  name: string | null,
): AgentRuntime {
  enforce(principal, action, 'tenant')
  const names = [...agents.keys()]
  if (name === null && names.length > 1) {
    throw new AppError(`Say which agent: ${names.join(', ')}.`, { code: 'agent-needed', status: 400 })
  }
  const live = agents.get(name ?? names[0] ?? '')
  if (!live) throw notFound('agent')
  return live
}

function asFile({ file, text }: { readonly file: string; readonly text: string }) {
  return { path: file, text }
}

async function* judgedPlans(
  { database }: Services,
  { tenantId }: Principal,
  { limit, ...filter }: Omit<JudgedPlanFilter, 'before'>,
  signal: AbortSignal,
): AsyncGenerator<JudgedPlan> {
  let before: JudgedPlan | null = null
  let left = limit
  while (left > 0) {
    signal.throwIfAborted()
    const page = { ...filter, before, limit: Math.min(PAGE, left) }
    const found: readonly JudgedPlan[] = await database.tenant(tenantId, (tx) => listJudgedPlans(tx, page))
    yield* found
    before = found.at(-1) ?? null
    left = found.length < page.limit ? 0 : left - found.length
  }
}
