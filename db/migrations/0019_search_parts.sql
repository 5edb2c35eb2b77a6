-- What search needs to fold what says the same, to narrow, and to read each document in its language.

-- language: by which its words are stemmed, as ISO 639-1 has it; 'und' where nobody knows. version_at: when its current
-- version came in, which search narrows by and prefers the newer of two by.
alter table documents
  add column language text not null default 'en',
  add column version_at timestamptz not null default now();
alter table documents alter column language drop default;
create index documents_by_version_at on documents (tenant_id, version_at);
-- Sources are narrowed by what they begin with, whatever the database's collation.
create index documents_by_source on documents (tenant_id, source collate "C");

-- sketch: two passages that say nearly the same differ in few of its bits. facts: a hash of what they may not differ in.
alter table passages
  add column sketch bit(128),
  add column facts text;

-- The owner is held by the policies too, and has none: for this transaction it isn't held.
alter table documents no force row level security;
alter table document_versions no force row level security;
update documents d set version_at = v.created_at
  from document_versions v
 where v.tenant_id = d.tenant_id and v.document_id = d.id and v.version = d.current_version;
alter table documents force row level security;
alter table document_versions force row level security;

-- What a document was handed in with, for search to narrow by. By the key, because an index over JSON isn't used under
-- the policies.
create table document_metadata (
  tenant_id text not null,
  document_id uuid not null,
  key text not null,
  value text not null,
  primary key (tenant_id, document_id, key),
  foreign key (tenant_id, document_id) references documents on delete cascade
);
create index document_metadata_by_value on document_metadata (tenant_id, key, value, document_id);
alter table document_metadata enable row level security;
alter table document_metadata force row level security;
create policy own_tenant on document_metadata to parley_app using (tenant_id = current_setting('app.tenant', true))
  with check (tenant_id = current_setting('app.tenant', true));
create policy own_readers on document_metadata as restrictive to parley_app
  using ((select keeps_documents()) or exists (
    select from documents d where d.tenant_id = document_metadata.tenant_id and d.id = document_metadata.document_id))
  with check ((select keeps_documents()));
grant select, insert, update, delete on document_metadata to parley_app;

-- The text search configuration of a language; 'simple' compares words as they are written.
create function text_config(language text) returns regconfig language sql immutable as $$
  select case language
    when 'da' then 'pg_catalog.danish' when 'de' then 'pg_catalog.german' when 'en' then 'pg_catalog.english'
    when 'es' then 'pg_catalog.spanish' when 'fi' then 'pg_catalog.finnish' when 'fr' then 'pg_catalog.french'
    when 'hu' then 'pg_catalog.hungarian' when 'it' then 'pg_catalog.italian' when 'nb' then 'pg_catalog.norwegian'
    when 'nl' then 'pg_catalog.dutch' when 'nn' then 'pg_catalog.norwegian' when 'no' then 'pg_catalog.norwegian'
    when 'pt' then 'pg_catalog.portuguese' when 'ru' then 'pg_catalog.russian' when 'sv' then 'pg_catalog.swedish'
    when 'tr' then 'pg_catalog.turkish' else 'pg_catalog.simple' end::regconfig
$$;

-- The language whose stop words a text has most of: a fifth of its words at least, and eight words. Null for none.
create function likely_language(sample text) returns text language sql stable as $$
  with word as (
    select lower(token) as word, count(*) as times from ts_parse('default', sample) where tokid in (1, 2) group by 1),
  hit as (
    select l.code, sum(w.times) as hits
      from word w
     cross join (values ('da', 'danish_stem'), ('de', 'german_stem'), ('en', 'english_stem'), ('es', 'spanish_stem'),
                        ('fi', 'finnish_stem'), ('fr', 'french_stem'), ('hu', 'hungarian_stem'), ('it', 'italian_stem'),
                        ('nl', 'dutch_stem'), ('no', 'norwegian_stem'), ('pt', 'portuguese_stem'),
                        ('ru', 'russian_stem'), ('sv', 'swedish_stem'), ('tr', 'turkish_stem')) l(code, dictionary)
     where ts_lexize(l.dictionary::regdictionary, w.word) = '{}'
     group by l.code)
  select code from hit where hits >= 0.2 * (select sum(times) from word) and (select sum(times) from word) >= 8
   order by hits desc, code limit 1
$$;
