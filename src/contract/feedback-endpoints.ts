import { NewFeedback, ToMendView } from './feedback.ts'
import { endpoint } from './endpoint.ts'

export const giveFeedback = endpoint({
  method: 'POST',
  path: '/v1/feedback',
  actions: ['feedback.give'],
  summary: 'Say what you think of an answer',
  description: 'It lands on the answer and on the passages that it quotes. Said again, the last word counts.',
  body: NewFeedback,
  status: 204,
  success: 'It is kept.',
  problems: [{ status: 404, code: 'not-found', when: 'there is no such answer, or it isn’t yours to see' }],
})

export const readToMend = endpoint({
  method: 'GET',
  path: '/v1/documents/to-mend',
  actions: ['document.list-to-mend'],
  summary: 'List documents to mend and questions that none answers',
  success: 'Both, the most often named first.',
  result: ToMendView,
  problems: [{ status: 403, code: 'wrong-role', when: 'you are neither an operator nor an auditor' }],
})
