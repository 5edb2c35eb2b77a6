import { z } from 'zod'

/** A stretch of the requester's own typed words: places in UTF-16 units of the message as typed. */
export const SaidWords = z.strictObject({
  messageId: z.string(),
  start: z.int().nonnegative(),
  end: z.int().positive(),
  text: z.string().min(1),
})
export type SaidWords = z.infer<typeof SaidWords>

/** Why a plan counts as inferred. None of them, and it is explicit. */
export const Doubt = z.enum([
  /** The words do something else than ask for it: a question, a refusal, a report, a condition, somebody else's words. */
  'speech-act',
  /** It isn't sure that this is what the words mean, or something else is as near. */
  'likeness',
  /** A required slot wasn't said verbatim. */
  'slot',
  /** The words ask for a part of it, or for another amount than is moved. */
  'part',
  /** The model and the rules don't agree, or the model's quote isn't in what was typed. */
  'disagreement',
  /** A staged write that none of the requester's words asks for. */
  'unasked-step',
  /** The model that is asked whether the words ask for just these deeds, now, didn't say that they do. */
  'witness',
  /** What it is done to was looked up, and nothing shows that it can be no other. */
  'looked-up',
  /** The words are in a language whose words for "not" our own checks don't know, so none of them can be ruled out. */
  'language',
  /** The planner had been shown what others wrote before it wrote the plan. */
  'shown-text',
  /** A webhook sent it: what it holds is a program's word for what somebody wrote. */
  'webhook',
  /** The clock began it, by a schedule of the agent's folder. */
  'schedule',
  /** A program sent it with a key or token of its own. */
  'client',
  /** A program sent it in the name of a person: the words are the program's, and the yes is that person's. */
  'relayed',
  /** It came by mail, which tells a person of ours by their address and doesn't prove that it is them: they say yes elsewhere. */
  'mail',
  /** It came by mail of somebody who is no person of ours, so none of theirs is there to say yes. */
  'outside-mail',
  /** Nothing is known of it: a plan from before intents were kept, or one that was not started by words. */
  'unknown',
])
export type Doubt = z.infer<typeof Doubt>

/** What a model was asked of a plan's deeds, and what it said: whether the requester's words ask for each, now. */
export const Witness = z.strictObject({
  /** The prompt's name and version: `witness@2`. */
  prompt: z.string(),
  model: z.string(),
  /** What it was shown of this plan; the rest of the request is the prompt's. */
  request: z.string(),
  /** Null where no answer came, or none that could be read. */
  reply: z.array(z.strictObject({ deed: z.int().positive(), asked: z.enum(['yes', 'no', 'unsure']) })).nullable(),
})
export type Witness = z.infer<typeof Witness>

/** What a step is done to that its requester didn't name, since it was looked up. */
export const FoundThing = z.strictObject({
  step: z.int().nonnegative(),
  /** As the step has it: `A23`. */
  value: z.string(),
  /** What it stands beside where it was read, the most telling first; `checked`: whether somebody vouches for it. */
  beside: z.array(z.strictObject({ text: z.string(), checked: z.boolean() })).readonly(),
  /** Whether it can be no other: there is only this one. */
  isOnly: z.boolean(),
})
export type FoundThing = z.infer<typeof FoundThing>

/** What a plan's requester is taken to have asked for, as it was recognised. Under the plan's digest. */
export const Intent = z.strictObject({
  /** A playbook's name, or null where a model planned it. */
  playbook: z.string().nullable(),
  /** The procedures that a model's program did something by, each once. Not there where it called none. */
  procedures: z.array(z.string()).readonly().exactOptional(),
  /** What is done, in words: the playbook's title, or the goal as the model put it. */
  goal: z.string(),
  /** Their own words that ask for it; the first is the one to show. Empty where none do. */
  said: z.array(SaidWords),
  /** Same words as an example, the classifier, a model, or the answer to a question of ours. */
  recognisedBy: z.enum(['example', 'classifier', 'model', 'dialogue']),
  /** From 0 to 1; 1 for the same words. Null where nothing measured it. */
  likeness: z.number().min(0).max(1).nullable(),
  /** What else was near, nearest first. */
  near: z.array(z.strictObject({ playbook: z.string(), likeness: z.number().min(0).max(1) })),
  /** The language of the words, as an ISO 639-1 code. */
  language: z.string(),
  /** Whose words they are: the requester's id. */
  author: z.string(),
  basis: z.enum(['explicit', 'inferred']),
  doubts: z.array(Doubt),
  /** For a planned goal: for each staged write, by its index, the words that ask for it; null where none do. */
  steps: z.array(
    z.strictObject({
      index: z.int().nonnegative(),
      said: SaidWords.nullable(),
      /** Further pieces of the same quote: “lock it … my credit card”. Not there where it is one piece. */
      also: z.array(SaidWords).exactOptional(),
      /** The step that it comes along with by the operator's word, so that it needs no words of its own. */
      follows: z.int().nonnegative().exactOptional(),
    }),
  ),
  /** Not there where nothing was. */
  found: z.array(FoundThing).readonly().exactOptional(),
  /** Not there where none was asked: without a model, and where something else makes the plan inferred already. */
  witness: Witness.exactOptional(),
})
export type Intent = z.infer<typeof Intent>

/** The same with these reasons to ask first, each once: none, and the words ask for it themselves. */
export function withDoubts(intent: Omit<Intent, 'basis' | 'doubts'>, doubts: readonly Doubt[]): Intent {
  const all = [...new Set(doubts)]
  return { ...intent, basis: all.length === 0 ? 'explicit' : 'inferred', doubts: all }
}

/** The same with one reason more. */
export function doubted(intent: Intent, doubt: Doubt): Intent {
  return withDoubts(intent, [...intent.doubts, doubt])
}
