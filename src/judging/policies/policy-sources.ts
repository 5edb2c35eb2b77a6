import type { Agent } from '#agents/contract.ts'
import type { PolicySources } from '#guardrails/contract.ts'
import { ownershipCheckOf } from '#guardrails/policy/ownership-check.ts'
import { planTools, type AgentRuntime } from '#turn/agent-runtime.ts'

/** What an agent's rules are compiled from: its files, and its tools as they were accepted. */
export function policySources(
  agent: Pick<Agent, 'name' | 'policies' | 'approvals' | 'servers' | 'tools' | 'playbooks'>,
  live: Pick<AgentRuntime, 'definitions' | 'declarations'>,
): PolicySources {
  const tools = planTools(live)
  return {
    agent: agent.name,
    files: agent.policies,
    untrustedRole: agent.approvals.untrusted,
    procedures: proceduresOf(agent),
    tools: agent.tools.flatMap((declaration) => {
      const tool = tools[declaration.tool]
      if (!tool) return []
      const { argsSchema, resultSchema, later } = tool
      const { accepts, acceptsWhere, money, trust, effect } = declaration
      const own = ownershipCheckOf(declaration.tool, agent)
      return [
        {
          ...{
            tool: declaration.tool,
            effect,
            argsSchema,
            resultSchema,
            later,
            accepts,
            money,
            trusted: trust.trusted,
          },
          ...(acceptsWhere && { acceptsWhere }),
          ...(own && { own }),
        },
      ]
    }),
  }
}

function proceduresOf({ playbooks }: Pick<Agent, 'playbooks'>): NonNullable<PolicySources['procedures']> {
  return {
    confirmed: playbooks.filter(({ confirm }) => confirm !== false).map(({ name }) => name),
    inferred: playbooks.filter(({ inferred }) => inferred !== null).map(({ name }) => name),
  }
}
