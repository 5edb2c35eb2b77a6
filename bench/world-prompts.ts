import { openTaskStage } from '../evals/tasks/stage.ts'
import { takeTurn } from '../evals/tasks/take-turn.ts'
import { readTasks } from '../evals/tasks/task.ts'
import { WORLDS } from '../evals/tasks/worlds.ts'
import { startChatServer, type ChatBody } from './chat-server.ts'
import type { Closing } from './closing.ts'
import type { Figure } from './figure.ts'

/** Characters to a token, as a rule of thumb that is the same for every prompt. */
const PER_TOKEN = 4

/** What the planner's prompt costs in each world of the tasks, in tokens, and its tools alone. */
export async function worldPromptFigures(closing: Closing): Promise<readonly Figure[]> {
  let planned: ChatBody | null = null
  const model = await startChatServer((body) => {
    const name = body.response_format?.json_schema?.name
    if (name === 'plan') planned = body
    return { content: JSON.stringify(name === 'plan' ? PROGRAM : readingOf(body)) }
  })
  closing.after(async () => model[Symbol.asyncDispose]())
  const stage = await openTaskStage(closing, { model: model.url })
  const figures: Figure[] = []
  for (const world of WORLDS) {
    const [task] = await readTasks(world)
    if (!task) continue
    planned = null
    await takeTurn(stage, { world, script: task }, { approve: false })
    figures.push(figureOf(world, planned))
  }
  return figures
}

const PROGRAM = { program: "return say('Nothing.')", slots: [], reason: null }

function readingOf({ messages }: ChatBody): object {
  const shown: unknown = JSON.parse(String(messages.at(-1)?.content))
  const newest = typeof shown === 'object' && shown !== null && 'newest' in shown ? String(shown.newest) : ''
  const wish = { act: 'do', words: [newest], procedure: null, values: [], plan: null, question: null, from: null }
  return { language: 'en', wishes: [wish] }
}

function figureOf(world: string, body: ChatBody | null): Figure {
  const texts = (body?.messages ?? []).map(({ content }) => String(content))
  const whole = [...texts, JSON.stringify(body?.response_format ?? '')].join('')
  const system = texts[0] ?? ''
  const from = system.indexOf('The tools:')
  const to = system.indexOf('Programs of ours')
  const tools = system.slice(from, to < 0 ? undefined : to)
  return {
    name: `prompt plan, world ${world}`,
    value: `${Math.round(whole.length / PER_TOKEN)} tokens, ${Math.round(tools.length / PER_TOKEN)} of them its tools`,
  }
}
