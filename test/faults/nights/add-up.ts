import { roundsIn, sentenceOf } from './rounds.ts'

// node bin/run.js test/faults/nights/add-up.ts FILE: what all rounds came to that were kept there (`ROUNDS_FILE`), a line for each kind.
const [file] = process.argv.slice(2)
if (file === undefined)
  throw new Error('Say which file the rounds are kept in: node bin/run.js test/faults/nights/add-up.ts FILE')
const byKind = Map.groupBy(await roundsIn(file), ({ of }) => of)
for (const rounds of byKind.values()) process.stdout.write(`${sentenceOf(rounds)}\n`)
