import { openPlaceAsOwner, type DatabasePlace } from './database.ts'

/** As if a plan's step had been begun, and everything been tried about it, so much earlier. Beside another process: PostgreSQL. */
export async function makeOlder(place: DatabasePlace, planId: string, seconds: number): Promise<void> {
  const earlier = (time: string) => `((${time})::timestamptz - interval '${seconds} seconds')`
  const iso = (name: string) =>
    `'${name}', to_char(${earlier(`t ->> '${name}'`)} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`
  await using owner = await openPlaceAsOwner(place)
  await owner.exec(`
    update effects set dispatched_at = ${earlier('dispatched_at')}, tried_at = ${earlier('tried_at')},
           tries = (select coalesce(jsonb_agg(t || jsonb_build_object(${iso('firstAt')}, ${iso('lastAt')}) order by place), '[]')
                      from jsonb_array_elements(tries) with ordinality as o(t, place))
     where plan_id = '${planId}' and state = 'dispatched'`)
}
