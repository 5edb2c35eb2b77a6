import { join } from 'node:path'
import type { Agent, EvalCase } from '#agents/contract.ts'
import { formatProblems } from '#agents/folder-problem.ts'
import { loadAgents } from '#agents/load-agent.ts'
import { parsePlaybook } from '#plan/playbook.ts'
import { startParley, type TestParley } from '../test/helpers/parley.ts'
import { startTestShop } from '../test/helpers/shop.ts'
import { differences } from './differences.ts'
import { runCase } from './outcome.ts'

interface Result {
  readonly agent: string
  readonly name: string
  readonly place: string
  readonly milliseconds: number
  /** What isn't as expected, or why it couldn't run; empty for a case that passed. */
  readonly problems: readonly string[]
}

const ROOT = join(import.meta.dirname, '..')

/** The variables that choose a model, for a run with one. */
const MODEL = ['OPENAI_API_KEY', 'OPENAI_BASE_URL', 'OPENAI_MODEL', 'EMBEDDINGS_BASE_URL', 'EMBEDDINGS_MODEL']

process.exitCode = await runEvals()

async function runEvals(): Promise<number> {
  const loaded = await loadAgents(join(ROOT, 'agents'), { reference: () => 'http://127.0.0.1:1', parsePlaybook })
  if (!loaded.ok) {
    console.error(formatProblems(loaded.problems))
    return 1
  }
  const results: Result[] = []
  for (const agent of loaded.agents) {
    for (const group of groupsOf(agent.evals)) results.push(...(await runGroup(agent, group)))
  }
  const failed = results.filter(({ problems }) => problems.length > 0).length
  console.log(`\n${results.length - failed} of ${results.length} cases as expected`)
  return failed === 0 && results.length > 0 ? 0 : 1
}

/**
 * Cases by the server that they share. What a plan does, or only holds in reserve, counts in the next one's windows, so
 * whatever may stage something has a server, a shop and a database of its own; those where nothing may be staged share one.
 */
function groupsOf(cases: readonly EvalCase[]): readonly (readonly EvalCase[])[] {
  const { harmless = [], acting = [] } = Object.groupBy(cases, ({ expect }) =>
    expect.effects?.length === 0 ? 'harmless' : 'acting',
  )
  return [...acting.map((acted) => [acted]), ...(harmless.length > 0 ? [harmless] : [])]
}

async function runGroup(agent: Agent, cases: readonly EvalCase[]): Promise<readonly Result[]> {
  await using closing = new AsyncDisposableStack()
  const scope = { after: (cleanUp: () => Promise<void>) => closing.defer(cleanUp) }
  const started = await startParley(scope, { shop: await startTestShop(scope), environment: modelEnvironment() }).catch(
    (error: unknown) => `it couldn't run: ${messageOf(error)}`,
  )
  const results: Result[] = []
  for (const evalCase of cases) {
    const result = await judgedCase(started, agent, evalCase)
    console.log(lineOf(result))
    results.push(result)
  }
  return results
}

async function judgedCase(parley: TestParley | string, agent: Agent, evalCase: EvalCase): Promise<Result> {
  const startedAt = performance.now()
  const problems = typeof parley === 'string' ? [parley] : await problemsOf(parley, agent, evalCase)
  return {
    agent: agent.name,
    name: evalCase.name,
    place: `agents/${agent.name}/${evalCase.file}:${evalCase.line}`,
    milliseconds: Math.round(performance.now() - startedAt),
    problems,
  }
}

async function problemsOf(parley: TestParley, agent: Agent, evalCase: EvalCase): Promise<readonly string[]> {
  try {
    return differences(evalCase.expect, await runCase(parley.as(evalCase.as), agent, evalCase))
  } catch (error) {
    return [`it couldn't run: ${messageOf(error)}`]
  }
}

function lineOf({ agent, name, place, milliseconds, problems }: Result): string {
  const line = `${problems.length === 0 ? '✓' : '✗'} ${agent}  ${name.padEnd(60)} ${String(milliseconds).padStart(5)} ms`
  return [line, ...problems.map((problem) => `    ${problem}`), ...(problems.length > 0 ? [`    ${place}`] : [])].join(
    '\n',
  )
}

function modelEnvironment(): Readonly<Record<string, string>> {
  return Object.fromEntries(MODEL.flatMap((name) => (process.env[name] ? [[name, process.env[name]]] : [])))
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
