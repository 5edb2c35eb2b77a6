import type { Command } from 'commander'
import { join } from 'node:path'
import { EXIT } from '#core/errors.ts'
import type { AgentCheck, WriteErrors } from '#api/check-agent.ts'
import type { ConfusionMatrix } from '#dialogue/matching/confusion-matrix.ts'
import { checkTexts } from './check-texts.ts'
import { texts } from '#cards/texts/texts.ts'
import { visibleText } from '#cards/drawing/visible-text.ts'
import { confusionLines } from './confusion-lines.ts'
import { type CheckedFolder, agentsToCheck } from './agents-to-check.ts'
import { type CommandContext, type Finish, say, sayJson } from './command.ts'
import { problemLine } from './problem-line.ts'

interface CheckFlags {
  readonly json?: boolean
}

/** `parley check`: an agent's whole folder, as a start loads it and holds it against its tools. Needs no server of ours. */
export function addCheck(program: Command, context: CommandContext, finish: Finish): void {
  program
    .command('check')
    .description('Check the folders of your agents as a start does, and what errors of their tools are taken for.')
    .argument('[agent]', 'one agent alone')
    .option('--json', 'print what was found as JSON')
    .addHelpText('after', EXAMPLES)
    .action(async (agent: string | undefined, flags: CheckFlags) => finish(await check(context, agent ?? null, flags)))
}

const EXAMPLES = `
It says what parley policy check says, and besides: mistakes in every other file, and what playbooks do wrong, which are tried
out over made-up answers of their tools (no tool is called). Then rules on trial that are broken, writes whose
every error counts as "nothing was done" (nothing: any), writes that list no such error, forms that tools.yaml should say
more of (times without a zone, numbers that are money), fields of a read that trust: says nothing of, playbooks that do what was only
inferred without a yes (inferred: 'allowed'), questions that a document lists and its text doesn't bear out (answers:), what untrusted text may choose (accepts:), and examples of one procedure that are taken for another: each is tried as if
it weren't there. Needs no running server.

Exit codes: 0 all is in order, 1 something is wrong, 2 used wrongly, 3 a tool server can't be reached.

Examples:
  $ parley check
  $ parley check support --json`

type Found = AgentCheck & { readonly toldApart: ConfusionMatrix | null }

async function check(context: CommandContext, name: string | null, flags: CheckFlags): Promise<number> {
  await using folder = await agentsToCheck(context, name)
  const found: Found[] = []
  for (const agent of folder.agents) {
    found.push({ ...(await folder.check(agent)), toldApart: await folder.toldApart(agent) })
  }
  const isWrong = folder.problems.length > 0 || found.some(({ problems }) => problems.length > 0)
  if (flags.json === true) sayJson(context, { problems: folder.problems, agents: found })
  else for (const line of lines(folder, found)) say(context, line)
  if (isWrong) return EXIT.failed
  return found.some(({ unreached }) => unreached.length > 0) ? EXIT.undecided : 0
}

function lines(folder: CheckedFolder, found: readonly Found[]): readonly string[] {
  return [
    ...folder.problems.map((problem) => visibleText(problemLine(folder.path, problem))),
    ...found.flatMap((one) => linesOf(folder, one)),
  ]
}

function linesOf({ path, agents }: CheckedFolder, one: Found): readonly string[] {
  const at = join(path, one.agent)
  const agent = agents.find(({ name }) => name === one.agent)
  const isInOrder = one.problems.length + one.unreached.length === 0
  const inOrder = agent && { playbooks: agent.playbooks.length, tools: agent.tools.length }
  const onTrial = one.onTrial.map((problem) => problemLine(at, problem))
  const said = [
    ...one.problems.map((problem) => problemLine(at, problem)),
    ...(one.untried === null ? [] : [checkTexts.untried(one.agent, one.untried)]),
    ...one.unreached.map(({ server, detail }) => texts.rules.unreached(one.agent, server, detail)),
    ...(onTrial.length > 0 ? [checkTexts.onTrial, ...onTrial] : []),
    ...one.warnings.map((warning) => join(at, warning)),
    ...one.questions.map(({ path, reason }) =>
      problemLine(at, { file: path, line: null, column: null, message: checkTexts.leftOut(reason), hint: null }),
    ),
    ...one.trusted.map((write) => writeLine(at, write, checkTexts.trusted(write.tool))),
    ...one.unlisted.map((write) =>
      writeLine(at, write, checkTexts.unlisted(write.tool, write.next), checkTexts.list(write.tool)),
    ),
    ...one.unplaced.map((form) => writeLine(at, form, ...checkTexts.unplaced[form.form](form.tool, form.names))),
    ...one.asked.map((problem) => problemLine(at, problem)),
    ...one.chosen.map(({ tool, line, accepted }) =>
      problemLine(at, {
        file: 'tools.yaml',
        line,
        column: null,
        message: checkTexts.chosen(tool, accepted),
        hint: null,
      }),
    ),
    ...one.unasked.map(({ file, line, title }) =>
      problemLine(at, { file, line, column: null, message: checkTexts.unasked(title), hint: null }),
    ),
  ]
  return [
    ...said.map((line) => visibleText(line)),
    ...(one.toldApart ? confusionLines(at, one.agent, one.toldApart) : []),
    ...(isInOrder && inOrder ? [visibleText(checkTexts.inOrder(one.agent, inOrder))] : []),
  ]
}

function writeLine(
  folder: string,
  { line }: Pick<WriteErrors, 'line'>,
  message: string,
  hint: string | null = null,
): string {
  return problemLine(folder, { file: 'tools.yaml', line, column: null, message, hint })
}
