import type { Owner } from '#memory/database/owner.ts'

/** All rows of all tables as SQL for PostgreSQL, in an order that is the same each time, and where its sequences are. */
export async function rowsAsSql(owner: Owner): Promise<string> {
  const tables = await owner.run(`
    select table_name as name from information_schema.tables
     where table_schema = 'public' and table_type = 'BASE TABLE' order by table_name collate "C"`)
  const statements: string[] = []
  for (const { name } of tables) statements.push(...(await insertsInto(owner, String(name))))
  const sequences = await owner.run(`
    select sequencename as name, last_value::text as last from pg_sequences
     where schemaname = 'public' and last_value is not null order by sequencename collate "C"`)
  for (const { name, last } of sequences) statements.push(`select setval('${String(name)}', ${String(last)});`)
  return `${statements.join('\n')}\n`
}

// What the database computes by itself it computes again.
async function insertsInto(owner: Owner, table: string): Promise<readonly string[]> {
  const [columns] = await owner.run(
    `select string_agg(quote_ident(column_name), ', ' order by ordinal_position) as names from information_schema.columns
      where table_schema = 'public' and table_name = $1 and is_generated = 'NEVER'`,
    [table],
  )
  const names = String(columns?.['names'])
  const rows = await owner.run(
    `select row_to_json(kept)::text as row from (select ${names} from ${table}) kept
      order by row_to_json(kept)::text collate "C"`,
  )
  if (rows.length === 0) return []
  const lines = rows.map(({ row }) => String(row)).join(',\n')
  return [
    `insert into ${table} (${names}) overriding system value`,
    `select ${names} from json_populate_recordset(null::${table}, $rows$[`,
    `${lines}\n]$rows$);`,
  ]
}
