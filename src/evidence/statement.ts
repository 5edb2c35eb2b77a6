import { passageAskedOf, passagesIn } from '#knowledge/journalled-passages.ts'
import { parseJournal } from '#sealed-plan/journal.ts'
import { recommitPlaces } from '#core/commitment.ts'
import { AppError } from '#core/errors.ts'
import { JsonObject, type Json, type JsonPointer } from '#core/json.ts'
import type { AttemptFailure } from '#memory/plans/plan-attempts.ts'
import type { ChainProof, ProvedEvent } from '#memory/events/chain-proof.ts'
import { digestOfSealed } from '#sealed-plan/matches-seal.ts'
import { committedPlan } from '#sealed-plan/digest.ts'
import type { PlanDocument } from '#sealed-plan/plan-document.ts'
import type { TenantId } from '#core/principal.ts'
import type { AgentRuntime } from '#turn/agent-runtime.ts'
import { changedSinceJudged, judgedDocument } from '#sealed-plan/judged-document.ts'
import { parseSeal, type StoredSeal } from '#sealed-plan/seal.ts'
import { Disclosures } from './disclosures.ts'
import type { Gathered } from './gather.ts'
import { sealedPassages } from './sealed-passages.ts'

export interface EvidenceOf {
  readonly tenantId: TenantId
  readonly gathered: Gathered
  /** The agent as it is now; undefined where its folder went away. */
  readonly live: AgentRuntime | undefined
  readonly randomBytes: (length: number) => Buffer
}

/** What is signed about a plan, and the values that stand in it as commitments. */
export interface Statement {
  readonly statement: JsonObject
  readonly disclosures: Disclosures
  /** Where the requester's message is; null where its event is gone. */
  readonly requestAt: JsonPointer | null
  /** By the place of each note that somebody left with a decision: who. */
  readonly notes: ReadonlyMap<JsonPointer, string>
  /** The plan's rules and what it looked up that this reader may not read, and the parts of answers that quote such passages or name their documents. */
  readonly withheld: readonly JsonPointer[]
}

/** Everything about one plan as it is known now (docs/reference/evidence.md). */
export function evidenceStatement(of: EvidenceOf): Statement {
  const { gathered } = of
  const { plan, seal, proof, modelCalls } = gathered
  const disclosures = new Disclosures(of.randomBytes)
  const request = requestOf(proof)
  const approved = approvedPlan(of, disclosures)
  const statement = {
    about: aboutPlan(of),
    request,
    seal: seal && { digest: plan.digest, fields: seal.fields, differs: approved.differs },
    approved: approved.committed,
    // No file from before has it, and none where nobody was asked.
    ...(plan.allowed.length > 0 && { reads: readsOf(gathered, disclosures) }),
    policy: policyOf(of, disclosures),
    attempts: attemptsOf(gathered, disclosures),
    modelCalls,
    ...decisionsOf(gathered, disclosures),
    ledger: ledgerOf(gathered, disclosures),
    outcome: hideEach(disclosures, '/outcome', {
      said: plan.said?.text ?? null,
      failure: plan.failure,
      changes: plan.changes,
    }),
    passages: passagesOf(gathered, disclosures),
    chain: chainOf(proof, disclosures),
  }
  // How many there are, so that a copy says how many it lacks.
  const counted = { ...statement, commitments: disclosures.size }
  return {
    statement: JsonObject.parse(JSON.parse(JSON.stringify(counted))),
    disclosures,
    requestAt: request && `/chain/links/${request.seq - proof.after.seq - 1}/body`,
    notes: new Map(gathered.decisions.map(({ principal }, index) => [`/decisions/${index}/note`, principal])),
    withheld: withheldIn(gathered),
  }
}

function withheldIn({ plan, proof, sealedReads, unreadable }: Gathered): readonly JsonPointer[] {
  const rules = plan.citations.flatMap(({ passageId }, index) =>
    unreadable.has(passageId) ? [`/approved/citations/${index}`] : [],
  )
  const parts = proof.links.flatMap((link, index) =>
    typeof link === 'string'
      ? []
      : Object.entries(link.disclosed).flatMap(([place, { value }]) => {
          const part = /^(\/parts\/\d+)\/(?:citations|named)\/\d+\/passageId$/.exec(place)?.[1]
          const isHidden = typeof value === 'string' && unreadable.has(value)
          return part !== undefined && isHidden ? [`/chain/links/${index}/body${part}`] : []
        }),
  )
  const journal = parseJournal(plan.journal)
  const isAskedInVain = (read: Parameters<typeof passageAskedOf>[0]) => unreadable.has(passageAskedOf(read) ?? '')
  const lookedUp = journal.flatMap((read, index) =>
    isAskedInVain(read) || passagesIn(read).some((id) => unreadable.has(id)) ? [`/approved/journal/${index}`] : [],
  )
  const asked = plan.effects.flatMap((read, index) =>
    isAskedInVain(read) ? [`/approved/effects/${index}/args`, `/ledger/${index}/args`] : [],
  )
  // Its text may stand in the program word for word.
  const program = [...journal, ...plan.effects].some(isAskedInVain) ? ['/approved/program/source'] : []
  const sealed = sealedReads.flatMap((reads, index) =>
    [...sealedPassages(reads)].flatMap(([place, ids]) =>
      ids.some((id) => unreadable.has(id)) ? [`/reads/${index}/approved${place}`] : [],
    ),
  )
  return [...rules, ...lookedUp, ...asked, ...program, ...sealed, ...parts]
}

function aboutPlan({ tenantId, gathered: { plan } }: EvidenceOf) {
  const { id, threadId, runId, round, requester, agent, agentHash, prompt, model, status, createdAt, now } = plan
  const of = { tenant: tenantId, plan: id, thread: threadId, run: runId, round, requester }
  return { ...of, agent, agentHash, prompt, model, status, createdAt, madeAt: now }
}

