import { join } from 'node:path'
import type { Agent } from '#agents/contract.ts'
import type { KnowledgeEvals } from '#agents/files/knowledge-evals.ts'
import type { TestParley } from '../../test/helpers/parley.ts'
import { Stage } from '../stage.ts'
import { askDocuments, type Asked } from './ask.ts'
import { documentsCalled, knownDocuments, type KnownDocument } from './known-documents.ts'
import { reportOf, type KnowledgeReport } from './report.ts'

/** Asks an agent all its questions, on one server: questions change nothing. Null where it has none. */
export async function runKnowledge(
  agent: Agent,
  options: { readonly agentsDir: string; readonly environment: Readonly<Record<string, string>> },
): Promise<KnowledgeReport | null> {
  const { knowledgeEvals } = agent
  if (!knowledgeEvals) return null
  await using stage = new Stage(options.environment)
  const place = join(options.agentsDir, agent.name, knowledgeEvals.file)
  return await askAll(agent.name, knowledgeEvals, { place, server: async () => await stage.server() })
}

/** The same, asked of a server that is there. `place`: where its questions are from, for what is told of them. */
export async function askAll(
  agent: string,
  evals: KnowledgeEvals,
  { place, server }: { readonly place: string; readonly server: () => Promise<Pick<TestParley, 'as'>> },
): Promise<KnowledgeReport> {
  const asked: Asked[] = []
  try {
    const parley = await server()
    const documents = await knownDocuments(parley.as('operator'))
    const unknown = unknownNames(evals, documents)
    if (unknown.length > 0) return { lines: ['', ...unknown.map((told) => `${place}:${told}`)], hasPassed: false }
    for (const question of evals.questions) {
      asked.push(await askDocuments(parley.as(question.as), agent, { question, documents }))
    }
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    return { lines: ['', `${place} couldn't be run after ${asked.length} questions: ${why}`], hasPassed: false }
  }
  return reportOf(agent, place, evals, asked)
}

// Of a document that isn't there nothing leaks: a name that was mistyped, or of a file that was moved, would always pass.
function unknownNames({ questions }: KnowledgeEvals, documents: readonly KnownDocument[]): readonly string[] {
  return questions.flatMap(({ line, hidden }) =>
    hidden
      .filter((name) => documentsCalled(name, documents).length === 0)
      .map(
        (name) =>
          `${line} "${name}" is to be hidden, and no document has that title or file name. ` +
          'Name one that is there, without the ending of its file; nothing was asked.',
      ),
  )
}
