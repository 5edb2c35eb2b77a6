import { z } from 'zod'
import { says, type ChatRequest, type ModelReply } from '../test/helpers/model-server.ts'

const Completion = z.object({
  choices: z.tuple([z.object({ message: z.object({ content: z.string() }) })]).rest(z.unknown()),
})

/** What the model at an address up to `/v1` replies to a request. */
export function passedOn(url: string, { body }: ChatRequest): ModelReply {
  return {
    kind: 'made',
    async of() {
      const response = await fetch(`${url}/chat/completions`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          authorization: `Bearer ${process.env['OPENAI_API_KEY'] ?? 'none'}`,
        },
        body: JSON.stringify({ ...body, stream: false }),
      })
      if (!response.ok) return { kind: 'status', status: response.status }
      return says(Completion.parse(await response.json()).choices[0].message.content)
    },
  }
}
