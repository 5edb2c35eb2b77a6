import { notFound } from '#core/errors.ts'
import type { ActionRule } from '../action-rule.ts'
import { anyone, overseers, PERSON } from '../grants.ts'
import { NOBODY_ELSE } from '../refusals.ts'

/** Who may speak in conversations, read and follow them, and what one may do with one's own. */
export const THREAD_ACTIONS = {
  'thread.create': { on: 'tenant', grants: anyone(['chat']), otherwise: NOBODY_ELSE },
  'thread.read': {
    on: 'request',
    grants: [{ who: 'requester', scopes: ['chat', 'read'] }, ...overseers(['chat', 'read'])],
    otherwise: () => notFound('thread'),
  },
  'thread.follow': {
    on: 'followed-thread',
    grants: [
      { who: 'requester', scopes: ['chat', 'read'] },
      ...overseers(['chat', 'read']),
      { who: 'visitor', scopes: ['chat', 'read'] },
    ],
    otherwise: () => notFound('thread'),
  },
  'thread.mark-read': {
    on: 'request',
    grants: [{ who: 'requester', scopes: ['chat'] }],
    otherwise: () => notFound('thread'),
  },
  'thread.delete': {
    on: 'request',
    grants: [{ who: 'requester', scopes: ['chat'] }],
    otherwise: () => notFound('thread'),
  },
  'thread.export': {
    on: 'request',
    grants: [{ who: 'requester', scopes: ['chat', 'read'] }],
    otherwise: () => notFound('thread'),
  },
  'conversation.list': { on: 'tenant', grants: anyone(['chat', 'read']), otherwise: NOBODY_ELSE },
  // What is being written is verified under its requester's rights; others get the message, cut to theirs.
  'thread.follow-drafts': {
    on: 'request',
    grants: [{ who: 'requester', scopes: ['chat', 'read'] }],
    otherwise: () => notFound('thread'),
  },
  // Both ends of a conversation that a person has.
  'thread.tell-presence': {
    on: 'followed-thread',
    grants: [
      { who: 'requester', scopes: ['chat'] },
      { who: 'taker', scopes: ['decide'], by: PERSON },
    ],
    otherwise: () => notFound('thread'),
  },
  // Another's words would be taken for the requester's.
  'message.send': {
    on: 'request',
    grants: [{ who: 'requester', scopes: ['chat'] }],
    otherwise: () => notFound('thread'),
  },
  // What somebody only passed on becomes their own words: no service says so for a person, and no text does.
  'message.own': {
    on: 'request',
    grants: [{ who: 'requester', scopes: ['chat'], by: ['session'] }],
    otherwise: () => notFound('message'),
  },
  'feedback.give': {
    on: 'request',
    grants: [{ who: 'requester', scopes: ['chat'] }],
    otherwise: () => notFound('answer'),
  },
} as const satisfies Readonly<
  Record<string, ActionRule<'tenant'> | ActionRule<'request'> | ActionRule<'followed-thread'>>
>
