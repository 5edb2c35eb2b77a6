import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { learnedFile } from './learned-file.ts'
import { knownSentences } from './texts.ts'

/** Learns from the sentences here, and writes what was learned to where it is used: `npm run learn:speech-acts`. */
const LEARNED = 'src/dialogue/speech-acts/learned/weights.ts'
writeFileSync(join(import.meta.dirname, '../..', LEARNED), learnedFile(knownSentences()))
