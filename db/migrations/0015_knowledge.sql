-- Who may read which document is decided by the database too: a statement that forgets the access list finds nothing.
-- Vectors leave passages for a table of their own, which holds several embedders' at once and any of their sizes, and
-- keeps those of texts that went out of search for when they come back.

-- Every access list that a document has, once. Equal lists are one row, whatever the order of their entries.
create table access_lists (
  tenant_id text not null references tenants,
  id integer not null generated always as identity,
  digest bytea not null,
  entries text[] not null,
  primary key (tenant_id, id),
  unique (tenant_id, digest)
);

-- origin: how it came. file_hash: SHA-256 of what was handed in, by which a sender sees what needn't be sent again.
-- keep_ms: how long it stays after its removal, for evidence; null: for good. Both times are set when it is removed.
alter table documents
  add column origin text not null default 'agent' check (origin in ('agent', 'upload', 'url', 'mcp')),
  add column file_hash text,
  add column access integer,
  add column keep_ms bigint check (keep_ms >= 0),
  add column removed_at timestamptz,
  add column keep_until timestamptz,
  add column updated_at timestamptz not null default now();
alter table documents alter column origin drop default;

-- What parsing found in the original: places maps spans of the text to pages, rows and so on.
alter table document_versions
  add column format text not null default 'markdown',
  add column metadata jsonb not null default '{}',
  add column findings jsonb not null default '[]',
  add column places jsonb not null default '[]';
alter table document_versions alter column format drop default;

-- flags: what was noticed about the words, such as that they read like orders to a model. They change nothing here.
alter table passages
  add column place jsonb,
  add column flags text[] not null default '{}';

create function set_access() returns trigger language plpgsql as $$
declare
  sorted text[];
  fingerprint bytea;
begin
  select coalesce(array_agg(distinct entry order by entry), '{}') into sorted from unnest(new.acl) entry;
  fingerprint := sha256(convert_to(array_to_json(sorted)::text, 'UTF8'));
  insert into access_lists (tenant_id, digest, entries) values (new.tenant_id, fingerprint, sorted)
    on conflict (tenant_id, digest) do nothing;
  select id into strict new.access from access_lists where tenant_id = new.tenant_id and digest = fingerprint;
  return new;
end $$;
create trigger documents_access before insert or update of acl on documents
  for each row execute function set_access();

-- The owner is held by the policies too, and has none: for this transaction it isn't held.
alter table documents no force row level security;
alter table passages no force row level security;
alter table passage_terms no force row level security;

update documents set acl = acl;
alter table documents
  alter column access set not null,
  add foreign key (tenant_id, access) references access_lists;

alter table passage_terms add column access integer;
update passage_terms t set access = d.access
  from documents d where d.tenant_id = t.tenant_id and d.id = t.document_id;
alter table passage_terms alter column access set not null;
drop index passage_terms_by_term;
create index passage_terms_by_term on passage_terms (tenant_id, term)
  include (passage_id, document_id, frequency, length, access);

-- text_hash: SHA-256 of what was embedded, so that equal texts are embedded once. retired_at: when it left search; null
-- for what is searched.
create table passage_vectors (
  tenant_id text not null,
  passage_id uuid not null,
  embedder text not null,
  text_hash bytea not null,
  access integer not null,
  dimensions integer not null check (dimensions = vector_dims(embedding)),
  embedding vector not null,
  retired_at timestamptz,
  primary key (tenant_id, passage_id, embedder),
  foreign key (tenant_id, passage_id) references passages on delete cascade
);
insert into passage_vectors (tenant_id, passage_id, embedder, text_hash, access, dimensions, embedding)
  select p.tenant_id, p.id, p.embedder, sha256(convert_to(coalesce(p.heading, '') || e'\n' || p.text, 'UTF8')),
         d.access, vector_dims(p.embedding), p.embedding
    from passages p join documents d on d.tenant_id = p.tenant_id and d.id = p.document_id
   where p.current and p.embedding is not null and p.embedder is not null;
create index passage_vectors_by_text on passage_vectors (tenant_id, embedder, text_hash);
create index passage_vectors_retired on passage_vectors (tenant_id, retired_at) where retired_at is not null;

drop index passages_by_embedding;
alter table passages drop column embedding, drop column embedder;
create index passages_current on passages (tenant_id, id) where current;

