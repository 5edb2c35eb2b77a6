import assert from 'node:assert/strict'
import { test } from 'node:test'
import { answerToTask, type ToldMessage } from '#channels/protocols/front-end-task.ts'

const user = (text: string): ToldMessage => ({ role: 'user', text })
const assistant = (text: string): ToldMessage => ({ role: 'assistant', text })
const system = (text: string): ToldMessage => ({ role: 'system', text })
const SAID = [user('Refund order A12'), assistant('That waits for you.')]
const HISTORY = '<chat_history>\nUSER: Refund order A12\nASSISTANT: That waits for you.\n</chat_history>'
const LINES = 'User: Refund order A12\nAI: That waits for you.'
const TITLE = 'Refund order A12'

// The forms that chat front ends send, in words of ours: one message with all in it, a last message in the conversation, or an
// instruction before what was said.
const TASKS: readonly (readonly [string, readonly ToldMessage[], string])[] = [
  [
    'a title, as JSON, of a conversation between tags',
    [user(`### Task:\nGenerate a 4-word title summarizing the chat.\n### Output:\n{ "title": "yours" }\n${HISTORY}`)],
    `{"title":"${TITLE}"}`,
  ],
  ['tags of it', [user(`### Task:\nGenerate up to 3 tags for the chat history.\n### Chat History:\n${HISTORY}`)], ''],
  ['follow-ups', [user(`### Task:\nSuggest follow-up questions that the user might ask next.\n${HISTORY}`)], ''],
  ['search queries', [user(`Decide whether to generate search queries. Answer in JSON.\n${HISTORY}`)], ''],
  [
    'what goes on behind a text',
    [user(`Continue \`<text>\`.\n${HISTORY}\n<type>chat</type>\n<text>Refund A1</text>`)],
    '',
  ],
  ['a title of lines', [user(`Provide a title of five words for the conversation.\n\nConversation:\n${LINES}`)], TITLE],
  [
    'a list with a title',
    [user(`Analyze this and provide:\n1. The language of it\n2. A concise title\n\n${LINES}`)],
    TITLE,
  ],
  ['a name', [user(`Give this conversation a short name.\n\n${LINES}\n\nName it in ten characters.`)], TITLE],
  [
    'an instruction before the lines',
    [system('Generate a title for the conversation. No punctuation.'), user(LINES)],
    TITLE,
  ],
  [
    'one before a first message',
    [system('You write a short title for a user’s first message.'), ...SAID.slice(0, 1)],
    TITLE,
  ],
  [
    'a summarizer',
    [system('You sum up. Summarize user requests into a single short title.'), ...SAID.slice(0, 1)],
    TITLE,
  ],
  [
    'roles as tags',
    [system('Create a title for this chat.'), user('<c>\n<user>\nRefund order A12\n</user>\n</c>')],
    TITLE,
  ],
  ['a last message', [...SAID, user('Please generate a four to five word title summarizing our conversation.')], TITLE],
  ['a last instruction', [...SAID, system('Summarize the discussion in 200 words for later.')], ''],
  ['a title in German', [...SAID, user('Erstelle einen kurzen Titel für diese Unterhaltung.')], TITLE],
  [
    'lines behind arrows',
    [
      system('Detect the language. Write a title for this conversation.'),
      user('||>User:\n"Refund order A12"\n||>Response:\n"OK"'),
    ],
    TITLE,
  ],
  ['a name for a thread', [system('Generate a short descriptive name for this thread'), ...SAID.slice(0, 1)], TITLE],
  ['thread names', [system('You are helpful. Your task is to create thread names.'), ...SAID.slice(0, 1)], TITLE],
  [
    'an order before what was said',
    [system('Output a chat title.'), user('Generate a title for this chat:'), ...SAID],
    TITLE,
  ],
  ['a title to reply with', [user('Reply with a title for the chat of 3 words.\n\nRefund order A12')], ''],
  ['what to ask next', [...SAID, user('Based on our chat, suggest 3 short questions I could ask next.')], ''],
  ['an instruction in German', [system('Formuliere Folgefragen zum Gespräch.'), ...SAID.slice(0, 1)], ''],
]

for (const [form, messages, answer] of TASKS)
  test(`a front end’s own task is answered and nothing else: ${form}`, () => {
    assert.equal(answerToTask(messages, { task: null, isJson: false }), answer)
  })

test('a task that is named is one, whatever it says', () => {
  const of = (task: string, isJson = false) => answerToTask(SAID.slice(0, 1), { task, isJson })
  assert.equal(of('title_generation'), TITLE)
  assert.equal(of('title_generation', true), `{"title":"${TITLE}"}`)
  assert.equal(of('tags_generation'), '')
  assert.equal(of('something'), '')
})

test('a title is a few words of one line, and links to nothing', () => {
  const title = (text: string) => answerToTask([user(text)], { task: 'title', isJson: false })
  assert.equal(title('Where is my order A12, which I bought in May?'), 'Where is my order A12, which…')
  assert.equal(title('See https://evil.example/x now'), 'See https:// evil.example/x now')
  assert.equal(title('  '), '')
})

// What people say, and the instructions that front ends put before all of it.
for (const messages of [
  [user('Refund order A12')],
  [system('You are a helpful assistant.'), user('Refund order A12')],
  [
    system('You are a helper in a chat. Make the conversation friendly and use the customer’s name and title.'),
    user('Hi'),
  ],
  [system('After each answer suggest follow-up questions to keep the conversation going.'), user('Refund order A12')],
  [system('You help people write SQL queries in this chat.'), user('Refund order A12')],
  [
    system('You are support for Title Nine. Give short answers. Users chat about books and titles.'),
    user('Refund A12'),
  ],
  [system('Give the user a title such as Dr in this conversation.'), user('Refund order A12')],
  [system('You help users in chat. Create tickets with a title.'), user('Refund order A12')],
  [
    system('Answer the user’s request. Then suggest follow-up questions for the conversation.'),
    user('Refund order A12'),
  ],
  [system('Answer the user’s messages. Make use of Markdown tags.'), user('Refund order A12')],
  [system('Answer the user’s query, citing the provided tags.'), user('Refund order A12')],
  [system('Du bist im Chat. Nenne Kunden beim Titel.'), user('Bitte A12 erstatten')],
  [user('Please write the title “Dr” before my name in our conversation')],
  [...SAID, user('What is the title of the document about chats?')],
  [user('Generate a title for: Cancel order A58')],
  [user('Subject: Refund order A17\n\nPlease refund it.')],
  [user('I want to follow up on our conversation about A12, please refund it')],
  [
    user(
      '### Task:\nAnswer the user’s query by the context.\n<context>\nRefunds take 5 days.\n</context>\n<query>How long?</query>',
    ),
  ],
  [user('User: refund A12\nPlease do that.')],
])
  test(`“${messages.at(-1)?.text}” is said by somebody, behind “${messages[0]?.text}”`, () => {
    assert.equal(answerToTask(messages, { task: null, isJson: false }), null)
  })
