import type { PlanView } from '#contract/plan.ts'
import { argument, mailView } from '../../helpers/plan-views.ts'

// Cards of plans that stand at what they read: about to, allowed to, or come to nothing by it.

export const toRead = {
  title: 'Open www.example.org/selling',
  deed: 'Open',
  totals: [],
  awaits: ['requester'],
  asking: true,
  effects: [
    mailView({
      index: 0,
      title: 'Open www.example.org/selling',
      arguments: [argument('url', 'www.example.org/selling', "a link in Bob's message: unchecked", true)],
    }),
  ],
  verdict: {
    decision: 'ask',
    roles: ['requester'],
    reasons: ['Text that nobody vouches for decides “url”'],
    policies: ['parley.untrusted'],
  },
} satisfies Partial<PlanView>
export const ALLOWED: PlanView['allowed'] = [
  {
    tool: 'rooms/page.open',
    title: 'Open www.example.org/selling',
    digest: '8f2a',
    at: '2026-11-20T09:20:00Z',
    by: [{ id: 'customer', name: 'Maya Lindqvist' }],
  },
]
export const nothingStaged = {
  status: 'failed',
  title: '',
  totals: [],
  effects: [],
  awaits: [],
  verdict: null,
} satisfies Partial<PlanView>
export const NOT_FOUND = 'I found no order with “Z99” as its id. I looked here: “Search orders”.'
export const GIVEN_UP =
  'I tried to work out how to do this, and couldn’t. It failed at “Refund … for order …”. Something that had to be a number wasn’t one. If you ask for a person, I pass it on to a support lead.'
