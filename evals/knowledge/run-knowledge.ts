import { join } from 'node:path'
import type { Agent } from '#agents/contract.ts'
import { Stage } from '../stage.ts'
import { askDocuments, type Asked } from './ask.ts'
import { reportOf, type KnowledgeReport } from './report.ts'

/** Asks an agent all its questions, on one server: questions change nothing. Null where it has none. */
export async function runKnowledge(
  agent: Agent,
  options: { readonly agentsDir: string; readonly environment: Readonly<Record<string, string>> },
): Promise<KnowledgeReport | null> {
  const { knowledgeEvals } = agent
  if (!knowledgeEvals) return null
  const place = join(options.agentsDir, agent.name, knowledgeEvals.file)
  await using stage = new Stage(options.environment)
  const asked: Asked[] = []
  try {
    const parley = await stage.server()
    for (const question of knowledgeEvals.questions) {
      asked.push(await askDocuments(parley.as(question.as), agent.name, question))
    }
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    return { lines: ['', `${place} couldn't be run after ${asked.length} questions: ${why}`], hasPassed: false }
  }
  return reportOf(agent.name, place, knowledgeEvals, asked)
}
