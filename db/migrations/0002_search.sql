-- What search needs to rank by term rarity under an access list without reading a passage: each posting knows its
-- document and its passage's length, and each document how much of it is current. Only current passages have postings.

alter table documents
  add column passages integer not null default 0,
  add column terms integer not null default 0;

alter table passage_terms
  add column document_id uuid,
  add column length integer;

-- The owner is held by the policies too, and has none: for this transaction it isn't held.
alter table documents no force row level security;
alter table passages no force row level security;
alter table passage_terms no force row level security;

delete from passage_terms t using passages p
  where p.tenant_id = t.tenant_id and p.id = t.passage_id and not p.current;
update passage_terms t set document_id = p.document_id, length = p.length
  from passages p where p.tenant_id = t.tenant_id and p.id = t.passage_id;
update documents d set passages = s.passages, terms = s.terms
  from (select tenant_id, document_id, count(*) as passages, sum(length) as terms
          from passages where current group by tenant_id, document_id) s
  where s.tenant_id = d.tenant_id and s.document_id = d.id;

alter table documents force row level security;
alter table passages force row level security;
alter table passage_terms force row level security;

alter table passage_terms
  alter column document_id set not null,
  alter column length set not null,
  drop constraint passage_terms_pkey,
  add primary key (tenant_id, passage_id, term);
drop index passage_terms_of_passage;
create index passage_terms_by_term on passage_terms (tenant_id, term) include (passage_id, document_id, frequency, length);

drop index passages_by_embedding;
create index passages_by_embedding on passages using hnsw (embedding vector_cosine_ops) where current;
