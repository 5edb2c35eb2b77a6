import type { z } from 'zod'
import type { Principal } from '#core/principal.ts'
import { listDocuments, listHandedIn, removeDocument, setDocumentAgents } from './document-endpoints.ts'
import type { Endpoint } from './endpoint.ts'
import { giveFeedback, readToMend } from './feedback.ts'
import {
  closeHandOver,
  listHandOverMessages,
  listHandOvers,
  readHandOver,
  releaseHandOver,
  takeHandOver,
} from './hand-over.ts'
import { createKey, listKeys, revokeKey } from './key.ts'
import { readDocument, readPassage, search } from './knowledge.ts'
import { endLink, listLinks, makeLink, readLinkOffer } from './link.ts'
import { explainPlan, listPlanMessages, listPlans, readPlan, replayPlan, resolveEffect } from './plan-endpoints.ts'
import { diffPolicy, listShadows, readShadow } from './policy-diff.ts'
import { cancelRun, listAsideRuns, listRuns, readRun, retryRun } from './run.ts'
import { listMessages, listThreads, readThread } from './thread.ts'
import { acceptTool, listStops, listTools, startCalls, stopCalls } from './tool.ts'

/** Endpoints that are served by the operation of the same name: its route, its type and its entry in OpenAPI come from here. */
export const SERVED = {
  ...{ listThreads, readThread, listMessages },
  ...{ listRuns, readRun, cancelRun, listAsideRuns, retryRun },
  ...{ listPlans, readPlan, listPlanMessages, resolveEffect, replayPlan, explainPlan },
  ...{ diffPolicy, listShadows, readShadow },
  ...{ search, readPassage, readDocument },
  ...{ listDocuments, listHandedIn, setDocumentAgents, removeDocument },
  ...{ giveFeedback, readToMend },
  ...{ listHandOvers, readHandOver, listHandOverMessages, takeHandOver, releaseHandOver, closeHandOver },
  ...{ createKey, listKeys, revokeKey },
  ...{ readLinkOffer, makeLink, listLinks, endLink },
  ...{ listTools, acceptTool, listStops, stopCalls, startCalls },
} as const

/**
 * The operation behind an endpoint: for who asks it takes path, query and body together, checked, and gives the result. What
 * it throws, beside `not-found`, stands in the endpoint's `problems`. `signal` ends work that takes long.
 */
type OperationOf<E> =
  E extends Endpoint<infer P, infer Q, z.ZodObject, infer B, infer R>
    ? (principal: Principal, input: Sent<P> & Sent<Q> & Sent<B>, signal?: AbortSignal) => Promise<z.input<R>>
    : never

/** What a schema gives; nothing where there is none, or it has no fields. */
type Sent<S extends z.ZodType> = S extends z.ZodUndefined
  ? unknown
  : string extends keyof z.output<S>
    ? unknown
    : z.output<S>

export type ServedOperations = { readonly [Name in keyof typeof SERVED]: OperationOf<(typeof SERVED)[Name]> }
