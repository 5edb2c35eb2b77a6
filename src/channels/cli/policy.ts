import type { Command } from 'commander'
import type { CommandContext, Finish } from './command.ts'
import { addPolicyCheck } from './policy-check.ts'
import { addPolicyDiff, addPolicyShadow } from './policy-diff.ts'
import { addPolicyExplain } from './policy-explain.ts'

/** `parley policy …`: an agent's rules: whether they are right, and what they decided and would decide. */
export function addPolicy(program: Command, context: CommandContext, finish: Finish): void {
  const policy = program.command('policy').description("An agent's rules, and what they decide.").helpCommand(false)
  policy.addHelpText('after', EXAMPLES)
  for (const add of [addPolicyCheck, addPolicyExplain, addPolicyDiff, addPolicyShadow]) add(policy, context, finish)
}

const EXAMPLES = `
Examples:
  $ parley policy check
  $ parley policy explain 8F2A --as support-lead
  $ parley policy diff candidate.cedar
  $ parley policy shadow`
