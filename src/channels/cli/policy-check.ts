import type { Command } from 'commander'
import { join } from 'node:path'
import { EXIT } from '#core/errors.ts'
import type { PolicyCheck } from '#api/check-policy.ts'
import { texts } from '#cards/texts/texts.ts'
import { visibleText } from '#cards/drawing/visible-text.ts'
import { type CheckedFolder, agentsToCheck } from './agents-to-check.ts'
import { type CommandContext, type Finish, say, sayJson } from './command.ts'
import { problemLine } from './problem-line.ts'

interface CheckFlags {
  readonly json?: boolean
}

/** `parley policy check`: what a start would say of an agent's rules. Needs no server of ours. */
export function addPolicyCheck(policy: Command, context: CommandContext, finish: Finish): void {
  policy
    .command('check')
    .description('Check the rules of your agents against their tools, as a start does. Needs no running server.')
    .argument('[agent]', 'one agent alone')
    .option('--json', 'print what was found as JSON')
    .addHelpText('after', EXAMPLES)
    .action(async (agent: string | undefined, flags: CheckFlags) => finish(await check(context, agent ?? null, flags)))
}

const EXAMPLES = `
What a tool takes is known from the database in DATABASE_URL, where it was accepted, or else from its server, which has to
be reachable. The example shop is started for it.

Exit codes: 0 all is in order, 1 something is wrong, 2 used wrongly, 3 a tool server can't be reached.

Examples:
  $ parley policy check
  $ parley policy check support --json`

const words = texts.rules

async function check(context: CommandContext, name: string | null, flags: CheckFlags): Promise<number> {
  await using folder = await agentsToCheck(context, name)
  const found: PolicyCheck[] = []
  for (const one of folder.agents) {
    const { agent, files, problems, unreached } = await folder.check(one)
    found.push({ agent, files, problems, unreached })
  }
  const isWrong = folder.problems.length > 0 || found.some(({ problems }) => problems.length > 0)
  if (flags.json === true) sayJson(context, { problems: folder.problems, agents: found })
  else for (const line of lines(folder, found)) say(context, visibleText(line))
  if (isWrong) return EXIT.failed
  return found.some(({ unreached }) => unreached.length > 0) ? EXIT.undecided : 0
}

function lines({ path, problems }: CheckedFolder, found: readonly PolicyCheck[]): readonly string[] {
  return [
    ...problems.map((problem) => problemLine(path, problem)),
    ...found.flatMap((one) => [
      ...one.problems.map((problem) => problemLine(join(path, one.agent), problem)),
      ...one.unreached.map(({ server, detail }) => words.unreached(one.agent, server, detail)),
      ...(one.problems.length + one.unreached.length === 0 ? [words.inOrder(one.agent, one.files)] : []),
    ]),
  ]
}
