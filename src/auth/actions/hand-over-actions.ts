import { notFound } from '#core/errors.ts'
import type { ActionRule } from '../action-rule.ts'
import { overseers, PERSON } from '../grants.ts'
import { notAtDesk } from '../refusals.ts'
import { OPERATOR } from '../roles.ts'

// Where whoever has it is away, an operator does it for them.
const TAKER_OR_OPERATOR = [
  { who: 'taker', scopes: ['decide'], by: PERSON },
  { role: OPERATOR, scopes: ['decide'], by: PERSON },
] as const

/** Who may do what with a conversation that was passed on to people. */
export const HAND_OVER_ACTIONS = {
  'hand-over.read': {
    on: 'hand-over',
    grants: [
      ...overseers(['read', 'decide']),
      { who: 'desk-while-open', scopes: ['read', 'decide'] },
      { who: 'desk-that-took', scopes: ['read', 'decide'] },
    ],
    otherwise: () => notFound('hand-over'),
  },
  // What is said once it is closed is between its requester and the agent again.
  'hand-over.read-after-close': {
    on: 'tenant',
    grants: overseers(['read', 'decide']),
    otherwise: () => notFound('hand-over'),
  },
  // To be told what became of one's change of it. Its requester sees in their thread how it stands, and may give it up.
  'hand-over.find': {
    on: 'hand-over',
    grants: [
      ...overseers(['decide', 'chat']),
      { who: 'desk-while-open', scopes: ['decide', 'chat'] },
      { who: 'desk-that-took', scopes: ['decide', 'chat'] },
      { who: 'requester', scopes: ['decide', 'chat'] },
    ],
    otherwise: () => notFound('hand-over'),
  },
  'hand-over.take': {
    on: 'hand-over',
    grants: [{ who: 'desk', scopes: ['decide'], by: PERSON }],
    otherwise: notAtDesk,
  },
  'hand-over.answer': {
    on: 'hand-over',
    grants: [{ who: 'taker', scopes: ['decide'], by: PERSON }],
    otherwise: notAtDesk,
  },
  'hand-over.release': {
    on: 'hand-over',
    grants: TAKER_OR_OPERATOR,
    otherwise: notAtDesk,
  },
  'hand-over.hand-on': {
    on: 'hand-over',
    grants: TAKER_OR_OPERATOR,
    otherwise: notAtDesk,
  },
  'hand-over.rank': {
    on: 'hand-over',
    grants: [
      { who: 'desk', scopes: ['decide'], by: PERSON },
      { role: OPERATOR, scopes: ['decide'], by: PERSON },
    ],
    otherwise: notAtDesk,
  },
  'hand-over.close': {
    on: 'hand-over',
    grants: TAKER_OR_OPERATOR,
    otherwise: notAtDesk,
  },
  'hand-over.give-up': {
    on: 'hand-over',
    grants: [{ who: 'giver-up', scopes: ['decide', 'chat'] }],
    otherwise: notAtDesk,
  },
} as const satisfies Readonly<Record<string, ActionRule<'hand-over'> | ActionRule<'tenant'>>>
