import {
  bigint,
  boolean,
  customType,
  integer,
  jsonb,
  numeric,
  pgTable,
  primaryKey,
  smallint,
  text,
  timestamp,
  uuid,
} from 'drizzle-orm/pg-core'

// The tables as they stand after every migration; a test compares the two. Keys, checks, rights and policies are in
// migrations/, which is what the database is made from. Every row has a tenant, and every key begins with it.

const bytea = customType<{ data: Buffer }>({ dataType: () => 'bytea' })
/** Of any size: an embedder's own. */
const vector = customType<{ data: string }>({ dataType: () => 'vector' })
const bits = customType<{ data: string }>({ dataType: () => 'bit(128)' })
const at = (name: string) => timestamp(name, { withTimezone: true })
const tenantId = () => text('tenant_id').notNull()

/** The customers whose data this is. PGlite holds one, PostgreSQL any number. */
export const tenants = pgTable('tenants', {
  tenantId: tenantId().primaryKey(),
  name: text('name').notNull(),
  createdAt: at('created_at').notNull(),
})

/** People and services that act, with the roles they hold now. */
export const principals = pgTable(
  'principals',
  {
    tenantId: tenantId(),
    id: text('id').notNull(),
    name: text('name').notNull(),
    email: text('email'),
    roles: text('roles').array().notNull(),
    groups: text('groups').array().notNull(),
    kind: text('kind', { enum: ['person', 'service'] }).notNull(),
    createdAt: at('created_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.tenantId, table.id] })],
)

/** API keys: the secret itself is never stored. */
export const apiKeys = pgTable(
  'api_keys',
  {
    tenantId: tenantId(),
    id: text('id').notNull(),
    principalId: text('principal_id').notNull(),
    name: text('name').notNull(),
    secretHash: text('secret_hash').notNull(),
    scopes: text('scopes').array().notNull(),
    createdAt: at('created_at').notNull(),
    expiresAt: at('expires_at'),
    revokedAt: at('revoked_at'),
  },
  (table) => [primaryKey({ columns: [table.tenantId, table.id] })],
)

/** Conversations. `head_seq` and `head_hash` are the end of the thread's chain of events. */
export const threads = pgTable(
  'threads',
  {
    tenantId: tenantId(),
    id: uuid('id').notNull(),
    agent: text('agent').notNull(),
    requester: text('requester').notNull(),
    channel: text('channel').notNull(),
    headSeq: bigint('head_seq', { mode: 'number' }).notNull(),
    headHash: text('head_hash'),
    createdAt: at('created_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.tenantId, table.id] })],
)

/** Entries of threads. A run has one answer; one that isn't complete holds the cards of what its run waits for. */
export const messages = pgTable(
  'messages',
  {
    tenantId: tenantId(),
    id: uuid('id').notNull(),
    threadId: uuid('thread_id').notNull(),
    runId: uuid('run_id'),
    role: text('role', { enum: ['user', 'assistant', 'person'] }).notNull(),
    principalId: text('principal_id'),
    parts: jsonb('parts').notNull(),
    createdAt: at('created_at').notNull(),
    isComplete: boolean('is_complete').notNull(),
    authenticatedBy: text('authenticated_by', { enum: ['session', 'key', 'token'] }),
  },
  (table) => [primaryKey({ columns: [table.tenantId, table.id] })],
)

/** What arrived, by its de-duplication key: a second delivery finds the first one's message and run. */
export const inbox = pgTable(
  'inbox',
  {
    tenantId: tenantId(),
    channel: text('channel').notNull(),
    dedupeKey: text('dedupe_key').notNull(),
    messageId: uuid('message_id').notNull(),
    runId: uuid('run_id').notNull(),
    receivedAt: at('received_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.tenantId, table.channel, table.dedupeKey] })],
)

/** The queue: turns to make, with the lease and fencing token of whoever makes them. */
export const runs = pgTable(
  'runs',
  {
    tenantId: tenantId(),
    id: uuid('id').notNull(),
    threadId: uuid('thread_id').notNull(),
    messageId: uuid('message_id').notNull(),
    agent: text('agent').notNull(),
    requester: text('requester').notNull(),
    state: text('state', { enum: ['queued', 'running', 'waiting', 'done', 'failed', 'cancelled'] }).notNull(),
    leaseUntil: at('lease_until'),
    fence: bigint('fence', { mode: 'number' }).notNull(),
    attempts: integer('attempts').notNull(),
    wake: boolean('wake').notNull(),
    route: jsonb('route'),
    agentHash: text('agent_hash'),
    failure: jsonb('failure'),
    language: text('language'),
    traceparent: text('traceparent'),
    createdAt: at('created_at').notNull(),
    finishedAt: at('finished_at'),
    /** It rests until then, for the reason in `rest`, and is woken by itself. */
    notBefore: at('not_before'),
    rest: jsonb('rest'),
    /** The part of this server that it rests for, and how often that was found away in a row. */
    outage: jsonb('outage'),
    /** Since when it waits for an operator to try it again. */
    asideAt: at('aside_at'),
    claimedAt: at('claimed_at'),
    errors: integer('errors').notNull(),
    /** Its answer didn't help. */
    unhelpful: boolean('unhelpful').notNull(),
    /** Messages from before its own that it answers too, the first first. */
    joined: uuid('joined').array().notNull(),
  },
  (table) => [primaryKey({ columns: [table.tenantId, table.id] })],
)

/** One saved graph state for each run that waits. A cache: the other tables are the record. */
export const checkpoints = pgTable(
  'checkpoints',
  {
    tenantId: tenantId(),
    runId: uuid('run_id').notNull(),
    checkpointId: text('checkpoint_id'),
    checkpoint: bytea('checkpoint'),
    metadata: bytea('metadata'),
    writes: jsonb('writes').notNull(),
    updatedAt: at('updated_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.tenantId, table.runId] })],
)

/** What happened, append-only, each row chained to the one before. Personal values stand in `disclosed` alone. */
export const events = pgTable(
  'events',
  {
    tenantId: tenantId(),
    threadId: uuid('thread_id').notNull(),
    seq: bigint('seq', { mode: 'number' }).notNull(),
    type: text('type').notNull(),
    runId: uuid('run_id'),
    at: at('at').notNull(),
    body: jsonb('body').notNull(),
    disclosed: jsonb('disclosed').notNull(),
    previousHash: text('previous_hash'),
    hash: text('hash').notNull(),
  },
  (table) => [primaryKey({ columns: [table.tenantId, table.threadId, table.seq] })],
)

/** Programs and what their dry runs said. `generation` counts dry runs of the same program. */
export const plans = pgTable(
  'plans',
  {
    tenantId: tenantId(),
    id: uuid('id').notNull(),
    threadId: uuid('thread_id').notNull(),
    runId: uuid('run_id').notNull(),
    round: integer('round').notNull(),
    requester: text('requester').notNull(),
    agent: text('agent').notNull(),
    agentHash: text('agent_hash').notNull(),
    author: text('author', { enum: ['playbook', 'model'] }).notNull(),
    playbook: text('playbook'),
    program: text('program').notNull(),
    literals: jsonb('literals').notNull(),
    slots: jsonb('slots').notNull(),
    nowMs: bigint('now_ms', { mode: 'number' }).notNull(),
    generation: integer('generation').notNull(),
    status: text('status').notNull(),
    said: jsonb('said'),
    failure: jsonb('failure'),
    verdict: jsonb('verdict'),
    policyHash: text('policy_hash'),
    digest: text('digest'),
    seal: jsonb('seal'),
    changes: jsonb('changes'),
    dryRunEndedAt: at('dry_run_ended_at'),
    expiresAt: at('expires_at'),
    createdAt: at('created_at').notNull(),
    updatedAt: at('updated_at').notNull(),
    prompt: text('prompt'),
    model: text('model'),
    refs: jsonb('refs').notNull(),
    next: jsonb('next'),
    escalatesTo: text('escalates_to'),
    escalatesAt: at('escalates_at'),
    escalatedAt: at('escalated_at'),
    risk: bigint('risk', { mode: 'number' }).array().notNull(),
    edits: jsonb('edits'),
    citations: jsonb('citations').notNull(),
    intent: jsonb('intent'),
    /** The verdict's roles as text, for lists; made by the database. */
    askedRoles: text('asked_roles'),
    /** The risk as text, the riskiest first; made by the database. */
    riskOrder: text('risk_order'),
  },
  (table) => [primaryKey({ columns: [table.tenantId, table.id] })],
)

/** The rules of agents as they stood, by the hash that plans are judged under. */
export const policySets = pgTable(
  'policy_sets',
  {
    tenantId: tenantId(),
    hash: text('hash').notNull(),
    agent: text('agent').notNull(),
    sources: jsonb('sources').notNull(),
    trustedSources: jsonb('trusted_sources').notNull(),
    firstUsedAt: at('first_used_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.tenantId, table.hash] })],
)

/** What judging a plan saw beside its effects and reads, and what a rule on trial would have said. */
export const judgements = pgTable(
  'judgements',
  {
    tenantId: tenantId(),
    planId: uuid('plan_id').notNull(),
    facts: jsonb('facts').notNull(),
    shadow: jsonb('shadow'),
    judgedAt: at('judged_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.tenantId, table.planId] })],
)

/** When a plan was first shown to whoever could decide on it, by its digest. */
export const planViews = pgTable(
  'plan_views',
  {
    tenantId: tenantId(),
    planId: uuid('plan_id').notNull(),
    digest: text('digest').notNull(),
    principalId: text('principal_id').notNull(),
    shownAt: at('shown_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.tenantId, table.planId, table.digest, table.principalId] })],
)

/** The programs that a model wrote for a plan, in order, each with why it came to nothing. */
export const planAttempts = pgTable(
  'plan_attempts',
  {
    tenantId: tenantId(),
    planId: uuid('plan_id').notNull(),
    attempt: integer('attempt').notNull(),
    program: text('program').notNull(),
    literals: jsonb('literals').notNull(),
    slots: jsonb('slots').notNull(),
    failure: jsonb('failure'),
    writtenAt: at('written_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.tenantId, table.planId, table.attempt] })],
)

/** The journal of a plan: its reads, in order, with what they gave. */
export const planReads = pgTable(
  'plan_reads',
  {
    tenantId: tenantId(),
    planId: uuid('plan_id').notNull(),
    generation: integer('generation').notNull(),
    index: integer('index').notNull(),
    entry: jsonb('entry').notNull(),
    madeAt: at('made_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.tenantId, table.planId, table.generation, table.index] })],
)

/** The ledger: each staged write, and what became of it. */
export const effects = pgTable(
  'effects',
  {
    tenantId: tenantId(),
    planId: uuid('plan_id').notNull(),
    index: integer('index').notNull(),
    tool: text('tool').notNull(),
    args: jsonb('args').notNull(),
    labels: jsonb('labels').notNull(),
    because: jsonb('because').notNull(),
    paths: jsonb('paths').notNull(),
    verdict: jsonb('verdict'),
    state: text('state').notNull(),
    definitionHash: text('definition_hash').notNull(),
    requester: text('requester').notNull(),
    agent: text('agent').notNull(),
    amounts: jsonb('amounts').notNull(),
    /** Its plan's place among the reservations, in the order of their judgements; null before its judgement. */
    place: bigint('place', { mode: 'number' }),
    idempotencyKey: text('idempotency_key'),
    fence: bigint('fence', { mode: 'number' }),
    resolvedArgs: jsonb('resolved_args'),
    outcome: jsonb('outcome'),
    dispatchedAt: at('dispatched_at'),
    completedAt: at('completed_at'),
    createdAt: at('created_at').notNull(),
    undoes: integer('undoes'),
    /** What was tried to find out about it, in order. */
    tries: jsonb('tries').notNull(),
    /** When a call of it last began; null where the first was the last. */
    triedAt: at('tried_at'),
    /** The place was given between these two. */
    placedAfter: at('placed_after'),
    placedBefore: at('placed_before'),
    /** How long it waited from its judgement to its beginning: under 4 s, 64 s, 1024 s, 4.6 h, 3 d; 5: longer, or not known. */
    waited: smallint('waited').notNull(),
  },
  (table) => [primaryKey({ columns: [table.tenantId, table.planId, table.index] })],
)

/** Whose windows over the ledger reservations stand in; `version` grows with each reservation. */
export const windowScopes = pgTable(
  'window_scopes',
  { tenantId: tenantId(), scope: text('scope').notNull(), version: bigint('version', { mode: 'number' }).notNull() },
  (table) => [primaryKey({ columns: [table.tenantId, table.scope] })],
)

/** Sums over the ledger that follow it by triggers, in buckets of several widths: see decision 46. */
export const ledgerTotals = pgTable(
  'ledger_totals',
  {
    tenantId: tenantId(),
    owner: text('owner').notNull(),
    kind: text('kind', { enum: ['begun', 'reserved'] }).notNull(),
    /** In seconds of the epoch where it was begun, in places where it is reserved. */
    width: integer('width').notNull(),
    bucket: bigint('bucket', { mode: 'number' }).notNull(),
    tool: text('tool').notNull(),
    currency: text('currency').notNull(),
    lane: integer('lane').notNull(),
    times: bigint('times', { mode: 'number' }).notNull(),
    minor: numeric('minor').notNull(),
  },
  (table) => [
    primaryKey({
      columns: [
        table.tenantId,
        table.owner,
        table.kind,
        table.width,
        table.bucket,
        table.tool,
        table.currency,
        table.lane,
      ],
    }),
  ],
)

/** What plans that were judged have still to begin, by their places, as the sums have it. */
export const reservations = pgTable(
  'reservations',
  {
    tenantId: tenantId(),
    planId: uuid('plan_id').notNull(),
    place: bigint('place', { mode: 'number' }).notNull(),
    requester: text('requester').notNull(),
    agent: text('agent').notNull(),
    tool: text('tool').notNull(),
    currency: text('currency').notNull(),
    times: bigint('times', { mode: 'number' }).notNull(),
    minor: numeric('minor').notNull(),
  },
  (table) => [
    primaryKey({
      columns: [table.tenantId, table.planId, table.place, table.requester, table.agent, table.tool, table.currency],
    }),
  ],
)

/** What principals decided on a digest. */
export const decisions = pgTable(
  'decisions',
  {
    tenantId: tenantId(),
    id: uuid('id').notNull(),
    planId: uuid('plan_id').notNull(),
    digest: text('digest').notNull(),
    principalId: text('principal_id').notNull(),
    decision: text('decision', { enum: ['approve', 'edit', 'reject'] }).notNull(),
    roles: text('roles').array().notNull(),
    authenticatedBy: text('authenticated_by', { enum: ['session', 'key', 'token'] }).notNull(),
    reason: text('reason'),
    note: text('note'),
    changes: jsonb('changes'),
    decidedAt: at('decided_at').notNull(),
    shownAt: at('shown_at'),
  },
  (table) => [primaryKey({ columns: [table.tenantId, table.id] })],
)

/** What people found out about effects whose outcome was unknown. */
export const resolutions = pgTable(
  'resolutions',
  {
    tenantId: tenantId(),
    planId: uuid('plan_id').notNull(),
    index: integer('index').notNull(),
    principalId: text('principal_id').notNull(),
    outcome: text('outcome', { enum: ['happened', 'did-not', 'look-again'] }).notNull(),
    note: text('note'),
    at: at('at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.tenantId, table.planId, table.index, table.at] })],
)

/** Every request to a model that a turn made, and what it cost. `outcome` is null until its reply. */
export const modelCalls = pgTable(
  'model_calls',
  {
    tenantId: tenantId(),
    runId: uuid('run_id').notNull(),
    id: uuid('id').notNull(),
    planId: uuid('plan_id'),
    prompt: text('prompt').notNull(),
    model: text('model').notNull(),
    inputTokens: integer('input_tokens').notNull(),
    outputTokens: integer('output_tokens').notNull(),
    durationMs: integer('duration_ms'),
    outcome: text('outcome'),
    askedAt: at('asked_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.tenantId, table.runId, table.id] })],
)

/** What people said of answers. */
export const feedback = pgTable(
  'feedback',
  {
    tenantId: tenantId(),
    messageId: uuid('message_id').notNull(),
    principalId: text('principal_id').notNull(),
    rating: text('rating').notNull(),
    reason: text('reason'),
    comment: text('comment'),
    givenAt: at('given_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.tenantId, table.messageId, table.principalId] })],
)

/** Conversations that were passed on to a person, for a role: who takes them, and until when. Holds nobody's words. */
export const handOvers = pgTable(
  'hand_overs',
  {
    tenantId: tenantId(),
    id: uuid('id').notNull(),
    threadId: uuid('thread_id').notNull(),
    runId: uuid('run_id').notNull(),
    agent: text('agent').notNull(),
    requester: text('requester').notNull(),
    role: text('role').notNull(),
    because: text('because', { enum: ['asked', 'unhelpful'] }).notNull(),
    takenBy: text('taken_by'),
    takenAt: at('taken_at'),
    closedBy: text('closed_by'),
    closedAt: at('closed_at'),
    createdAt: at('created_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.tenantId, table.id] })],
)

/** The passages that those answers quote. */
export const feedbackPassages = pgTable(
  'feedback_passages',
  {
    tenantId: tenantId(),
    messageId: uuid('message_id').notNull(),
    principalId: text('principal_id').notNull(),
    passageId: uuid('passage_id').notNull(),
    documentId: uuid('document_id').notNull(),
    version: integer('version').notNull(),
  },
  (table) => [primaryKey({ columns: [table.tenantId, table.messageId, table.principalId, table.passageId] })],
)

/** The tool definitions that the operator has accepted. */
export const toolPins = pgTable(
  'tool_pins',
  {
    tenantId: tenantId(),
    tool: text('tool').notNull(),
    definitionHash: text('definition_hash').notNull(),
    definition: jsonb('definition').notNull(),
    address: text('address').notNull(),
    acceptedBy: text('accepted_by').notNull(),
    acceptedAt: at('accepted_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.tenantId, table.tool] })],
)

/** What plans were judged by: policies, tools, limits, by the hash of their canonical JSON. Never changed. */
export const agentParts = pgTable(
  'agent_parts',
  {
    tenantId: tenantId(),
    hash: text('hash').notNull(),
    part: jsonb('part').notNull(),
    keptAt: at('kept_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.tenantId, table.hash] })],
)

/** Every definition that was accepted, with the hash of the one before it. Rows are only added. */
export const toolAcceptances = pgTable(
  'tool_acceptances',
  {
    tenantId: tenantId(),
    tool: text('tool').notNull(),
    acceptedAt: at('accepted_at').notNull(),
    definitionHash: text('definition_hash').notNull(),
    previousHash: text('previous_hash'),
    definition: jsonb('definition').notNull(),
    address: text('address').notNull(),
    acceptedBy: text('accepted_by').notNull(),
  },
  (table) => [primaryKey({ columns: [table.tenantId, table.tool, table.acceptedAt] })],
)

/** What an operator has stopped; in force while it has no start. `name` is empty for the whole tenant. */
export const stops = pgTable(
  'stops',
  {
    tenantId: tenantId(),
    id: uuid('id').notNull(),
    kind: text('kind', { enum: ['tool', 'agent', 'tenant'] }).notNull(),
    name: text('name').notNull(),
    why: text('why').notNull(),
    stoppedBy: text('stopped_by').notNull(),
    stoppedAt: at('stopped_at').notNull(),
    startedBy: text('started_by'),
    startedAt: at('started_at'),
  },
  (table) => [primaryKey({ columns: [table.tenantId, table.id] })],
)

/** The last access token that somebody signed in with, sealed. */
export const signIns = pgTable(
  'sign_ins',
  {
    tenantId: tenantId(),
    principalId: text('principal_id').notNull(),
    sealedToken: text('sealed_token').notNull(),
    expiresAt: at('expires_at').notNull(),
    signedInAt: at('signed_in_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.tenantId, table.principalId] })],
)

/** What is known, by source. `acl` names roles and principals, or `public`. */
export const documents = pgTable(
  'documents',
  {
    tenantId: tenantId(),
    id: uuid('id').notNull(),
    source: text('source').notNull(),
    title: text('title').notNull(),
    owner: text('owner'),
    acl: text('acl').array().notNull(),
    class: text('class', { enum: ['public', 'internal', 'confidential', 'regulated'] }).notNull(),
    currentVersion: integer('current_version').notNull(),
    createdAt: at('created_at').notNull(),
    /** How many passages of it are current, and how many terms they have together. */
    passages: integer('passages').notNull(),
    terms: integer('terms').notNull(),
    /** How it came: an agent's folder, somebody's hands, an address, an MCP server. */
    origin: text('origin', { enum: ['agent', 'upload', 'url', 'mcp'] }).notNull(),
    /** SHA-256 of what was handed in. */
    fileHash: text('file_hash'),
    /** `acl` as a row of `access_lists`; a trigger keeps the two together. */
    access: integer('access').notNull(),
    /** How long it stays after its removal, for evidence; null: for good. */
    keepMs: bigint('keep_ms', { mode: 'number' }),
    removedAt: at('removed_at'),
    keepUntil: at('keep_until'),
    updatedAt: at('updated_at').notNull(),
    /** By which its words are stemmed, as ISO 639-1 has it; `und` where nobody knows. */
    language: text('language').notNull(),
    /** When its current version came in. */
    versionAt: at('version_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.tenantId, table.id] })],
)

/** What a document was handed in with, for search to narrow by. */
export const documentMetadata = pgTable(
  'document_metadata',
  {
    tenantId: tenantId(),
    documentId: uuid('document_id').notNull(),
    key: text('key').notNull(),
    value: text('value').notNull(),
  },
  (table) => [primaryKey({ columns: [table.tenantId, table.documentId, table.key] })],
)

/** Every access list that a document has, once. */
export const accessLists = pgTable(
  'access_lists',
  {
    tenantId: tenantId(),
    id: integer('id').notNull(),
    digest: bytea('digest').notNull(),
    entries: text('entries').array().notNull(),
  },
  (table) => [primaryKey({ columns: [table.tenantId, table.id] })],
)

/** The text of each version of a document, as parsed. */
export const documentVersions = pgTable(
  'document_versions',
  {
    tenantId: tenantId(),
    documentId: uuid('document_id').notNull(),
    version: integer('version').notNull(),
    text: text('text').notNull(),
    contentHash: text('content_hash').notNull(),
    createdAt: at('created_at').notNull(),
    format: text('format').notNull(),
    metadata: jsonb('metadata').notNull(),
    findings: jsonb('findings').notNull(),
    /** Where spans of the text stand in the original: page, row and so on. */
    places: jsonb('places').notNull(),
    /** By which inspection its words were looked at for orders to a model; 0: by none. */
    inspection: integer('inspection').notNull(),
  },
  (table) => [primaryKey({ columns: [table.tenantId, table.documentId, table.version] })],
)

/** Pieces of a version, with their span in its text. */
export const passages = pgTable(
  'passages',
  {
    tenantId: tenantId(),
    id: uuid('id').notNull(),
    documentId: uuid('document_id').notNull(),
    version: integer('version').notNull(),
    ordinal: integer('ordinal').notNull(),
    start: integer('start').notNull(),
    end: integer('end').notNull(),
    heading: text('heading'),
    text: text('text').notNull(),
    length: integer('length').notNull(),
    current: boolean('current').notNull(),
    place: jsonb('place'),
    /** What was noticed about its words, such as that they read like orders to a model. */
    flags: text('flags').array().notNull(),
    /** Two passages that say nearly the same differ in few of its bits. */
    sketch: bits('sketch'),
    /** A hash of what they may not differ in. */
    facts: text('facts'),
  },
  (table) => [primaryKey({ columns: [table.tenantId, table.id] })],
)

/** Passages' vectors, by the embedder that made them; those that left search are kept for texts that come back. */
export const passageVectors = pgTable(
  'passage_vectors',
  {
    tenantId: tenantId(),
    passageId: uuid('passage_id').notNull(),
    embedder: text('embedder').notNull(),
    textHash: bytea('text_hash').notNull(),
    access: integer('access').notNull(),
    dimensions: integer('dimensions').notNull(),
    embedding: vector('embedding').notNull(),
    retiredAt: at('retired_at'),
  },
  (table) => [primaryKey({ columns: [table.tenantId, table.passageId, table.embedder] })],
)

/** The embedding models that passages have vectors of. */
export const embedders = pgTable(
  'embedders',
  {
    tenantId: tenantId(),
    name: text('name').notNull(),
    dimensions: integer('dimensions').notNull(),
    wantedAt: at('wanted_at').notNull(),
    serving: boolean('serving').notNull(),
    leaseUntil: at('lease_until'),
    leasedBy: uuid('leased_by'),
  },
  (table) => [primaryKey({ columns: [table.tenantId, table.name] })],
)

/** How often each term stands in each current passage, for BM25. */
export const passageTerms = pgTable(
  'passage_terms',
  {
    tenantId: tenantId(),
    passageId: uuid('passage_id').notNull(),
    term: text('term').notNull(),
    frequency: integer('frequency').notNull(),
    documentId: uuid('document_id').notNull(),
    length: integer('length').notNull(),
    access: integer('access').notNull(),
  },
  (table) => [primaryKey({ columns: [table.tenantId, table.passageId, table.term] })],
)

/** Which thread is which conversation of an outside channel. */
export const outsideThreads = pgTable(
  'outside_threads',
  {
    tenantId: tenantId(),
    channel: text('channel').notNull(),
    outsideId: text('outside_id').notNull(),
    threadId: uuid('thread_id').notNull(),
    isSubscribed: boolean('is_subscribed').notNull(),
    openedAt: at('opened_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.tenantId, table.channel, table.outsideId] })],
)

/** Events that are to be told to a thread's channel, and how far that is. */
export const outbox = pgTable(
  'outbox',
  {
    tenantId: tenantId(),
    threadId: uuid('thread_id').notNull(),
    seq: bigint('seq', { mode: 'number' }).notNull(),
    channel: text('channel').notNull(),
    kind: text('kind').notNull(),
    state: text('state').notNull(),
    attempts: integer('attempts').notNull(),
    fence: bigint('fence', { mode: 'number' }).notNull(),
    nextAttemptAt: at('next_attempt_at').notNull(),
    leaseUntil: at('lease_until'),
    error: text('error'),
    deliveredAs: text('delivered_as'),
    createdAt: at('created_at').notNull(),
    settledAt: at('settled_at'),
  },
  (table) => [primaryKey({ columns: [table.tenantId, table.threadId, table.seq] })],
)
