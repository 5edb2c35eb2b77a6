-- What somebody may do so often a minute, counted over all servers: when their bucket is empty again. Each server counts by
-- itself and adds what it let go now and then, so a message waits for none of this.
create table shared_rates (
  tenant_id text not null references tenants,
  name text not null,
  empty_at timestamptz not null,
  primary key (tenant_id, name)
);
alter table shared_rates enable row level security;
alter table shared_rates force row level security;
create policy own_tenant on shared_rates to parley_app using (tenant_id = current_setting('app.tenant', true))
  with check (tenant_id = current_setting('app.tenant', true));
grant select, insert, update (empty_at) on shared_rates to parley_app;

-- What each table holds, and each column whose name doesn't say it: for `\d+` and docs/reference/database.md.
comment on table tenants is
  'The customers whose data this is. PGlite holds one, PostgreSQL any number.';
comment on table principals is
  'People and services that act, with the roles they hold now.';
comment on table api_keys is
  'API keys: the secret itself is never stored.';
comment on table threads is
  'Conversations. `head_seq` and `head_hash` are the end of the thread''s chain of events.';
comment on table messages is
  'Entries of threads. A run has one answer; one that isn''t complete holds the cards of what its run waits for.';
comment on table inbox is
  'What arrived, by its de-duplication key: a second delivery finds the first one''s message and run.';
comment on table runs is
  'The queue: turns to make, with the lease and fencing token of whoever makes them.';
comment on column runs.not_before is
  'It rests until then, for the reason in `rest`, and is woken by itself.';
comment on column runs.outage is
  'The part of this server that it rests for, and how often that was found away in a row.';
comment on column runs.aside_at is
  'Since when it waits for an operator to try it again.';
comment on column runs.unhelpful is
  'Its answer didn''t help.';
comment on column runs.joined is
  'Messages from before its own that it answers too, the first first.';
comment on table checkpoints is
  'One saved graph state for each run that waits. A cache: the other tables are the record.';
comment on table events is
  'What happened, append-only, each row chained to the one before. Personal values stand in `disclosed` alone.';
comment on table plans is
  'Programs and what their dry runs said. `generation` counts dry runs of the same program.';
comment on column plans.asked_roles is
  'The verdict''s roles as text, for lists; made by the database.';
comment on column plans.risk_order is
  'The risk as text, the riskiest first; made by the database.';
comment on table policy_sets is
  'The rules of agents as they stood, by the hash that plans are judged under.';
comment on table judgements is
  'What judging a plan saw beside its effects and reads, and what a rule on trial would have said.';
comment on table plan_views is
  'When a plan was first shown to whoever could decide on it, by its digest.';
comment on table plan_attempts is
  'The programs that a model wrote for a plan, in order, each with why it came to nothing.';
comment on table plan_reads is
  'The journal of a plan: its reads, in order, with what they gave.';
comment on table effects is
  'The ledger: each staged write, and what became of it.';
comment on column effects.place is
  'Its plan''s place among the reservations, in the order of their judgements; null before its judgement.';
comment on column effects.tries is
  'What was tried to find out about it, in order.';
comment on column effects.tried_at is
  'When a call of it last began; null where the first was the last.';
comment on column effects.placed_after is
  'The place was given between this and `placed_before`.';
comment on column effects.waited is
  'How long it waited from its judgement to its beginning: under 4 s, 64 s, 1024 s, 4.6 h, 3 d; 5: longer, or not known.';
comment on table window_scopes is
  'Whose windows over the ledger reservations stand in; `version` grows with each reservation.';
comment on table ledger_totals is
  'Sums over the ledger that follow it by triggers, in buckets of several widths: see decision 46.';
comment on column ledger_totals.width is
  'In seconds of the epoch where it was begun, in places where it is reserved.';
comment on table reservations is
  'What plans that were judged have still to begin, by their places, as the sums have it.';
comment on table decisions is
  'What principals decided on a digest.';
comment on table resolutions is
  'What people found out about effects whose outcome was unknown.';
comment on table model_calls is
  'Every request to a model that a turn made, and what it cost. `outcome` is null until its reply.';
comment on table feedback is
  'What people said of answers.';
comment on table hand_overs is
  'Conversations that were passed on to a person, for a role: who takes them, and until when. Holds nobody''s words.';
comment on table feedback_passages is
  'The passages that those answers quote.';
comment on table tool_pins is
  'The tool definitions that the operator has accepted.';
comment on table agent_parts is
  'What plans were judged by: policies, tools, limits, by the hash of their canonical JSON. Never changed.';
comment on table tool_acceptances is
  'Every definition that was accepted, with the hash of the one before it. Rows are only added.';
comment on table stops is
  'What an operator has stopped; in force while it has no start. `name` is empty for the whole tenant.';
comment on table sign_ins is
  'The last access token that somebody signed in with, sealed.';
comment on table documents is
  'What is known, by source. `acl` names roles and principals, or `public`.';
comment on column documents.passages is
  'How many passages of it are current; `terms` is how many terms they have together.';
comment on column documents.origin is
  'How it came: an agent''s folder, somebody''s hands, an address, an MCP server.';
comment on column documents.file_hash is
  'SHA-256 of what was handed in.';
comment on column documents.access is
  '`acl` as a row of `access_lists`; a trigger keeps the two together.';
comment on column documents.keep_ms is
  'How long it stays after its removal, for evidence; null: for good.';
comment on column documents.language is
  'By which its words are stemmed, as ISO 639-1 has it; `und` where nobody knows.';
comment on column documents.version_at is
  'When its current version came in.';
comment on table document_metadata is
  'What a document was handed in with, for search to narrow by.';
comment on table access_lists is
  'Every access list that a document has, once.';
comment on table document_versions is
  'The text of each version of a document, as parsed.';
comment on column document_versions.places is
  'Where spans of the text stand in the original: page, row and so on.';
comment on column document_versions.inspection is
  'By which inspection its words were looked at for orders to a model; 0: by none.';
comment on table passages is
  'Pieces of a version, with their span in its text.';
comment on column passages.flags is
  'What was noticed about its words, such as that they read like orders to a model.';
comment on column passages.sketch is
  'Two passages that say nearly the same differ in few of its bits.';
comment on column passages.facts is
  'A hash of what they may not differ in.';
comment on table passage_vectors is
  'Passages'' vectors, by the embedder that made them; those that left search are kept for texts that come back.';
comment on table embedders is
  'The embedding models that passages have vectors of.';
comment on table passage_terms is
  'How often each term stands in each current passage, for BM25.';
comment on table shared_rates is
  'How much of what they may send a minute somebody has used, over all servers.';
comment on column shared_rates.empty_at is
  'When nothing of it is used any more.';
