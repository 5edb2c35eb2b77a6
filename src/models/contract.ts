import type { z } from 'zod'

/** The one door to language models. Null where none is configured: everything then works by playbooks and quotes. */
export interface ModelGateway {
  readonly model: string
  /** Asks for JSON that fits a schema. Throws `model-unavailable`, `model-timeout` or `model-output-invalid`. */
  askFor<T>(request: ModelRequest, schema: z.ZodType<T>, options: AskOptions): Promise<ModelReply<T>>
}

export interface AskOptions {
  readonly signal: AbortSignal
  readonly count?: CountCall
  readonly whileWriting?: WhileWriting
}

/**
 * Told of the elements of one list of the reply while it is being written, each as soon as it is there and before
 * anybody knows whether the reply will fit its schema.
 */
export interface WhileWriting {
  /** The list's key at the top of the reply. */
  readonly list: string
  /** A request is sent; a second try begins anew. */
  onBegin(): void
  onItem(item: unknown): void
}

/**
 * Told of each request before it is sent, a second try among them; throws where no more may be sent. What it gives is
 * told how the request ended, and never of one that was broken off.
 */
export type CountCall = (call: {
  readonly prompt: string
  readonly model: string
}) => Promise<(end: ModelCallEnd) => Promise<void>>

export interface ModelCallEnd {
  /** `ok`, or the code of what went wrong. */
  readonly outcome: string
  /** Noughts where no reply came. */
  readonly usage: ModelUsage
  readonly durationMs: number
}

export interface ModelRequest {
  /** The prompt's name and version, recorded with the run: `route@1`. */
  readonly prompt: string
  readonly system: string
  readonly messages: readonly { readonly role: 'user' | 'assistant'; readonly text: string }[]
  /** Names the schema in the request. */
  readonly name: string
  /** The plan that it is asked for, where that is written down already. */
  readonly planId?: string
}

export interface ModelReply<T> {
  readonly value: T
  readonly usage: ModelUsage
}

export interface ModelUsage {
  readonly inputTokens: number
  readonly outputTokens: number
}

/** Orders texts by how well they answer a question, where one is configured. */
export interface Reranker {
  readonly name: string
  /** The places of all texts, the best first. Throws `reranker-unavailable`. */
  rerank(
    query: string,
    documents: readonly string[],
    options: { readonly signal: AbortSignal },
  ): Promise<readonly number[]>
}

/** Judges whether one text follows from another, where a model for that is configured. */
export interface Entailment {
  /** Of each pair whether the hypothesis follows from its premise. Throws `entailment-unavailable`. */
  follow(
    pairs: readonly { readonly premise: string; readonly hypothesis: string }[],
    options: { readonly signal: AbortSignal },
  ): Promise<readonly boolean[]>
}

/** Tells attacks on language models from other texts, where a model for that is configured. */
export interface AttackClassifier {
  /** Of each text whether it is one. Throws `classifier-unavailable`. */
  areAttacks(texts: readonly string[], options: { readonly signal: AbortSignal }): Promise<readonly boolean[]>
}

export interface EmbedOptions {
  readonly signal: AbortSignal
  /** These are the operator's own, and wanted again at the next start: what computes vectors itself may keep them. */
  readonly keep?: boolean
}

/** Turns texts into vectors of `dimensions` numbers, of length 1. `name` stands with each stored vector. */
export interface Embedder extends AsyncDisposable {
  readonly name: string
  readonly dimensions: number
  /**
   * How far its vectors step back for words: of a search's score they have the share of the question that no passage's
   * words cover, to this power. 0: vectors alone; 1: just that share; the more, the more is left to words.
   */
  readonly deference: number
  /** The languages whose texts its vectors tell apart (BCP 47); null: nobody has said. */
  readonly languages: readonly string[] | null
  /** Whether texts leave this process to be embedded: no passage of a regulated document is given to one that says so. */
  readonly sendsTexts: boolean
  embed(texts: readonly string[], options: EmbedOptions): Promise<readonly (readonly number[])[]>
  /**
   * The model with this name, where it can be reached from here: what stored vectors were made with serves until those
   * of this one are complete. It is closed with this one.
   */
  other(name: string): Embedder | null
}
