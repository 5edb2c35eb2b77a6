-- What documents list in their front matter as questions that they answer. They are looked for beside the text and are no
-- words of it, so they stand apart: nothing that is quoted, shown or compared with a sentence reads these tables.
create table document_questions (
  tenant_id text not null,
  id uuid not null,
  document_id uuid not null,
  question text not null,
  within integer[],
  passage_id uuid,
  access integer not null,
  embedder text,
  dimensions integer check (dimensions = vector_dims(embedding)),
  embedding vector,
  primary key (tenant_id, id),
  unique (tenant_id, document_id, question),
  foreign key (tenant_id, document_id) references documents on delete cascade,
  foreign key (tenant_id, passage_id) references passages on delete cascade,
  constraint document_questions_embedded check (
    (embedder is null) = (embedding is null) and (embedder is null) = (dimensions is null))
);
create index document_questions_of_passage on document_questions (tenant_id, passage_id);

create table question_terms (
  tenant_id text not null,
  question_id uuid not null,
  term text not null,
  document_id uuid not null,
  length integer not null,
  access integer not null,
  primary key (tenant_id, question_id, term),
  foreign key (tenant_id, question_id) references document_questions on delete cascade
);
create index question_terms_by_term on question_terms (tenant_id, term) include (question_id, document_id, length, access);

-- As for passages: an index has one size of vector, and an empty one costs nothing.
do $$
declare
  size integer;
begin
  foreach size in array array[256, 384, 512, 768, 1024, 1536] loop
    execute format('create index document_questions_%1$s on document_questions
      using hnsw ((embedding::vector(%1$s)) vector_cosine_ops) where dimensions = %1$s', size);
  end loop;
end $$;

create or replace function move_access() returns trigger language plpgsql as $$
begin
  update passage_terms t set access = new.access from passages p
   where p.tenant_id = new.tenant_id and p.document_id = new.id
     and t.tenant_id = p.tenant_id and t.passage_id = p.id;
  update passage_vectors v set access = new.access from passages p
   where p.tenant_id = new.tenant_id and p.document_id = new.id
     and v.tenant_id = p.tenant_id and v.passage_id = p.id;
  update question_terms t set access = new.access from document_questions q
   where q.tenant_id = new.tenant_id and q.document_id = new.id
     and t.tenant_id = q.tenant_id and t.question_id = q.id;
  update document_questions set access = new.access where tenant_id = new.tenant_id and document_id = new.id;
  return null;
end $$;

do $$
declare
  name text;
begin
  foreach name in array array['document_questions', 'question_terms'] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format('create policy own_tenant on %I to parley_app using (tenant_id = current_setting(''app.tenant'', true))
      with check (tenant_id = current_setting(''app.tenant'', true))', name);
    execute format('create policy own_readers on %I as restrictive to parley_app
      using ((select keeps_documents()) or access in (select readable_access()))
      with check ((select keeps_documents()))', name);
    execute format('create policy keeper_deletes on %I as restrictive for delete to parley_app
      using ((select keeps_documents()))', name);
  end loop;
end $$;

grant select, insert, update, delete on document_questions, question_terms to parley_app;

comment on table document_questions is
  'Questions that documents list as answered by them: looked for, and never quoted or shown.';
comment on column document_questions.within is
  'Which passages the heading that it names has, by their place in the document; null where it names none.';
comment on column document_questions.passage_id is
  'The current passage that it leads to; null where none is known.';
comment on column document_questions.embedder is
  'By which embedder its vector is; null where it has none yet.';
comment on table question_terms is
  'Which terms each of them has.';