-- An index has one size of vector. An empty one costs nothing.
do $$
declare
  size integer;
begin
  foreach size in array array[256, 384, 512, 768, 1024, 1536] loop
    execute format('create index passage_vectors_%1$s on passage_vectors
      using hnsw ((embedding::vector(%1$s)) vector_cosine_ops) where dimensions = %1$s and retired_at is null', size);
  end loop;
end $$;

alter table documents force row level security;
alter table passages force row level security;
alter table passage_terms force row level security;

-- The embedding models that passages have vectors of. The one wanted last is the one to be; the one that serves is what
-- questions are compared by, until every passage has a vector of the other. Whoever makes those holds the lease.
create table embedders (
  tenant_id text not null references tenants,
  name text not null,
  dimensions integer not null,
  wanted_at timestamptz not null default clock_timestamp(),
  serving boolean not null default false,
  lease_until timestamptz,
  leased_by uuid,
  primary key (tenant_id, name)
);
insert into embedders (tenant_id, name, dimensions, serving)
  select distinct on (tenant_id) tenant_id, embedder, dimensions, true
    from passage_vectors group by tenant_id, embedder, dimensions order by tenant_id, count(*) desc;
create index embedders_serving on embedders (tenant_id) where serving;

-- A document's list is copied to where search walks, by the database itself, so that no statement can forget it.
create function move_access() returns trigger language plpgsql as $$
begin
  update passage_terms t set access = new.access from passages p
   where p.tenant_id = new.tenant_id and p.document_id = new.id
     and t.tenant_id = p.tenant_id and t.passage_id = p.id;
  update passage_vectors v set access = new.access from passages p
   where p.tenant_id = new.tenant_id and p.document_id = new.id
     and v.tenant_id = p.tenant_id and v.passage_id = p.id;
  return null;
end $$;
create trigger documents_access_moved after update of acl on documents
  for each row when (old.access is distinct from new.access) execute function move_access();

do $$
declare
  name text;
begin
  foreach name in array array['access_lists', 'passage_vectors', 'embedders'] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format('create policy own_tenant on %I to parley_app using (tenant_id = current_setting(''app.tenant'', true))
      with check (tenant_id = current_setting(''app.tenant'', true))', name);
  end loop;
end $$;

-- What a transaction may read: the access lists named in app.readable, or all of them in one that keeps the documents
-- (app.keeps_documents: ingestion and other work in the background). Neither is set: nothing.
create function readable_access() returns setof integer language sql stable as $$
  select unnest(string_to_array(current_setting('app.readable', true), ',')::integer[])
$$;
create function keeps_documents() returns boolean language sql stable as $$
  select coalesce(current_setting('app.keeps_documents', true), '') = 'on'
$$;

create policy own_readers on documents as restrictive to parley_app
  using ((select keeps_documents()) or access in (select readable_access()))
  with check ((select keeps_documents()));
create policy own_readers on document_versions as restrictive to parley_app
  using ((select keeps_documents()) or exists (
    select from documents d where d.tenant_id = document_versions.tenant_id and d.id = document_versions.document_id))
  with check ((select keeps_documents()));
create policy own_readers on passages as restrictive to parley_app
  using ((select keeps_documents()) or exists (
    select from documents d where d.tenant_id = passages.tenant_id and d.id = passages.document_id))
  with check ((select keeps_documents()));
create policy own_readers on passage_terms as restrictive to parley_app
  using ((select keeps_documents()) or access in (select readable_access()))
  with check ((select keeps_documents()));
create policy own_readers on passage_vectors as restrictive to parley_app
  using ((select keeps_documents()) or access in (select readable_access()))
  with check ((select keeps_documents()));

do $$
declare
  name text;
begin
  foreach name in array array['documents', 'document_versions', 'passages', 'passage_terms', 'passage_vectors'] loop
    execute format('create policy keeper_deletes on %I as restrictive for delete to parley_app
      using ((select keeps_documents()))', name);
  end loop;
end $$;

grant select, insert on access_lists to parley_app;
grant select, insert, update, delete on passage_vectors, embedders to parley_app;

-- Whose passages there are to embed and whose documents to let go of is work of all tenants.
create policy every_tenant on embedders for select to parley_queue using (true);
grant select (tenant_id) on embedders to parley_queue;
