/** The prompts, each with its name and version (`reading@5`): a change of its text is a new version. */
export { AnswerSentence, answerPrompt } from './prompts/answer.ts'
export { CLASSIFY_PROMPT, classifyPrompt } from './prompts/classify.ts'
export { consentPrompt } from './prompts/consent.ts'
export { entailPrompt } from './prompts/entail.ts'
export { EXTRACT_PROMPT, extractPrompt } from './prompts/extract.ts'
export { OUTCOME_PROMPT, outcomePrompt } from './prompts/outcome.ts'
export { planPrompt } from './prompts/plan.ts'
export type {
  EarlierRound,
  EarlierStep,
  FailedProgram,
  PlanPromptInput,
  PlanReply,
  ShownProgram,
  ToldFailure,
  ToolSearches,
} from './prompts/plan.ts'
export { readingPrompt } from './prompts/reading.ts'
export type { Misread, ReadFact, ReadingPromptInput, ReadingReply } from './prompts/reading.ts'
export { sayPrompt } from './prompts/say.ts'
export { sayAheadPrompt } from './prompts/say-ahead.ts'
export { sayCheckPrompt } from './prompts/say-check.ts'
export { SUMMARISE_PROMPT, summarisePrompt } from './prompts/summarise.ts'
export { WITNESS_PROMPT, witnessPrompt } from './prompts/witness.ts'
export type { WitnessedDeed, WitnessPromptInput } from './prompts/witness.ts'
export type { ReaderPrompt } from './reading/reader-request.ts'
