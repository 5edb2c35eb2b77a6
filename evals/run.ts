import { join, resolve } from 'node:path'
import type { Agent } from '#agents/contract.ts'
import { formatProblems } from '#file-problem.ts'
import { loadAgents } from '#agents/load-agent.ts'
import { readConfig } from '#config.ts'
import { parsePlaybook } from '#plan/playbook.ts'
import { closeShared } from '../test/helpers/shared.ts'
import { runKnowledge } from './knowledge/run-knowledge.ts'
import { runCases, type Case } from './run-cases.ts'
import { tableOf } from './table.ts'

/** The variables that choose a model, for a run with one. */
const MODEL = ['OPENAI_API_KEY', 'OPENAI_BASE_URL', 'OPENAI_MODEL', 'EMBEDDINGS_BASE_URL', 'EMBEDDINGS_MODEL']
/** The example shop's, which is started for each server anew. */
const SHOP = ['SHOP_MCP_URL', 'SHOP_MCP_TOKEN']

try {
  process.exitCode = await runEvals(process.argv.slice(2).join(' '))
} finally {
  await closeShared()
}

/** Runs the agents' cases, those alone whose agent, file or name has the words where some are given. */
async function runEvals(words: string): Promise<number> {
  const { AGENTS_DIR, reference } = readConfig()
  const named = new Set(MODEL)
  const loaded = await loadAgents(AGENTS_DIR, {
    reference: (name) => {
      named.add(name)
      return reference(name) ?? (SHOP.includes(name) ? 'http://127.0.0.1:1' : undefined)
    },
    parsePlaybook,
  })
  if (!loaded.ok) {
    console.error(`The agents in ${AGENTS_DIR} can't be used, so no case was run:\n${formatProblems(loaded.problems)}`)
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
    console.error(
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
  const haveCasesPassed = cases.length === 0 || (await reportCases(cases, environment))
  const haveQuestionsPassed = await reportKnowledge(asking, { agentsDir: AGENTS_DIR, environment })
  return haveCasesPassed && haveQuestionsPassed ? 0 : 1
}

async function reportCases(cases: readonly Case[], environment: Readonly<Record<string, string>>): Promise<boolean> {
  const startedAt = performance.now()
  const results = await runCases(cases, { environment, onProgress: progress })
  const { lines, hasPassed } = tableOf(results, performance.now() - startedAt)
  console.log(lines.join('\n'))
  return hasPassed
}

async function reportKnowledge(
  agents: readonly Agent[],
  options: { readonly agentsDir: string; readonly environment: Readonly<Record<string, string>> },
): Promise<boolean> {
  let havePassed = true
  for (const agent of agents) {
    const report = await runKnowledge(agent, options)
    if (!report) continue
    console.log(report.lines.join('\n'))
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
