/** `evals/knowledge.yaml`: questions whose answers the agent's documents hold, or don't, and how good answers must be. */
export interface KnowledgeEvals {
  /** Path from the agent's folder. */
  readonly file: string
  readonly atLeast: KnowledgeGoals
  readonly questions: readonly KnowledgeQuestion[]
}

export interface KnowledgeQuestion {
  readonly line: number
  /** The example person who asks. */
  readonly as: string
  readonly ask: string
  /** What a search should find: passages with these words, in the document of that name. Empty where nothing answers. */
  readonly passages: readonly ExpectedPassage[]
  /** What the answer must say: parts of its text. */
  readonly facts: readonly string[]
  /** Documents that this person may not read, by title or file name. That one is found, cited or named is a leak. */
  readonly hidden: readonly string[]
}

export interface ExpectedPassage {
  /** A document's title, or its file's name without the ending. */
  readonly document: string
  readonly holds: string
}

/** What can be asked of all answers together, each 0 to 1. */
export const KNOWLEDGE_SCORES = [
  'hitAt1',
  'recallAt10',
  'mrr',
  'ndcgAt10',
  'citationPrecision',
  'citationRecall',
  'facts',
  'refused',
] as const
export type KnowledgeScore = (typeof KNOWLEDGE_SCORES)[number]
export type KnowledgeGoals = Readonly<Partial<Record<KnowledgeScore, number | undefined>>>
