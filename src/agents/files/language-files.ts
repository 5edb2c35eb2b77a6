import { z } from 'zod'
import { nearest } from '#text/nearest.ts'
import type { FileProblem } from '#core/file-problem.ts'
import { TotalForm, WordsForm } from '../argument-words.ts'
import { ConversationForm } from './conversation-form.ts'
import { SynonymsForm } from './synonyms-form.ts'

/** A file that says another's texts in one more language: `playbooks/refund.de.yaml` beside `playbooks/refund.js`. */
export interface LanguageFile {
  readonly path: string
  /** The file whose texts it says, without its ending: `playbooks/refund`, `agent`, `tools`. */
  readonly of: string
  readonly language: string
}

const NAME = /^(?<of>agent|tools|playbooks\/[\w-]+)\.(?<language>[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*)\.yaml$/

/** Reads a path of an agent's folder as a language file's; null where it is none. */
export function languageFileOf(path: string): LanguageFile | null {
  const { of, language } = NAME.exec(path)?.groups ?? {}
  return of === undefined || language === undefined ? null : { path, of, language }
}

/** What is wrong with the name of a language file: a language that the agent doesn't have, or a file that isn't there. */
export function nameProblem(
  { path, of, language }: LanguageFile,
  {
    languages,
    playbooks,
  }: { readonly languages: readonly string[]; readonly playbooks: readonly { readonly file: string }[] },
): FileProblem | null {
  const problem = (message: string, hint: string): FileProblem => ({
    file: path,
    line: null,
    column: null,
    message,
    hint,
  })
  if (!languages.includes(language)) {
    return problem(
      `The agent doesn’t speak "${language}".`,
      `Its languages (agent.yaml) are ${languages.join(', ')}: add it there, or rename the file.`,
    )
  }
  if (language === languages[0]) {
    return problem(`"${language}" is the agent’s first language.`, 'Its texts stand in the file without a language.')
  }
  if (of.startsWith('playbooks/') && !playbooks.some(({ file }) => file === `${of}.js`)) {
    const near = nearest(
      `${of}.js`,
      playbooks.map(({ file }) => file),
    )
    return problem(`There is no ${of}.js.`, near === null ? 'It stands beside the playbook.' : `Did you mean ${near}?`)
  }
  return null
}

const Text = z.string().trim().min(1).max(500)
const Name = z.string().min(1)

const SlotTexts = z.strictObject({
  ask: Text.optional(),
  label: Text.optional(),
  expects: Text.optional(),
  of: z.record(Name, z.array(Text).min(1)).default({}),
})

/** `playbooks/<name>.<language>.yaml` */
export const PlaybookTexts = z.strictObject({
  title: Text,
  examples: z.array(Text).default([]),
  not: z.array(Text).default([]),
  confirm: Text.optional(),
  slots: z.record(Name, SlotTexts).default({}),
  says: z.record(z.string().min(1), Text).default({}),
  locales: z
    .record(Name, z.string().regex(/^[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*$/, 'must be a locale such as de'))
    .default({}),
})
export type PlaybookTexts = z.infer<typeof PlaybookTexts>

/** `agent.<language>.yaml` */
export const AgentTextsFile = z.strictObject({
  title: Text,
  greeting: Text,
  suggestions: z.array(Text).default([]),
  address: z.enum(['formal', 'informal']).default('formal'),
  intents: z
    .strictObject({ answer: z.array(Text).default([]), 'hand-over': z.array(Text).default([]) })
    .default({ answer: [], 'hand-over': [] }),
  conversation: ConversationForm.default({}),
  synonyms: SynonymsForm.default([]),
  roles: z.record(Name, Text).default({}),
  rejectReasons: z.record(Name, Text).default({}),
  reasons: z.record(Name, Text).default({}),
})
export type AgentTextsFile = z.infer<typeof AgentTextsFile>

/** `tools.<language>.yaml` */
export const ToolTextsFile = z.strictObject({
  servers: z.record(Name, Text).default({}),
  tools: z
    .record(
      Name,
      z.strictObject({
        title: Text,
        noun: Text.optional(),
        nouns: Text.optional(),
        deed: Text.optional(),
        words: WordsForm.optional(),
        total: TotalForm.optional(),
        examples: z.array(Text).max(100).optional(),
      }),
    )
    .default({}),
})
export type ToolTextsFile = z.infer<typeof ToolTextsFile>
