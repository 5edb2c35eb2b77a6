import { readConfig } from '#core/config.ts'
import { createLogger } from '#core/log.ts'
import { openOwner, type Owner } from '#memory/database/owner.ts'

/** The tables of a database and what each holds, in Markdown: what its migrations have made, said by itself. */
export async function describeTables(owner: Owner): Promise<string> {
  const rows = await owner.run(`
    select c.relname as table, obj_description(c.oid, 'pg_class') as holds, a.attname as column,
           format_type(a.atttypid, a.atttypmod) as type, a.attnotnull as "notNull",
           a.attnum = any (i.indkey::int2[]) as "isKey", col_description(c.oid, a.attnum) as means
      from pg_class c
      join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
      left join pg_index i on i.indrelid = c.oid and i.indisprimary
     where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and c.relname <> 'migrations'
     order by c.relname collate "C", a.attnum`)
  const tables = Map.groupBy(rows, ({ table }) => String(table))
  return [...tables]
    .map(([table, columns]) => `## ${table}\n\n${said(columns[0]?.holds)}\n\n${linesOf(columns).join('\n')}\n`)
    .join('\n')
}

type Row = Readonly<Record<string, unknown>>

// Every table has a tenant, and columns that say nothing of themselves share a line.
function linesOf(columns: readonly Row[]): readonly string[] {
  const lines: string[] = []
  let silent: string[] = []
  const endLine = () => {
    if (silent.length > 0) lines.push(`- ${silent.join('; ')}`)
    silent = []
  }
  for (const column of columns) {
    if (column.column === 'tenant_id' && column.isKey === true) continue
    if (typeof column.means !== 'string') {
      silent.push(nameOf(column))
      continue
    }
    endLine()
    lines.push(`- ${nameOf(column)}: ${column.means}`)
  }
  endLine()
  return lines
}

function nameOf({ column, type, notNull, isKey }: Row): string {
  const kind = String(type).replace('timestamp with time zone', 'timestamptz')
  const nullable = notNull === true ? '' : ' or null'
  const key = isKey === true ? ', key' : ''
  return `\`${String(column)}\` ${kind}${nullable}${key}`
}

function said(comment: unknown): string {
  return typeof comment === 'string' ? comment : ''
}

if (import.meta.main) {
  const { DATABASE_URL: url = null, DATA_DIR: dataDir, LOG_LEVEL } = readConfig()
  await using owner = await openOwner({ url, dataDir, log: createLogger(LOG_LEVEL), onProgress: () => {} })
  const described = await describeTables(owner)
  if (described === '') throw new Error('The database has no tables yet: npm run migrate makes them.')
  process.stdout.write(described)
}
