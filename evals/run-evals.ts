import { join, resolve } from 'node:path'
import type { Agent } from '#agents/contract.ts'
import { formatProblems } from '#core/file-problem.ts'
import { loadAgents } from '#agents/load-agent.ts'
import { readConfig } from '#core/config.ts'
import { parsePlaybook } from '#plan-language/playbook.ts'
import { runKnowledge } from './knowledge/run-knowledge.ts'
import { runCases, type Case } from './run-cases.ts'
import { tableOf } from './table.ts'

/** The variables that choose a model, for a run with one. */
const MODEL = ['OPENAI_API_KEY', 'OPENAI_BASE_URL', 'OPENAI_MODEL', 'EMBEDDINGS_BASE_URL', 'EMBEDDINGS_MODEL']
/** The example shop's, which is started for each server anew. */
const SHOP = ['SHOP_MCP_URL', 'SHOP_MCP_TOKEN']

/** Where a run says what came of it, and which variables it goes by. */
export interface EvalsRun {
  say(text: string): void
  complain(text: string): void
  readonly environment?: Readonly<Record<string, string | undefined>>
}

/**
 * Runs the agents' cases, those alone whose agent, file or name has the words where some are given. Gives the exit code: 0
 * where all came out as expected.
 */
export async function runEvals(words: string, run: EvalsRun): Promise<number> {
  const { AGENTS_DIR, reference } = readConfig(run.environment)
  const named = new Set(MODEL)
  const loaded = await loadAgents(AGENTS_DIR, {
    reference: (name) => {
      named.add(name)
      return reference(name) ?? (SHOP.includes(name) ? 'http://127.0.0.1:1' : undefined)
    },
    parsePlaybook,
  })
  if (!loaded.ok) {
    run.complain(`The agents in ${AGENTS_DIR} can't be used, so no case was run:\n${formatProblems(loaded.problems)}`)
    return 1
  }
  const cases = loaded.agents
    .flatMap((agent) =>
      agent.evals.map((evalCase) => ({
        agent,
        evalCase,
        place: `${join(AGENTS_DIR, agent.name, evalCase.file)}:${evalCase.line}`,
      })),
    )
    .filter(({ agent, evalCase: { file, name } }) => `${agent.name} ${file} ${name}`.includes(words))
  const asking = loaded.agents.filter(
    ({ name, knowledgeEvals }) => knowledgeEvals !== null && `${name} ${knowledgeEvals.file}`.includes(words),
  )
  if (cases.length === 0 && asking.length === 0) {
    run.complain(
      words ? `No case has "${words}" in its agent, file or name.` : `The agents in ${AGENTS_DIR} have no cases.`,
    )
    return 1
  }
  const environment = {
    AGENTS_DIR: resolve(AGENTS_DIR), // servers are started in a folder of their own
    ...Object.fromEntries(
      [...named].filter((name) => !SHOP.includes(name)).flatMap((name) => pairOf(name, reference(name))),
    ),
  }
  const haveCasesPassed = cases.length === 0 || (await reportCases(cases, environment, run))
  const haveQuestionsPassed = await reportKnowledge(asking, { agentsDir: AGENTS_DIR, environment }, run)
  return haveCasesPassed && haveQuestionsPassed ? 0 : 1
}

async function reportCases(
  cases: readonly Case[],
  environment: Readonly<Record<string, string>>,
  { say }: EvalsRun,
): Promise<boolean> {
  const startedAt = performance.now()
  const results = await runCases(cases, { environment, onProgress: progress })
  const { lines, hasPassed } = tableOf(results, performance.now() - startedAt)
  say(lines.join('\n'))
  return hasPassed
}

async function reportKnowledge(
  agents: readonly Agent[],
  options: { readonly agentsDir: string; readonly environment: Readonly<Record<string, string>> },
  { say }: EvalsRun,
): Promise<boolean> {
  let havePassed = true
  for (const agent of agents) {
    const report = await runKnowledge(agent, options)
    if (!report) continue
    say(report.lines.join('\n'))
    havePassed &&= report.hasPassed
  }
  return havePassed
}

function pairOf(name: string, value: string | undefined): readonly (readonly [string, string])[] {
  return value === undefined ? [] : [[name, value]]
}

/** For somebody who waits at a terminal; a log gets the table alone. */
function progress(done: number, of: number): void {
  if (process.stderr.isTTY) process.stderr.write(`\r${done} of ${of} cases${done === of ? '\n' : ' '}`)
}
