import {
  bigint,
  boolean,
  customType,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  timestamp,
  uuid,
  vector,
} from 'drizzle-orm/pg-core'

// The tables as they stand after every migration; a test compares the two. Keys, checks, rights and policies are in
// migrations/, which is what the database is made from. Every row has a tenant, and every key begins with it.

const bytea = customType<{ data: Buffer }>({ dataType: () => 'bytea' })
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

/** Entries of threads. A run has one answer. */
export const messages = pgTable(
  'messages',
  {
    tenantId: tenantId(),
    id: uuid('id').notNull(),
    threadId: uuid('thread_id').notNull(),
    runId: uuid('run_id'),
    role: text('role', { enum: ['user', 'assistant'] }).notNull(),
    principalId: text('principal_id'),
    parts: jsonb('parts').notNull(),
    createdAt: at('created_at').notNull(),
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
    traceparent: text('traceparent'),
    createdAt: at('created_at').notNull(),
    finishedAt: at('finished_at'),
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
  },
  (table) => [primaryKey({ columns: [table.tenantId, table.id] })],
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
    idempotencyKey: text('idempotency_key'),
    fence: bigint('fence', { mode: 'number' }),
    resolvedArgs: jsonb('resolved_args'),
    outcome: jsonb('outcome'),
    dispatchedAt: at('dispatched_at'),
    completedAt: at('completed_at'),
    createdAt: at('created_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.tenantId, table.planId, table.index] })],
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
    embedding: vector('embedding', { dimensions: 512 }),
    embedder: text('embedder'),
    length: integer('length').notNull(),
    current: boolean('current').notNull(),
  },
  (table) => [primaryKey({ columns: [table.tenantId, table.id] })],
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
  },
  (table) => [primaryKey({ columns: [table.tenantId, table.passageId, table.term] })],
)
