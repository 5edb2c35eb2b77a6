import type { Agent } from '#agents/contract.ts'
import { formatProblems, type FileProblem } from '#core/file-problem.ts'
import { compilePolicy } from '#guardrails/policy/compile-policy.ts'
import type { PolicySources } from '#guardrails/contract.ts'
import type { Logger } from '#core/log.ts'
import type { ShadowPolicy } from '#turn/agent-runtime.ts'

const LIVE_FILE = 'policy.cedar'

/**
 * The agent's rules on trial, made ready; null where there are none. A mistake in them, of whatever kind, is told in the
 * log and stops nothing.
 */
export function loadShadow(
  agent: Pick<Agent, 'name' | 'shadow'>,
  sources: PolicySources,
  log: Logger,
): ShadowPolicy | null {
  const { shadow } = agent
  if (!shadow) return null
  const { policies, problems } = compiledShadow(shadow, sources)
  if (problems.length > 0) {
    log.warn({ event: 'shadow-policy-broken', agent: agent.name, problems: formatProblems(problems) })
  }
  return { policies, problems }
}

function compiledShadow(shadow: NonNullable<Agent['shadow']>, sources: PolicySources): ShadowPolicy {
  const { path, text } = shadow
  if (!text?.trim()) return broken(path, text === null ? 'This isn’t UTF-8 text.' : 'The file is empty.')
  try {
    const compiled = compilePolicy(candidateSources(sources, { path, text }))
    return compiled.ok ? { policies: compiled.policies, problems: [] } : { policies: null, problems: compiled.problems }
  } catch {
    return broken(path, 'These rules can’t be prepared.')
  }
}

/** What a candidate is compiled from: all as it is, with other rules in the place of policy.cedar. */
export function candidateSources(
  sources: PolicySources,
  candidate: { readonly path: string; readonly text: string },
): PolicySources {
  return { ...sources, files: [candidate, ...sources.files.filter(({ path }) => path !== LIVE_FILE)] }
}

function broken(file: string, message: string): ShadowPolicy {
  const problem: FileProblem = { file, line: null, column: null, message, hint: null }
  return { policies: null, problems: [problem] }
}
