-- What is stored stays as it came; words are compared in one form: composed (NFC) and of compatible forms the plain ones,
-- without soft hyphens and joiners, and without accents. A file from a Mac has its letters and accents apart, PDFs have
-- ligatures, people leave accents out.

-- A text as its words are read.
create function compared_text(said text) returns text language sql immutable strict parallel safe as $$
  select case when octet_length(said) = length(said) then said else (
    select case when plain is nfkc normalized then plain else normalize(plain, nfkc) end
      from regexp_replace(translate(said, U&'\2010\2011\2026', '-- '),
                          U&'[\00AD\200C\200D\2060\FEFF]|(?<=[[:alnum:]])\200B(?=[a-zA-Z0-9])', '', 'g') plain) end
$$;

-- The same without accents: of Latin, Greek and Cyrillic letters, and the vowel points of Hebrew and Arabic. Composed
-- again, since in Korean and Japanese what is apart is no accent.
create function without_accents(said text) returns text language sql immutable strict parallel safe as $$
  select case when said !~ U&'[\00C0-\024F\0300-\036F\0386-\03CE\0400-\0457\0476\0477\04C1-\04F9\0591-\06FF\1E00-\1FFF]'
              then said
              else normalize(regexp_replace(
                     normalize(replace(replace(replace(translate(said, 'øłđðħı', 'olddhi'), 'ß', 'ss'), 'æ', 'ae'), 'œ', 'oe'), nfd),
                     U&'[\0300-\036F\0591-\05BD\05BF\05C1\05C2\064B-\0655\0670]', '', 'g'), nfc) end
$$;

-- The terms of a text, and where its words stand: a word's stem without accents and, where that is another, the stem of
-- the word without accents, since a stemmer takes "devolución" for another word than "devolucion". Stop words are those of
-- the text as it is written.
create function terms_in(config regconfig, said text) returns table (lexeme text, positions smallint[])
language plpgsql immutable strict parallel safe as $$
#variable_conflict use_column
declare
  read text;
  stems tsvector;
  kept smallint[];
begin
  -- As nearly all of English is: ASCII, and what it is typeset with.
  if octet_length(said) = length(said) or said !~ U&'[^\0001-\00A7\2013-\2025\20AC]' then
    return query select t.lexeme, t.positions from unnest(to_tsvector(config, said)) t;
    return;
  end if;
  read := compared_text(said);
  stems := to_tsvector(config, read);
  kept := array(select unnest(t.positions) from unnest(stems) t);
  return query
    with stem as materialized (
      select t.lexeme as written, without_accents(t.lexeme) as lexeme, t.positions from unnest(stems) t),
    accented as materialized (
      select row_number() over () as place, w.lexeme, w.positions from unnest(to_tsvector('simple', read)) w
       where octet_length(w.lexeme) <> length(w.lexeme) and w.lexeme !~ '[^[:alnum:]]' and w.positions && kept)
    select lexeme, positions from stem where lexeme = written
     union all
    select o.lexeme, min(o.positions)
      from (select lexeme, positions from stem where lexeme <> written
             union all
            select s.lexeme, w.positions
              from unnest(to_tsvector(config, without_accents((
                     select string_agg(lexeme, ' ' order by place) from accented)))) s
              join accented w on w.place = any(s.positions)) o
     where o.lexeme not in (select written from stem)
     group by o.lexeme;
end $$;

-- What was stored before is read again where that gives other terms. The German stemmer leaves no accents, and makes the same
-- of a word with them as without.
alter table documents no force row level security;
alter table passages no force row level security;
alter table passage_terms no force row level security;
alter table document_questions no force row level security;
alter table question_terms no force row level security;

create temporary table read_again on commit drop as
  with accented as materialized (
    select distinct tenant_id, passage_id from passage_terms where without_accents(term) <> term)
  select p.tenant_id, p.id, d.language, shown.said
    from passages p
    join documents d on d.tenant_id = p.tenant_id and d.id = p.document_id
   cross join lateral (
      select case when starts_with(p.heading, d.title) then '' else d.title || ' ' end || p.heading || ' ' || p.text) shown(said)
   where p.current and shown.said ~ U&'[^\0001-\00A7\2013-\2025\20AC]'
     and (d.language not in ('de', 'en') or (p.tenant_id, p.id) in (select tenant_id, passage_id from accented)
          or compared_text(shown.said) <> shown.said);

create temporary table terms_again on commit drop as
  select r.tenant_id, r.id, t.lexeme, cardinality(t.positions) as frequency
    from read_again r cross join lateral terms_in(text_config(r.language), r.said) t;

update passages p set length = n.length
  from (select tenant_id, id, sum(frequency) as length from terms_again group by 1, 2) n
 where p.tenant_id = n.tenant_id and p.id = n.id and p.length <> n.length;
delete from passage_terms t using read_again r where t.tenant_id = r.tenant_id and t.passage_id = r.id;
insert into passage_terms (tenant_id, passage_id, term, frequency, document_id, length, access)
  select n.tenant_id, n.id, n.lexeme, n.frequency, d.id, p.length, d.access
    from terms_again n
    join passages p on p.tenant_id = n.tenant_id and p.id = n.id
    join documents d on d.tenant_id = p.tenant_id and d.id = p.document_id;
update documents d set terms = n.terms
  from (select p.tenant_id, p.document_id, sum(p.length) as terms
          from passages p
         where p.current and (p.tenant_id, p.document_id) in (
           select p.tenant_id, p.document_id from read_again r join passages p on p.tenant_id = r.tenant_id and p.id = r.id)
         group by 1, 2) n
 where d.tenant_id = n.tenant_id and d.id = n.document_id and d.terms <> n.terms;

delete from question_terms t using document_questions q
 where t.tenant_id = q.tenant_id and t.question_id = q.id and octet_length(q.question) <> length(q.question);
insert into question_terms (tenant_id, question_id, term, document_id, length, access)
  select q.tenant_id, q.id, t.lexeme, d.id, count(*) over (partition by q.tenant_id, q.id), d.access
    from document_questions q
    join documents d on d.tenant_id = q.tenant_id and d.id = q.document_id
   cross join lateral terms_in(text_config(d.language), q.question) t
   where octet_length(q.question) <> length(q.question);

alter table documents force row level security;
alter table passages force row level security;
alter table passage_terms force row level security;
alter table document_questions force row level security;
alter table question_terms force row level security;