function attemptsOf({ attempts }: Gathered, disclosures: Disclosures) {
  return attempts.map(({ program, slots, failure, ...attempt }, index) => ({
    ...attempt,
    failure: failure && evidentFailure(failure, `/attempts/${index}/failure/shown`, disclosures),
    ...hideEach(disclosures, `/attempts/${index}`, { program, slots }),
  }))
}

// What its planner was shown is what was read: its labels stand there, and its value may be a person's. What its requester was
// told of it is the plan's own `said`.
function evidentFailure(
  { notFound: _told, shown, ...failure }: AttemptFailure,
  place: JsonPointer,
  disclosures: Disclosures,
) {
  if (!shown) return failure
  const { labels, value } = shown
  return { ...failure, shown: { labels, ...hideEach(disclosures, place, { value }) } }
}

function decisionsOf({ decisions, resolutions }: Gathered, disclosures: Disclosures) {
  return {
    decisions: decisions.map(({ name, note, changes, shownAt, beside, ...decision }, index) => ({
      ...decision,
      ...hideEach(disclosures, `/decisions/${index}`, {
        name,
        note,
        changes,
        shownAt,
        ...(beside !== null && { beside }),
      }),
    })),
    resolutions: resolutions.map(({ note, ...resolution }, index) => ({
      ...resolution,
      ...hideEach(disclosures, `/resolutions/${index}`, { note }),
    })),
  }
}

function ledgerOf({ plan }: Gathered, disclosures: Disclosures) {
  return [...plan.effects, ...plan.undoings].map((effect, place) => {
    const { index, tool, undoes, state, definitionHash, idempotencyKey, dispatchedAt, completedAt } = effect
    const { resolvedArgs: args, outcome } = effect
    const hidden = hideEach(disclosures, `/ledger/${place}`, { args, outcome })
    return { index, tool, undoes, state, definitionHash, idempotencyKey, dispatchedAt, completedAt, ...hidden }
  })
}

function passagesOf({ passages }: Gathered, disclosures: Disclosures) {
  return passages.map(({ id, document: { id: documentId, version, title }, start, end, heading, text }, index) => ({
    id,
    document: { id: documentId, version },
    start,
    end,
    ...hideEach(disclosures, `/passages/${index}`, { title, heading, text }),
  }))
}

/** What was judged, as the digest sees it. `differs`: the field whose rows aren't what was sealed. */
function approvedPlan({ tenantId, gathered, live }: EvidenceOf, disclosures: Disclosures) {
  const { plan, parts, seal } = gathered
  if (!seal) return { committed: null, differs: null }
  const stored = { tenantId, plan, parts, live }
  const document = judgedDocument(stored)
  const committed = document && committedOrNull(document, seal)
  if (document && committed) disclosures.hidden('/approved', JsonObject.parse(document), seal.salts)
  return { committed, differs: changedSinceJudged(stored) }
}

/**
 * The reads that people were asked about and allowed before the plan was staged, as the digest that they said yes to covers
 * them. `differs`: that what was kept isn't what was sealed, or not what the plan goes by.
 */
function readsOf({ plan, sealedReads }: Gathered, disclosures: Disclosures) {
  return plan.allowed.map(({ digest, allowedAt }, index) => {
    const { document, seal } = sealedReads[index] ?? { document: {}, seal: {} }
    const { fields, salts } = parseSeal(seal)
    const committed = JsonObject.parse(recommitPlaces(document, salts))
    disclosures.hidden(`/reads/${index}/approved`, document, salts)
    const differs = digestOfSealed({ document, seal }) === digest ? null : 'reads'
    return { seal: { digest, fields, differs }, approved: committed, allowedAt }
  })
}

// A row with a value more than was sealed has no salt for it.
function committedOrNull(document: PlanDocument, { salts }: StoredSeal): JsonObject | null {
  try {
    return committedPlan(document, salts)
  } catch (error) {
    if (error instanceof AppError && error.code === 'salt-missing') return null
    throw error
  }
}

/** The policy that the plan was judged by, with all that it was compiled from, where that is still known. */
function policyOf({ gathered, live }: EvidenceOf, disclosures: Disclosures) {
  const { plan, parts } = gathered
  const now = live?.policies
  const source = parts.get(plan.policyHash ?? '') ?? (now?.hash === plan.policyHash ? now?.source : undefined)
  return {
    hash: plan.policyHash,
    source: source === undefined ? null : disclosures.hideWhole('/policy/source', source),
  }
}

function requestOf({ links }: ChainProof) {
  const received = links.find((link) => isProved(link) && link.event.type === 'message-received')
  if (received === undefined || !isProved(received)) return null
  return { seq: received.event.seq, messageId: received.event.body['messageId'] ?? null, at: received.event.at }
}

function chainOf({ after, links, head, fault }: ChainProof, disclosures: Disclosures) {
  const shown = links.map((link, index) => {
    if (!isProved(link)) return link
    for (const [pointer, { value, salt }] of Object.entries(link.disclosed)) {
      disclosures.hidden(`/chain/links/${index}/body${pointer}`, value, { '': salt })
    }
    return link.event
  })
  return { after, links: shown, head, fault }
}

function isProved(link: ProvedEvent | string): link is ProvedEvent {
  return typeof link !== 'string'
}

/** Values that stand as commitments; a null says that there is none, and stands as it is. */
function hideEach(disclosures: Disclosures, place: JsonPointer, values: Readonly<Record<string, Json>>) {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      name,
      value === null ? null : disclosures.hide(`${place}/${name}`, value),
    ]),
  )
}
