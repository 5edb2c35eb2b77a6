import { z } from 'zod'
import { AnsweredKind } from '#agents/talk-kind.ts'
import { Intent } from '#core/intent.ts'
import { ParsedJson } from '#core/json.ts'
import { PlanCall } from './plan-call.ts'
import { ReadWish } from './matching/message-reading.ts'
import type { FilledSlot } from './reading.ts'
import { Wishes } from './utterance/wish.ts'

const Value = z.union([z.string(), z.number(), z.null(), z.strictObject({ amount: z.int(), currency: z.string() })])
const Filled = z.strictObject({
  value: Value,
  /** The requester's own words that it was read from. */
  said: z.string(),
  /** What else it was made of: the clock ("tomorrow"), the operator (a currency left out), a model that pointed at the words. */
  by: z.array(z.enum(['clock', 'operator', 'model'])),
})
/** A filled slot. Older rows hold the words alone, which were the value too. */
const Slot: z.ZodType<FilledSlot> = z.union([z.string().transform((said) => ({ value: said, said, by: [] })), Filled])
const Slots = z.record(z.string(), Slot)

/** What may stand beside each route. */
const beside = {
  /** Where a message wants several things; left out where it wants one. */
  wishes: Wishes.optional(),
  /** What is done first to a plan that is open in the thread. */
  planCall: PlanCall.optional(),
  /** The code of the message's language, where rules know no words of it. */
  spoken: z.string().optional(),
}

/** A question to the requester that the next message may answer. */
const asking = {
  ...beside,
  playbook: z.string(),
  slots: Slots,
  /** Said before the question: what was wrong with the last answer, or what was left aside. */
  note: z.string().nullable().default(null),
  /** Answers in a row that didn't help. */
  tries: z.int().default(0),
  /** Messages about something else since it was first asked. */
  turns: z.int().default(0),
  /** When it was asked last, by the database's clock. Null in older rows, whose questions don't expire. */
  at: z.string().nullable().default(null),
  /** What its requester is taken to have asked for; null in older rows, of which nothing is known. */
  intent: Intent.nullable().default(null),
  /** Beside a deed: not left aside for it, as that was asked for before this question was seen. */
  isStill: z.boolean().optional(),
  /** In older rows: that it takes a yes before its plan is made. Now the plan asks. */
  isGuess: z.boolean().optional(),
}

export const Asking = z.discriminatedUnion('to', [
  /** A slot is missing. `choices`: what was said may be any of these. */
  z.strictObject({ to: z.literal('ask-slot'), ...asking, missing: z.string(), choices: z.array(Slot).default([]) }),
  /** Everything is there, and the playbook wants a yes before its plan is made. */
  z.strictObject({ to: z.literal('confirm'), ...asking }),
  /** The answers didn't help, so a person is offered. */
  z.strictObject({ to: z.literal('offer-person'), ...asking, missing: z.string().nullable() }),
])
export type Asking = z.infer<typeof Asking>

/** Where a message goes, decided and stored on its run; only what the documents don't answer goes on from `answer` to `plan`. */
export const Route = z.discriminatedUnion('to', [
  /**
   * `question`: the message in full, where it goes on from an earlier one; `search`: in the documents' language. `orPlan`: tools may know what the documents don't;
   * where these have no sure answer, a model plans with this as what is asked for. `asking`: a question of ours that is still
   * open, and is asked again after the answer.
   */
  z.strictObject({
    ...beside,
    to: z.literal('answer'),
    question: z.string().optional(),
    search: z.string().optional(),
    orPlan: Intent.optional(),
    asking: Asking.optional(),
  }),
  z.strictObject({
    ...beside,
    to: z.literal('playbook'),
    playbook: z.string(),
    slots: Slots,
    intent: Intent.nullable().default(null),
    note: z.string().nullable().default(null),
    /** A question that was left aside for this. */
    asking: Asking.optional(),
  }),
  /**
   * No playbook does it: a model writes the plan. `note`: what was left aside for it. `values`: the requester's words that a
   * reading of theirs pointed out, by name. `procedure`: what does it once it is looked up to what. `unanswered`: the parts of what the documents gave, which had no sure answer; they
   * are said where the planner has nothing either.
   */
  z.strictObject({
    ...beside,
    to: z.literal('plan'),
    values: ReadWish.shape.values.optional(),
    procedure: z.string().optional(),
    intent: Intent.nullable().default(null),
    note: z.string().optional(),
    unanswered: z.array(ParsedJson).optional(),
    asking: Asking.optional(),
  }),
  ...Asking.options,
  /** The message is in a language that the agent doesn't have: its code. */
  z.strictObject({ ...beside, to: z.literal('other-language'), language: z.string(), asking: Asking.optional() }),
  /**
   * A greeting, thanks and the like, which begins nothing. `values`: what was said alone. `offered`: the playbooks that
   * take it.
   */
  z.strictObject({
    ...beside,
    to: z.literal('talk'),
    about: z.array(AnsweredKind),
    values: z.array(z.string()).default([]),
    offered: z.array(z.string()).default([]),
    asking: Asking.optional(),
  }),
  /**
   * The requester took it back, or nothing came of asking. `values`: what a message names that may have been meant as a
   * request all the same; a button says that request with them.
   */
  z.strictObject({
    ...beside,
    to: z.literal('cancelled'),
    playbook: z.string(),
    because: z.enum(['said', 'given-up']),
    values: z.array(z.string()).optional(),
  }),
  /** Too close to call: the requester is asked which. */
  z.strictObject({ ...beside, to: z.literal('ask-which'), playbooks: z.array(z.string()) }),
  z.strictObject({ ...beside, to: z.literal('hand-over') }),
  /**
   * A person has taken the thread (`takenBy`), so nothing is begun here. Without it: one is asked for that waits for one
   * already.
   */
  z.strictObject({ ...beside, to: z.literal('with-person'), takenBy: z.string().optional() }),
  /**
   * Too long to have been typed, and alone: it counts as passed on, and what it may ask for (a playbook, or null for something
   * else) isn't begun.
   */
  z.strictObject({
    ...beside,
    to: z.literal('passed-on'),
    playbook: z.string().nullable(),
    asking: Asking.optional(),
  }),
  /** Said where others read along, and more than a question to the documents: it is for whoever asks alone. */
  z.strictObject({ ...beside, to: z.literal('in-private') }),
  /** It was, and its requester goes on without. */
  z.strictObject({ ...beside, to: z.literal('no-person') }),
  /** One of several wishes of a message, which waits for its turn and isn't routed yet. */
  z.strictObject({ ...beside, to: z.literal('wish'), wishes: Wishes }),
  /** More at once than anybody oversees: nothing of it is begun. */
  z.strictObject({ ...beside, to: z.literal('too-many') }),
  /** It is about a plan that is open in the thread: `planCall` says what is done to it. */
  z.strictObject({ ...beside, to: z.literal('open-plan'), planCall: PlanCall }),
])
export type Route = z.infer<typeof Route>
