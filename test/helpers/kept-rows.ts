import type { Owner } from '#memory/database/owner.ts'

// What a test's database has at its beginning, kept beside it, so that the next test can have it back. A database that is
// copied anew costs PostgreSQL 40 ms, its sessions as much again each, and PGlite 1.5 s.

interface Table {
  readonly name: string
  readonly hasRows: boolean
}

/**
 * Keeps all rows there are in a schema of its own, with the function that brings them back:
 * `kept.restore()` says whether nothing but rows was changed meanwhile.
 */
export async function keepRows(owner: Owner): Promise<void> {
  const tables = await tablesOf(owner)
  const sequences = await sequencesOf(owner)
  const withRows = tables.filter(({ hasRows }) => hasRows)
  await owner.exec(`
    create schema kept;
    create table kept.since as
      select name, pg_current_xact_id()::text::bigint as xid from unnest(${textArray(withRows)}) as name;
    ${withRows.map(({ name }) => `create table kept.${name} as select * from public.${name};`).join('\n')}
    create function kept.catalogue() returns text language sql as $$
      select string_agg(concat(rows, ' ', newest), ',' order by part) from (
        ${CATALOGUE.map(([table, where]) => `select '${table}' as part, count(*) as rows, max(xmin::text::bigint) as newest from ${table} where ${where}`).join('\nunion all ')}
      ) as parts
    $$;
    create function kept.restore() returns boolean language plpgsql as $$ begin
      -- Neither keys between tables nor what keeps history from being changed holds for this.
      perform set_config('session_replication_role', 'replica', true), set_config('lock_timeout', '5s', true);
      ${tables.map((table) => (table.hasRows ? restoring(table.name) : `delete from public.${table.name};`)).join('\n')}
      ${sequences.join('\n')}
      return (select catalogue = kept.catalogue() from kept.made);
    end $$;
    create table kept.made as select kept.catalogue() as catalogue;`)
}

/** Brings the kept rows back. Says whether the tables themselves, their rules and functions are as they were. */
export async function restoreRows(owner: Owner): Promise<boolean> {
  const [row] = await owner.run('select kept.restore() as "isAsItWas"')
  return row?.['isAsItWas'] === true
}

const IN_PUBLIC = "'public'::regnamespace"
const OF_PUBLIC = `(select oid from pg_class where relnamespace = ${IN_PUBLIC})`

/** What says how tables are, with the condition that it is of ours. A row of these is another one once it is changed. */
const CATALOGUE = [
  ['pg_class', `relnamespace = ${IN_PUBLIC}`],
  ['pg_attribute', `attrelid in ${OF_PUBLIC}`],
  ['pg_constraint', `connamespace = ${IN_PUBLIC}`],
  ['pg_trigger', `tgrelid in ${OF_PUBLIC}`],
  ['pg_policy', `polrelid in ${OF_PUBLIC}`],
  ['pg_proc', `pronamespace = ${IN_PUBLIC}`],
] as const

// Only what a transaction after the one that kept them has touched isn't as it was.
function restoring(name: string): string {
  return `if exists (select from public.${name} where xmin::text::bigint > (select xid from kept.since where since.name = '${name}'))
      or (select count(*) from public.${name}) <> (select count(*) from kept.${name}) then
        delete from public.${name};
        insert into public.${name} overriding system value select * from kept.${name};
        update kept.since set xid = pg_current_xact_id()::text::bigint where since.name = '${name}';
      end if;`
}

async function tablesOf(owner: Owner): Promise<readonly Table[]> {
  const rows = await owner.run(
    `select relname as name, query_to_xml(format('select from public.%I limit 1', relname), false, false, '')::text like '%<row%' as "hasRows"
     from pg_class where relnamespace = ${IN_PUBLIC} and relkind = 'r' order by relname`,
  )
  return rows.map(({ name, hasRows }) => ({ name: String(name), hasRows: hasRows === true }))
}

async function sequencesOf(owner: Owner): Promise<readonly string[]> {
  const rows = await owner.run(
    `select format('perform setval(%L, %s, %s);', 'public.' || sequencename, coalesce(last_value, start_value), case when last_value is null then 'false' else 'true' end) as restoring
     from pg_sequences where schemaname = 'public' order by sequencename`,
  )
  return rows.map(({ restoring: statement }) => String(statement))
}

function textArray(tables: readonly Table[]): string {
  return `array[${tables.map(({ name }) => `'${name}'`).join(', ')}]::text[]`
}
