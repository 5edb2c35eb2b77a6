import { writeFileSync } from 'node:fs'
import { answers, ANSWERS_FILE, page, PAGE } from './kept.ts'

// After a change of the table: what it comes to is kept, to be read as a diff before it is committed.
writeFileSync(ANSWERS_FILE, answers())
writeFileSync(PAGE, await page())
