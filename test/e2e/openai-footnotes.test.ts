import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { ChatCompletion, ChatCompletionChunk, type Annotation } from '#contract/chat-completion.ts'
import { assistant, openAiClient, user, type ChatTurn } from '../helpers/openai-client.ts'
import { startShop } from '../helpers/parley.ts'

// For front ends that draw no annotations: what is quoted stands in the text.
const { parley } = await startShop({ after })
const client = openAiClient(parley.url, parley.as('customer'))
const model = 'support:footnotes'
const QUESTION = 'How long do I have to return an unused item?'

async function answered(messages: ChatTurn[]) {
  const answer = ChatCompletion.parse(await client.chat.completions.create({ model, messages }))
  const message = answer.choices[0]?.message
  assert.ok(message)
  return { ...answer, text: message.content, annotations: message.annotations }
}

/** The number behind what an annotation is of, and the note of that number. */
function noteOf(text: string, { url_citation: { end_index: end, title, url } }: Annotation): string {
  const number = /^ \[(\d+)\]/.exec(text.slice(end))?.[1]
  const note = text.split('\n\n').find((paragraph) => paragraph.startsWith(`[${number}] `))
  assert.ok(note !== undefined && note.includes(` ${title}: ${url}`), `${text}\n${url}`)
  return note
}

test('a number stands behind what is quoted, and below it the quote with its link', async () => {
  const { text, annotations, model: named } = await answered([user(QUESTION)])
  assert.equal(named, model)
  const [first] = annotations
  assert.ok(first)
  assert.match(text.slice(first.url_citation.start_index, first.url_citation.end_index), /30 days/)
  assert.match(noteOf(text, first), /^\[1\] “[^”]*within 30 days[^”]*” /)
  for (const annotation of annotations) noteOf(text, annotation)
})

test('streamed it is the same, at once', async () => {
  const { text, annotations } = await answered([user(QUESTION)])
  const stream = await client.chat.completions.create({ model, messages: [user(QUESTION)], stream: true })
  const chunks: ChatCompletionChunk[] = []
  for await (const chunk of stream) chunks.push(ChatCompletionChunk.parse(chunk))
  assert.equal(chunks.map(({ choices }) => choices[0]?.delta.content ?? '').join(''), text)
  assert.deepEqual(
    chunks.flatMap(({ choices }) => choices[0]?.delta.annotations ?? []),
    annotations,
  )
})

test('it is the same conversation as without, and what quotes nothing has no notes', async () => {
  const asked = user('Where is order A12?')
  const plain = ChatCompletion.parse(
    await client.chat.completions.create({ model: 'support', messages: [user(QUESTION)] }),
  )
  const { parley: own, text, annotations } = await answered([user(QUESTION), assistant('30 days. [1]'), asked])
  assert.ok(own && plain.parley)
  assert.equal(own.thread_id, plain.parley.thread_id)
  assert.deepEqual(annotations, [])
  assert.doesNotMatch(text, /\[1\]/)
})
