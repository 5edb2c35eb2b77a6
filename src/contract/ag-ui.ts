import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { KEY_REUSED } from './idempotency-key.ts'

const TextPart = z.looseObject({ type: z.string(), text: z.string().optional() })

/** A request in the shape of AG-UI 1.0 (`RunAgentInput`), as far as it is looked at. */
export const AgUiRun = z
  .looseObject({
    threadId: z.string().min(1).max(512).describe('What the front end calls the conversation.'),
    runId: z.string().min(1).max(200),
    messages: z
      .array(
        z.looseObject({
          id: z.string().max(200),
          role: z.string().max(40),
          content: z.union([z.string(), z.array(TextPart).max(1_000), z.null()]).optional(),
        }),
      )
      .max(5_000)
      .describe('The last one, the user’s, is what is said, once by its `id`. Those before it are left unread.'),
    resume: z
      .array(
        z.looseObject({
          interruptId: z.string().max(300),
          status: z.enum(['resolved', 'cancelled']),
          payload: z.unknown().optional(),
        }),
      )
      .max(20)
      .optional(),
  })
  .meta({ id: 'AgUiRun' })
export type AgUiRun = z.infer<typeof AgUiRun>

/** What the requester answers to an interrupt of theirs. */
export const AgUiAnswer = z.looseObject({
  decision: z.enum(['approve', 'reject']),
  reason: z.string().min(1).max(100).optional().describe('With a no; `not-meant` where left out.'),
})

export const runAgUi = endpoint({
  method: 'POST',
  path: '/v1/ag-ui/{agent}',
  actions: ['message.send'],
  summary: 'Say something in the shape of AG-UI',
  description:
    'For front ends that speak AG-UI 1.0: a run with its events. What they send is nobody’s typed words. A plan that waits is an interrupt: of whoever asked for it, one that a resume answers; of a role, one with a link to our page, which no resume answers. `cancelled` decides nothing.',
  params: z.object({ agent: z.string().max(100) }),
  body: AgUiRun,
  bodyBytes: 4_194_304,
  contentTypes: ['text/event-stream'],
  success: 'The events of the run, as `data:` lines.',
  problems: [
    { status: 400, code: 'resume-unreadable', when: 'an interrupt’s id or answer isn’t one' },
    {
      status: 403,
      code: 'own-page-required',
      when: 'a role is asked, or it isn’t yours to answer here; nothing is decided',
    },
    { status: 409, code: 'decided-before', when: 'somebody was first, or it takes no answer any more' },
    { status: 410, code: 'plan-expired', when: 'nobody answered in time' },
    { status: 412, code: 'digest-differs', when: 'the plan isn’t the one that the interrupt showed' },
    KEY_REUSED,
    { status: 413, code: 'message-too-long', when: 'the text is longer than the agent takes' },
    { status: 422, code: 'message-empty', when: 'the text is empty' },
  ],
})
