/** The prompts, each with its name and version (`route@1`): a change of its text is a new version. */
export { answerPrompt } from './prompts/answer.ts'
export { planPrompt } from './prompts/plan.ts'
export type { FailedProgram, PlanReply } from './prompts/plan.ts'
export { routePrompt } from './prompts/route.ts'
