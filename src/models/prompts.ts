/** The prompts, each with its name and version (`route@1`): a change of its text is a new version. */
export { answerPrompt } from './prompts/answer.ts'
export { routePrompt } from './prompts/route.ts'
