import { z } from 'zod'
import type { FileProblem } from '#core/file-problem.ts'
import { KNOWLEDGE_SCORES, type KnowledgeEvals } from './knowledge-evals.ts'
import type { YamlFile } from '../yaml/yaml-file.ts'

const Text = z.string().trim().min(1)

const QuestionYaml = z.strictObject({
  ask: Text,
  as: Text.default('customer'),
  passages: z.array(z.strictObject({ document: Text, holds: Text })).default([]),
  facts: z.array(Text).default([]),
  hidden: z.array(Text).default([]),
})

const FileYaml = z.strictObject({
  atLeast: z.strictObject(
    Object.fromEntries(KNOWLEDGE_SCORES.map((score) => [score, z.number().min(0).max(1).optional()])),
  ),
  questions: z.array(z.unknown()),
})

/** Reads evals/knowledge.yaml. Null, with the problems told, where it isn't of its form. */
export function readKnowledgeEvals(file: string, yaml: YamlFile, problems: FileProblem[]): KnowledgeEvals | null {
  const found = yaml.parse(FileYaml, problems)
  if (!found) return null
  const questions = found.questions.flatMap((_, index) => {
    const question = yaml.parse(QuestionYaml, problems, ['questions', index])
    if (!question) return []
    const { line } = yaml.problem(['questions', index], '')
    if (question.passages.length === 0 && question.facts.length > 0) {
      problems.push(
        yaml.problem(['questions', index, 'facts'], 'A question with facts needs the passages that hold them.'),
      )
    }
    return [{ ...question, line: line ?? 1 }]
  })
  return { file, atLeast: found.atLeast, questions }
}
