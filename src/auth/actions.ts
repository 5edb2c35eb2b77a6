import { notFound } from '#core/errors.ts'
import type { ActionRule } from './action-rule.ts'
import { anyone, DECIDERS, OPERATORS, overseers, PERSON, planReaders } from './grants.ts'
import {
  FOR_ASKED,
  FOR_KEY_MAKERS,
  FOR_OVERSEERS,
  FOR_RUNNERS,
  FOR_STOPPERS,
  NOBODY_ELSE,
  personRequired,
  wrongRole,
} from './refusals.ts'
import { DOCUMENT_ACTIONS } from './actions/document-actions.ts'
import { HAND_OVER_ACTIONS } from './actions/hand-over-actions.ts'
import { LINK_ACTIONS } from './actions/link-actions.ts'
import type { Kind, Resources } from './resources.ts'
import { OPERATOR } from './roles.ts'
import { THREAD_ACTIONS } from './actions/thread-actions.ts'

/** Who may do what, whole. What isn't here can't be asked for. */
const TABLE = {
  'me.read': { on: 'tenant', grants: anyone(['chat', 'read', 'decide', 'operate']), otherwise: NOBODY_ELSE },

  ...THREAD_ACTIONS,

  'run.read': {
    on: 'request',
    grants: [{ who: 'requester', scopes: ['chat', 'read'] }, ...overseers(['chat', 'read'])],
    otherwise: () => notFound('run'),
  },
  // An auditor sees all and changes nothing.
  'run.cancel': {
    on: 'request',
    grants: [
      { who: 'requester', scopes: ['chat'] },
      { role: OPERATOR, scopes: ['chat'] },
    ],
    otherwise: () => notFound('run'),
  },
  'run.stop-at-work': {
    on: 'request',
    grants: [{ who: 'requester', scopes: ['chat'] }],
    otherwise: () => notFound('run'),
  },
  'run.list-set-aside': { on: 'tenant', grants: overseers(['operate', 'read']), otherwise: FOR_OVERSEERS },
  'run.retry': {
    on: 'tenant',
    grants: OPERATORS,
    otherwise: () => wrongRole('Only operators can have something tried again.'),
  },

  'plan.list': {
    on: 'plan',
    grants: [
      { who: 'requester', scopes: ['read', 'decide'] },
      ...overseers(['read', 'decide']),
      { who: 'asked', scopes: ['read', 'decide'] },
      { who: 'passed-on-to', scopes: ['read', 'decide'] },
      { who: 'resolver-of-unknown', scopes: ['read', 'decide'] },
    ],
    otherwise: () => notFound('plan'),
  },
  'plan.read': { on: 'plan', grants: planReaders(['chat', 'read', 'decide']), otherwise: () => notFound('plan') },
  'plan.read-messages': { on: 'plan', grants: planReaders(['read', 'decide']), otherwise: () => notFound('plan') },
  'plan.read-evidence': { on: 'plan', grants: planReaders(['read', 'decide']), otherwise: () => notFound('plan') },
  'plan.explain': { on: 'plan', grants: planReaders(['read', 'decide']), otherwise: () => notFound('plan') },
  'plan.look-beside': { on: 'plan', grants: planReaders(['read', 'decide']), otherwise: () => notFound('plan') },
  'plan.replay': { on: 'plan', grants: planReaders(['read', 'decide']), otherwise: () => notFound('plan') },
  // What its reads answered may hold more than the plan came to.
  'plan.read-all': { on: 'tenant', grants: overseers(['chat', 'read', 'decide']), otherwise: () => notFound('plan') },
  // Whoever merely asked for it is told which rule decided, and not where its limits are.
  'plan.read-conditions': {
    on: 'request',
    grants: [{ who: 'another', scopes: ['read', 'decide'] }, ...overseers(['read', 'decide'])],
    otherwise: () => notFound('plan'),
  },
  // What others did, and how the requester is reached, is in no plan: besides overseers it is for whom the rule asks.
  'rule.read-others': {
    on: 'rule',
    grants: [...overseers(['read', 'decide']), { who: 'asked', scopes: ['read', 'decide'] }],
    otherwise: () => notFound('plan'),
  },
  // Who decides by a rule may read it; the rest of them are for those who look after the tenant.
  'rule.read': {
    on: 'rule',
    grants: [...overseers(['read', 'operate']), { who: 'asked', scopes: ['read', 'decide'] }],
    otherwise: () => notFound('rule'),
  },
  'plan.record-view': {
    on: 'tenant',
    grants: [{ who: 'anyone', scopes: ['decide'], by: PERSON }],
    otherwise: NOBODY_ELSE,
  },
  // Whose credential can answer it at all, before its rules are asked. A key acts for somebody, often a language model: what
  // it asked for itself, a person decides.
  'plan.answer': {
    on: 'request',
    grants: [
      { who: 'requester', scopes: ['decide'], by: ['session'] },
      { who: 'another', scopes: ['decide'], by: PERSON },
    ],
    otherwise: () => personRequired("Deciding needs a person's session, or an API key with the scope decide."),
  },
  // To say no or to change it. A yes besides has to count with what its giver changed.
  'plan.decide': { on: 'decision', grants: DECIDERS, otherwise: FOR_ASKED },
  'plan.approve': { on: 'decision', grants: DECIDERS, otherwise: FOR_ASKED },
  'effect.resolve': {
    on: 'plan',
    grants: [
      { role: OPERATOR, scopes: ['decide'], by: PERSON },
      { who: 'asked', scopes: ['decide'], by: PERSON },
      { who: 'resolver', scopes: ['decide'], by: PERSON },
    ],
    otherwise: () => wrongRole('Only those who decide on this plan can say what became of it.'),
  },

  ...HAND_OVER_ACTIONS,
  ...DOCUMENT_ACTIONS,

  'tool.list': { on: 'tenant', grants: overseers(['operate', 'read']), otherwise: FOR_OVERSEERS },
  'tool.accept': { on: 'tenant', grants: OPERATORS, otherwise: () => wrongRole('Only operators can accept a tool.') },
  'schedule.list': { on: 'tenant', grants: overseers(['operate', 'read']), otherwise: FOR_OVERSEERS },
  'schedule.run': { on: 'tenant', grants: OPERATORS, otherwise: FOR_RUNNERS },
  'channel.list': { on: 'tenant', grants: overseers(['operate', 'read']), otherwise: FOR_OVERSEERS },
  'events.send-again': { on: 'tenant', grants: OPERATORS, otherwise: FOR_RUNNERS },
  'undelivered.list': { on: 'tenant', grants: overseers(['operate', 'read']), otherwise: FOR_OVERSEERS },
  'stop.list': { on: 'tenant', grants: overseers(['operate', 'read']), otherwise: FOR_OVERSEERS },
  'stop.set': { on: 'tenant', grants: OPERATORS, otherwise: FOR_STOPPERS },
  'stop.end': { on: 'tenant', grants: OPERATORS, otherwise: FOR_STOPPERS },
  // Nobody else is told that there is anything to ask for.
  'policy.diff': { on: 'tenant', grants: overseers(['read', 'operate']), otherwise: () => notFound('agent') },
  'policy.read-shadow': { on: 'tenant', grants: overseers(['read', 'operate']), otherwise: () => notFound('agent') },
  ...LINK_ACTIONS,
  'key.create': { on: 'tenant', grants: OPERATORS, otherwise: FOR_KEY_MAKERS },
  'person.list': { on: 'tenant', grants: overseers(['operate', 'read']), otherwise: FOR_OVERSEERS },
  'key.list': { on: 'tenant', grants: OPERATORS, otherwise: FOR_KEY_MAKERS },
  'key.revoke': { on: 'tenant', grants: OPERATORS, otherwise: FOR_KEY_MAKERS },
  'key.pass-on-decide': {
    on: 'tenant',
    grants: [{ who: 'anyone', scopes: ['decide'], by: PERSON }],
    otherwise: NOBODY_ELSE,
  },
} as const satisfies Readonly<Record<string, AnyRule>>

type AnyRule = { readonly [K in Kind]: ActionRule<K> }[Kind]

export type Action = keyof typeof TABLE
export type KindOf<A extends Action> = (typeof TABLE)[A]['on']
export type ResourceOf<A extends Action> = Resources[KindOf<A>]
/** The relations that an action is granted by. */
export type RelationOf<A extends Action> = Extract<(typeof TABLE)[A]['grants'][number], { readonly who: string }>['who']

export const ACTIONS: { readonly [A in Action]: ActionRule<KindOf<A>> } = TABLE
