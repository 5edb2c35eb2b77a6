import { isAllowed } from '#auth/authorize.ts'
import type { Operations } from '#contract/operations.ts'
import type { RuleView } from '#contract/rule.ts'
import type { Principal } from '#core/principal.ts'
import type { StandingRule } from '#guardrails/contract.ts'
import { readFirstUses } from '#memory/plans/judgements.ts'
import type { AgentRuntime } from '#turn/agent-runtime.ts'
import type { Services } from '#turn/services.ts'

/** The rules as they stand, for those who look after them and for those whom they ask. */
export function ruleOperations({ agents, database }: Services): Pick<Operations, 'listRules'> {
  return {
    listRules: async (principal) => {
      const seen = [...agents.values()].map((live) => ({ live, rules: toldRules(live, principal) }))
      const since = await database.batch(principal.tenantId, (tx) =>
        Promise.all(
          seen.map(({ live, rules }) =>
            readFirstUses(
              tx,
              live.agent.name,
              rules.flatMap(({ text, at }) => (at === null ? [] : [text])),
            ),
          ),
        ),
      )
      const isOverseer = isAllowed(principal, 'policy.read-shadow', 'tenant')
      return {
        agents: seen.map(({ live, rules }, index) => ({
          agent: live.agent.name,
          rules: rules.map((rule) => ruleView(live, rule, since[index]?.get(rule.text) ?? null)),
          onTrial: isOverseer && live.shadow !== null,
        })),
      }
    },
  }
}

// That nothing forbids a plan is no rule of anybody's; and the one on untrusted text, which is there for each tool, is told
// once.
function toldRules({ policies }: AgentRuntime, principal: Principal): readonly StandingRule[] {
  const readable = policies.rules.filter(
    ({ effect, asks, at }) =>
      (at !== null || effect === 'forbid') &&
      isAllowed(principal, 'rule.read', { asks: (asks ?? []).map(({ role }) => role) }),
  )
  const byName = Map.groupBy(readable, ({ id }) => id)
  return [...byName].flatMap(([id, [first, ...others]]) => {
    if (first === undefined) return []
    const tools = first.tools && [...first.tools, ...others.flatMap((other) => other.tools ?? [])]
    return { ...first, id, tools, text: [first, ...others].map(({ text }) => text).join('\n\n') }
  })
}

function ruleView({ declarations }: AgentRuntime, rule: StandingRule, since: Date | null): RuleView {
  const { tools, ...told } = rule
  return {
    ...told,
    tools: tools && tools.map((tool) => ({ tool, title: declarations.get(tool)?.title ?? tool })),
    since: since?.toISOString() ?? null,
  }
}
