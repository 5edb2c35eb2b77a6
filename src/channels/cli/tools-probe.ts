import type { Command } from 'commander'
import type { Agent, ToolDeclaration } from '#agents/contract.ts'
import { AppError, EXIT } from '#core/errors.ts'
import { JsonObject, type Json } from '#core/json.ts'
import type { ProbedError } from '#api/probe-errors.ts'
import { nearest } from '#text/nearest.ts'
import { checkTexts } from './check-texts.ts'
import { toolTexts } from '#cards/texts/tool-texts.ts'
import { visibleLine, visibleText } from '#cards/drawing/visible-text.ts'
import { type CheckedFolder, agentsToCheck } from './agents-to-check.ts'
import { type CommandContext, type Finish, say, sayJson } from './command.ts'
import { foldText } from './fold-text.ts'
import { Terminal } from './terminal.ts'

interface ProbeFlags {
  readonly yes?: boolean
  readonly json?: boolean
  readonly sample?: string
}

/** `parley tools probe`: how a tool's server puts its errors, seen by calls that can't succeed. Needs no server of ours. */
export function addToolsProbe(tools: Command, context: CommandContext, finish: Finish): void {
  tools
    .command('probe')
    .description('Show what a server answers to calls that can’t succeed, for nothing: in tools.yaml.')
    .argument('<tool...>', 'such as shop/refunds.create')
    .option('--yes', 'call a tool that does something too, without asking')
    .option('--sample <arguments>', 'call one read with these, as JSON, and propose its sample for tools.yaml')
    .option('--json', 'print the answers as JSON')
    .addHelpText('after', EXAMPLES)
    .action(async (names: readonly string[], flags: ProbeFlags) => finish(await probe(context, names, flags)))
}

const EXAMPLES = `
Two calls go to the server: of a tool that it hasn't got, and of the tool itself with arguments that its own schema refuses. A
tool that does something is called only after a yes, since its server is relied on to refuse them.

Exit codes: 0 shown, 1 its server can't be reached, or took a call that it should have refused, 2 used wrongly.

Examples:
  $ parley tools probe shop/refunds.create
  $ parley tools probe shop/refunds.create shop/mail.send --yes --json
  $ parley tools probe shop/orders.get --sample '{ "id": "A12" }'`

const words = checkTexts.probe

interface Probed {
  readonly tool: string
  readonly answers: readonly ProbedError[]
}

async function probe(context: CommandContext, names: readonly string[], flags: ProbeFlags): Promise<number> {
  const { probeErrors } = await import('#api/probe-errors.ts')
  await using folder = await agentsToCheck(context, null)
  const found = names.map((name) => declared(folder, name))
  if (flags.sample !== undefined) return await propose(context, folder, found, flags)
  const callsWrites = flags.yes === true || (await isYes(context, found))
  const probed: Probed[] = []
  for (const { agent, declaration } of found) {
    const { tool, effect } = declaration
    const options = { reference: folder.reference, callsTool: effect === 'read' || callsWrites, signal: context.signal }
    const answers = await probeErrors(agent, declaration, options)
    probed.push({ tool, answers })
    if (flags.json !== true) for (const line of lines(declaration, answers)) say(context, line)
  }
  if (flags.json === true) sayJson(context, probed)
  return probed.some(({ answers }) => answers.some(({ fate }) => fate === 'done')) ? EXIT.failed : 0
}

// What its server says is shown as text alone, as the other answers are.
async function propose(
  context: CommandContext,
  { reference }: CheckedFolder,
  found: readonly Declared[],
  { sample: given = '', json }: ProbeFlags,
): Promise<number> {
  const [one, ...more] = found
  const args = argumentsIn(given)
  if (!one || more.length > 0 || args === null) throw new AppError(words.sampleOfOne, { code: 'usage' })
  const { probeSample } = await import('#api/probe-sample.ts')
  const sample = await probeSample(one.agent, one.declaration, args, { reference, signal: context.signal })
  if (json === true) sayJson(context, { tool: one.declaration.tool, sample })
  else for (const line of sampleLines(sample)) say(context, line)
  return 0
}

function argumentsIn(text: string): JsonObject | null {
  try {
    const value: unknown = JSON.parse(text)
    return JsonObject.safeParse(value).data ?? null
  } catch {
    return null
  }
}

// JSON is YAML, too: it can be written under the tool as it stands here.
function sampleLines(sample: Json): readonly string[] {
  const [first = '', ...others] = JSON.stringify(sample, null, 2).split('\n')
  return [words.sample, `    sample: ${visibleText(first)}`, ...others.map((line) => `    ${visibleLine(line)}`)]
}

interface Declared {
  readonly agent: Agent
  readonly declaration: ToolDeclaration
}

function declared({ agents }: CheckedFolder, name: string): Declared {
  const all = agents.flatMap((agent) => agent.tools.map((declaration) => ({ agent, declaration })))
  const found = all.find(({ declaration }) => declaration.tool === name)
  if (found) return found
  const known = all.map(({ declaration }) => declaration.tool)
  throw new AppError(toolTexts.noTool(visibleText(name), nearest(name, known)), { code: 'usage' })
}

// A script that says nothing gets what can do no harm.
async function isYes({ streams }: CommandContext, found: readonly Declared[]): Promise<boolean> {
  const writes = found.flatMap(({ declaration }) => (declaration.effect === 'write' ? [declaration.tool] : []))
  using terminal = new Terminal(streams, () => undefined)
  if (writes.length === 0 || !terminal.isInteractive) return false
  return (await terminal.ask(words.ask(writes.map(visibleText))))?.trim().toLowerCase() === 'yes'
}

// What a server says is shown as text alone: nothing in it moves the cursor or hides.
function lines(declaration: ToolDeclaration, answers: readonly ProbedError[]): readonly string[] {
  const isCalled = answers.some((answer) => answer.with === 'wrong-arguments')
  return [
    visibleText(declaration.tool),
    ...answers.flatMap((answer) => {
      const args = answer.with === 'wrong-arguments' ? ` ${JSON.stringify(answer.args)}` : ''
      return [
        `  ${words.with[answer.with]}${visibleText(args)}`,
        `    ${visibleText(saidOf(answer))}`,
        `    ${words.fate[answer.fate]}`,
      ]
    }),
    ...(isCalled ? [] : [`  ${words.notCalled}`]),
  ]
}

function saidOf({ said, message }: ProbedError): string {
  return said === null ? message : words.said[said.by](said.code, foldText(said.text, 600))
}
