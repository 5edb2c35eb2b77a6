import type { ScriptedAnswer } from './tool-server.ts'

/** A way in which a call of a write goes wrong, whatever its server promised. */
export interface WrongAnswer {
  readonly title: string
  /** Whether the work is done before this is answered, never, or only once nobody waits for the answer any more. */
  readonly works: 'before' | 'never' | 'later'
  readonly answer: ScriptedAnswer
  /** Whether it would come again, whenever the call is made again with the same key: an error, and no outage. */
  readonly isAnswer: boolean
}

/** How long a call may take, and when one is done that comes `later`: long before "nothing there" is final, three seconds on. In ms. */
export const TIMES = { timeoutMs: 2_000, laterMs: 2_500 }

export const UNLISTED = 'backend_unsure'

function rpcError(code: number, status = 200): ScriptedAnswer {
  return { body: `{"jsonrpc":"2.0","id":{id},"error":{"code":${code},"message":"It went wrong."}}`, status }
}

const NO_SESSION = '{"jsonrpc":"2.0","error":{"code":-32001,"message":"Session not found"},"id":null}'

const ERRORS: readonly (readonly [title: string, answer: ScriptedAnswer])[] = [
  ['an error in words', { error: 'Not found: order_not_found' }],
  ['an error with a code that isn’t listed', { error: JSON.stringify({ code: UNLISTED, message: 'Sorry.' }) }],
  ['an error -32602', rpcError(-32_602)],
  ['an error -32601', rpcError(-32_601)],
  ['an error of the protocol', rpcError(-32_603)],
  ['HTTP 400', rpcError(-32_602, 400)],
  ['HTTP 404', { body: 'Not found', type: 'text/plain', status: 404 }],
  ['HTTP 404 as of a lost session', { body: NO_SESSION, status: 404 }],
  ['HTTP 500', { body: 'Internal error', type: 'text/plain', status: 500 }],
]

const DONE = '{"jsonrpc":"2.0","id":{id},"result":{"content":[],"structuredContent":{"id":"P1"}}}'
const HUGE = { structuredContent: { id: 'x'.repeat(2_000_000) } }
const trickle = (write: (piece: string) => void) => setInterval(() => write(' '), 50)

const AFTER: readonly (readonly [title: string, answer: ScriptedAnswer, isAnswer: boolean])[] = [
  ['late, and in time', { late: { structuredContent: { id: 'P1' } }, afterMs: TIMES.timeoutMs / 4 }, false],
  ['no content', { body: '{"jsonrpc":"2.0","id":{id},"result":{"content":[]}}' }, false],
  ['another form than promised', { structuredContent: { number: 1 } }, false],
  ['far too much', HUGE, false],
  ['a slow trickle', { endless: trickle, type: 'application/json' }, false],
  ['another question’s id', { body: DONE.replace('{id}', '99999') }, false],
  ['twice', { body: `data: ${DONE}\n\ndata: ${DONE}\n\n`, type: 'text/event-stream' }, false],
]

/** Each wrong answer, with the work done before it and, where that can be, without. */
export const WRONG_ANSWERS: readonly WrongAnswer[] = [
  ...ERRORS.flatMap(([title, answer]): readonly WrongAnswer[] => [
    { title: `${title}, before the work`, works: 'never', answer, isAnswer: true },
    { title: `${title}, after the work`, works: 'before', answer, isAnswer: true },
  ]),
  { title: 'cut before the work', works: 'never', answer: 'cut', isAnswer: false },
  { title: 'cut after the work', works: 'before', answer: 'cut', isAnswer: false },
  { title: 'hung before the work', works: 'never', answer: 'silence', isAnswer: false },
  { title: 'hung after the work', works: 'before', answer: 'silence', isAnswer: false },
  { title: 'delayed beyond its time, and done then', works: 'later', answer: 'silence', isAnswer: false },
  ...AFTER.map(([title, answer, isAnswer]): WrongAnswer => ({ title, works: 'before', answer, isAnswer })),
]
