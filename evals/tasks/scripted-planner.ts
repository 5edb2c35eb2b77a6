import { z } from 'zod'
import type { Json } from '#core/json.ts'
import { openModelServer, saysJson, type ChatRequest, type ModelReply } from '../../test/helpers/model-server.ts'
import { routesTo, writes } from '../../test/helpers/planner-replies.ts'

/** What the model writes for one message, and what it reads where the program has it read. */
export interface Script {
  readonly say: string
  readonly program: string
  /** What it writes after that, once it has seen what the program showed, or was told why it failed. */
  readonly afterwards: readonly string[]
  readonly slots: Readonly<Record<string, string>>
  readonly reads: readonly { readonly in: string; readonly gives: Json }[]
}

/** A program that came to nothing, as the planner was told of it. */
export type Told = z.infer<typeof Told>
const Told = z.looseObject({
  kind: z.string(),
  message: z.string().optional(),
  line: z.number().optional(),
  column: z.number().optional(),
})

/** A model that writes what it is told to, one program after the other for each message, and mends nothing. */
export interface ScriptedPlanner extends AsyncDisposable {
  readonly environment: Readonly<Record<string, string>>
  /** From now on it knows this script. What it is told about it is added to `told`. */
  play(script: Script): { readonly told: readonly Told[]; end(): void }
}

export async function openScriptedPlanner(): Promise<ScriptedPlanner> {
  const playing = new Set<{ readonly script: Script; readonly told: Told[]; programs: string[] }>()
  const server = await openModelServer((request) => {
    if (request.schemaName === 'reading') return routesTo('plan')
    if (request.schemaName !== 'plan')
      return reading(
        request,
        [...playing].flatMap(({ script }) => script.reads),
      )
    const asked = request.messages.map(({ content }) => content).join('\n')
    const scene = [...playing].find(({ script }) => asked.includes(JSON.stringify(script.say)))
    if (!scene) return NO_WAY
    const told = toldIn(request)
    if (told) scene.told.push(told)
    const program = scene.programs.shift()
    return program === undefined ? NO_WAY : writes(program, scene.script.slots)
  })
  return {
    environment: server.environment,
    play(script) {
      const scene = { script, told: [], programs: [script.program, ...script.afterwards] }
      playing.add(scene)
      return { told: scene.told, end: () => void playing.delete(scene) }
    },
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  }
}

const NO_WAY: ModelReply = saysJson({ program: null, slots: [], reason: 'unclear', findTools: null })

function reading({ messages }: ChatRequest, reads: Script['reads']): ModelReply {
  const text = messages.map(({ content }) => content).join('\n')
  const read = reads.find((each) => text.includes(each.in) || text.includes(JSON.stringify(each.in).slice(1, -1)))
  return saysJson(read ? { found: true, value: read.gives } : { found: false, value: null })
}

// The last message of a request for a repair is a sentence, the failure as JSON, and another sentence.
function toldIn({ messages }: ChatRequest): Told | null {
  const [, failure] = /^The program came to nothing:\n(.*)\nWrite it anew\./s.exec(messages.at(-1)?.content ?? '') ?? []
  return failure === undefined ? null : Told.parse(JSON.parse(failure))
}
