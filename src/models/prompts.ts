/** The prompts, each with its name and version (`route@1`): a change of its text is a new version. */
export { AnswerSentence, answerPrompt } from './prompts/answer.ts'
export { CLASSIFY_PROMPT, classifyPrompt } from './prompts/classify.ts'
export { EXTRACT_PROMPT, extractPrompt } from './prompts/extract.ts'
export { planPrompt } from './prompts/plan.ts'
export type {
  EarlierRound,
  FailedProgram,
  PlanPromptInput,
  PlanReply,
  ShownProgram,
  ToldFailure,
  ToolSearches,
} from './prompts/plan.ts'
export { questionPrompt } from './prompts/question.ts'
export { routePrompt } from './prompts/route.ts'
export { slotsPrompt, type SlotsReply } from './prompts/slots.ts'
export { SUMMARISE_PROMPT, summarisePrompt } from './prompts/summarise.ts'
export { WITNESS_PROMPT, witnessPrompt } from './prompts/witness.ts'
export type { WitnessedDeed, WitnessPromptInput } from './prompts/witness.ts'
export type { ReaderPrompt } from './reading/reader-request.ts'
