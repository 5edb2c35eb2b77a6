import { join } from 'node:path'
import type { Agent } from '#agents/contract.ts'
import { documentFiles } from '../document-files.ts'
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
    const filesOf = new Map<string, ReadonlyMap<string, string>>()
    for (const question of knowledgeEvals.questions) {
      const client = parley.as(question.as)
      const files = filesOf.get(question.as) ?? (await documentFiles(client))
      filesOf.set(question.as, files)
      asked.push(await askDocuments(client, agent.name, { question, files }))
    }
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    return { lines: ['', `${place} couldn't be run after ${asked.length} questions: ${why}`], hasPassed: false }
  }
  return reportOf(agent.name, place, knowledgeEvals, asked)
}
