/** The prompts, each with its name and version (`route@1`): a change of its text is a new version. */
export { answerPrompt } from './prompts/answer.ts'
export { CLASSIFY_PROMPT, classifyPrompt } from './prompts/classify.ts'
export { EXTRACT_PROMPT, extractPrompt } from './prompts/extract.ts'
export { planPrompt } from './prompts/plan.ts'
export type { FailedProgram, PlanReply } from './prompts/plan.ts'
export { routePrompt } from './prompts/route.ts'
export { SUMMARISE_PROMPT, summarisePrompt } from './prompts/summarise.ts'
export type { ReaderPrompt } from './reading/reader-request.ts'
