import { canonicalJson, commitLeaves, recommitLeaves, sha256, type Salts } from '#core/commitment.ts'
import { AppError } from '#core/errors.ts'
import { isJsonObject, valueAt, type Json, type JsonObject } from '#core/json.ts'
import { pointerTokens } from '#core/json-pointer.ts'
import type { PlanCitation } from '#core/plan-citation.ts'
import type { PlanDocument } from './plan-document.ts'

const VERSION = 'parley-plan-v1'

/** The seal that binds an approval to a plan. It holds no value of the plan: those are behind salted commitments. */
export interface SealedPlan {
  /** SHA-256 over the canonical JSON of `{version, …the committed document}`. */
  readonly digest: string
  /** A hash for each field of the document. They bind nothing; they name what differs where the digest does. */
  readonly fields: Readonly<Record<string, string>>
  /** By JSON Pointer into the document. Erasing a value and its salt leaves the digest verifiable from the commitment. */
  readonly salts: Salts
}

export type SealCheck =
  | { readonly ok: true; readonly digest: string }
  /** `field`: the first of the document's fields that isn't what was sealed, or `digest` where all of them are. */
  | { readonly ok: false; readonly field: string }

/** Seals a plan under fresh salts. Two seals of one document differ; each verifies with its own salts. */
export function sealPlan(document: PlanDocument, randomBytes: (length: number) => Buffer): SealedPlan {
  const { committed, salts } = commitLeaves(hiddenPart(document), randomBytes)
  const whole = committedDocument(document, committed)
  return { digest: digestOfCommitted(whole), fields: fieldHashes(whole), salts }
}

/** Verifies a seal against the document as it is now. */
export function verifySeal(sealed: SealedPlan, document: PlanDocument): SealCheck {
  const now = committedAgain(document, sealed.salts)
  if (!now.ok) return now
  const digest = digestOfCommitted(now.committed)
  if (digest === sealed.digest) return { ok: true, digest }
  const hashes = fieldHashes(now.committed)
  const names = [...new Set([...Object.keys(hashes), ...Object.keys(sealed.fields)])]
  return { ok: false, field: names.find((name) => hashes[name] !== sealed.fields[name]) ?? 'digest' }
}

/**
 * The document as the digest sees it, commitments in the place of hidden values: what evidence holds for readers that
 * may not see the values. Throws `salt-missing` where a value has none.
 */
export function committedPlan(document: PlanDocument, salts: Salts): JsonObject {
  return committedDocument(document, recommitLeaves(hiddenPart(document, salts), salts))
}

/** The digest of a committed document; needs no value and no salt. */
export function digestOfCommitted(committed: JsonObject): string {
  return sha256(canonicalJson({ version: VERSION, ...committed }))
}

type Again = { readonly ok: true; readonly committed: JsonObject } | { readonly ok: false; readonly field: string }

function committedAgain(document: PlanDocument, salts: Salts): Again {
  try {
    return { ok: true, committed: committedPlan(document, salts) }
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'salt-missing') throw error
    // A value that has no salt wasn't there when the plan was sealed.
    return { ok: false, field: pointerTokens(String(error.details['pointer']))[0] ?? 'digest' }
  }
}

/**
 * The values that not every reader may see, at the places they have in the document: those that may be a person's, and
 * where tool servers are, and what stands in documents. `request` is among them, since it is a bare hash of arguments that could be guessed from it.
 */
function hiddenPart(document: PlanDocument, salts?: Salts): Json {
  const isModels = document.program.author === 'model'
  return {
    ...(isModels && { program: { source: document.program.source } }),
    slots: mapValues(document.slots, (slot) => ({ value: slot.value })),
    ...(document.refs && { refs: mapValues(document.refs, (ref) => ({ value: ref.value })) }),
    ...(document.identity && { identity: mapValues(document.identity, (field) => ({ value: field.value })) }),
    journal: document.journal.map(({ args, request, answer }) => ({
      args,
      request,
      ...(answer.ok && { answer: { value: answer.value } }),
    })),
    effects: document.effects.map((effect) => personalEffect(effect, isModels)),
    ...(document.edits && { edits: personalEdits(document.edits, isModels) }),
    ...(document.citations.length > 0 && { citations: document.citations.map(unreadablePart) }),
    ...ownWords(document.intent),
    ...(document.said && { said: { text: document.said.text } }),
    ...(hidesAddresses(document, salts) && {
      tools: document.tools.map(({ serverAddress, credentialId }) => ({ serverAddress, credentialId })),
    }),
  }
}

// A path names constants of the program, which only an operator's own are nobody's.
function personalEffect({ args, paths }: PlanDocument['effects'][number], isModels: boolean): JsonObject {
  return { args, ...(isModels && paths !== undefined && { paths }) }
}

// A passage's hash could be guessed from, as a request's.
function unreadablePart({ quote, textHash, document: { title } }: PlanCitation): JsonObject {
  return { quote, textHash, document: { title } }
}

// What somebody said, and what a model made of it.
function ownWords(intent: Json | undefined): JsonObject {
  const words = isJsonObject(intent)
    ? ['goal', 'said', 'steps', 'found', 'witness'].filter((name) => Object.hasOwn(intent, name))
    : []
  if (!isJsonObject(intent) || words.length === 0) return {}
  return { intent: Object.fromEntries(words.map((name) => [name, intent[name] ?? null])) }
}

function personalEdits({ staged, changes }: NonNullable<PlanDocument['edits']>, isModels: boolean): JsonObject {
  return {
    staged: staged.map((effect) => personalEffect(effect, isModels)),
    changes: changes.map((change) => ('leaveOut' in change ? { leaveOut: true } : { value: change.value })),
  }
}

// A plan that was sealed before addresses were hidden has no salts for them.
function hidesAddresses({ tools }: PlanDocument, salts: Salts | undefined): boolean {
  return tools.length > 0 && (!salts || Object.keys(salts).some((pointer) => pointer.startsWith('/tools/')))
}

/** The document with its hidden part replaced by `committed`, which has the same places. */
function committedDocument(document: PlanDocument, committed: Json): JsonObject {
  const fields: JsonObject = Object.fromEntries(Object.entries(document))
  return Object.fromEntries(
    Object.entries(fields).map(([field, value]) => [field, overlay(value, valueAt(committed, `/${field}`))]),
  )
}

function overlay(value: Json, committed: Json | undefined): Json {
  if (committed === undefined) return value
  if (Array.isArray(value) && Array.isArray(committed)) {
    return value.map((item: Json, index) => overlay(item, committed[index]))
  }
  if (!isJsonObject(value) || !isJsonObject(committed)) return committed
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, overlay(item, own(committed, key))]))
}

function own(object: JsonObject, key: string): Json | undefined {
  return Object.hasOwn(object, key) ? object[key] : undefined
}

function fieldHashes(committed: JsonObject): Readonly<Record<string, string>> {
  return mapValues(committed, (field) => sha256(canonicalJson(field)))
}

function mapValues<In, Out>(record: Readonly<Record<string, In>>, map: (value: In) => Out): Record<string, Out> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, map(value)]))
}
