import type { Playbook } from '#plan-language/contract.ts'
import { nearest } from '#text/nearest.ts'
import type { FileProblem } from '#core/file-problem.ts'
import type { NamedPlaybook, PlaybookInLanguage } from '../contract.ts'
import type { ParsePlaybook } from './parse-playbook.ts'
import type { PlaybookTexts } from './language-files.ts'
import type { YamlFile } from '../yaml/yaml-file.ts'

type Slot = Playbook['slots'][string]

/**
 * A playbook in another language. All that a requester reads of it must be there: a procedure that changes its language
 * in the middle would be worse than one in another. Null where something is wrong.
 */
export function playbookInLanguage(
  playbook: NamedPlaybook,
  texts: PlaybookTexts,
  at: {
    readonly text: string
    readonly yaml: YamlFile
    readonly problems: FileProblem[]
    readonly parsePlaybook: ParsePlaybook
  },
): PlaybookInLanguage | null {
  const problems = [
    ...slotProblems(playbook, texts, at.yaml),
    ...sayProblems(playbook, texts, at.yaml),
    ...confirmProblems(playbook, texts, at.yaml),
    ...localeProblems(playbook, texts, at),
  ]
  at.problems.push(...problems)
  if (problems.length > 0) return null
  const parsed = at.parsePlaybook(at.text, { ...texts.says, ...texts.locales })
  if (!parsed.ok) {
    at.problems.push(at.yaml.problem(['says'], `The procedure can’t be read with these texts: ${parsed.fault.message}`))
    return null
  }
  return {
    title: texts.title,
    confirm: texts.confirm ?? playbook.confirm,
    slots: Object.fromEntries(
      Object.entries(playbook.slots).map(([name, slot]) => [name, slotIn(slot, texts.slots[name])]),
    ),
    source: parsed.playbook.source,
  }
}

type SlotTexts = PlaybookTexts['slots'][string] | undefined

// The playbook's own words are understood too: people mix them.
function slotIn(slot: Slot, texts: SlotTexts): Slot {
  if (!texts) return slot
  const said = {
    ask: texts.ask ?? slot.ask,
    label: texts.label ?? slot.label,
    expects: texts.expects ?? slot.expects,
  }
  if (slot.type !== 'choice') return { ...slot, ...said }
  const words = Object.fromEntries(
    Object.entries(choicesOf(slot)).map(([value, others]) => [
      value,
      [...new Set([...others, ...(texts.of[value] ?? [])])],
    ]),
  )
  const shown = Object.fromEntries(Object.entries(texts.of).map(([value, [first]]) => [value, first ?? value]))
  return { ...slot, ...said, of: words, shown }
}

function choicesOf({ of }: Extract<Slot, { type: 'choice' }>): Readonly<Record<string, readonly string[]>> {
  return isList(of) ? Object.fromEntries(of.map((value) => [value, []])) : of
}

function isList(of: Extract<Slot, { type: 'choice' }>['of']): of is readonly string[] {
  return Array.isArray(of)
}

function slotProblems({ slots, file }: NamedPlaybook, texts: PlaybookTexts, yaml: YamlFile): readonly FileProblem[] {
  const unknown = Object.keys(texts.slots)
    .filter((name) => !Object.hasOwn(slots, name))
    .map((name) => yaml.keyProblem(['slots', name], `${file} has no slot ${name}.`, meant(name, Object.keys(slots))))
  const missing = Object.entries(slots).flatMap(([name, slot]) => {
    const said = texts.slots[name]
    const lacks = (['ask', 'label', 'expects'] as const).filter(
      (key) => slot[key] !== null && said?.[key] === undefined,
    )
    const found = lacks.map((key) =>
      yaml.problem(
        ['slots', name],
        `The slot ${name} has no "${key}" here.`,
        `It says “${slot[key] ?? ''}” in ${file}.`,
      ),
    )
    return slot.type === 'choice' ? [...found, ...choiceProblems(name, slot, said, yaml)] : found
  })
  return [...unknown, ...missing]
}

function choiceProblems(
  name: string,
  slot: Extract<Slot, { type: 'choice' }>,
  said: SlotTexts,
  yaml: YamlFile,
): readonly FileProblem[] {
  const own = choicesOf(slot)
  const texts = said?.of ?? {}
  const path = ['slots', name, 'of']
  const unknown = Object.keys(texts)
    .filter((value) => !Object.hasOwn(own, value))
    .map((value) => yaml.keyProblem([...path, value], `${name} is never ${value}.`, meant(value, Object.keys(own))))
  const missing = Object.keys(own)
    .filter((value) => !Object.hasOwn(texts, value))
    .map((value) => yaml.problem(path, `The slot ${name} has no words for "${value}" here.`))
  const words = Object.entries(own).flatMap(([value, others]) =>
    [...new Set([value, ...others, ...(texts[value] ?? [])].map((word) => word.toLowerCase()))].map((word) => ({
      word,
      value,
    })),
  )
  const twice = words.find(({ word, value }) => words.some((other) => other.word === word && other.value !== value))
  return [
    ...unknown,
    ...missing,
    ...(twice ? [yaml.problem(path, `"${twice.word}" means two things in the slot ${name}.`)] : []),
  ]
}

function sayProblems({ says, file }: NamedPlaybook, texts: PlaybookTexts, yaml: YamlFile): readonly FileProblem[] {
  const unknown = Object.keys(texts.says)
    .filter((said) => !says.includes(said))
    .map((said) => yaml.keyProblem(['says', said], `${file} doesn’t say this.`, meant(said, says)))
  const missing = says
    .filter((said) => !Object.hasOwn(texts.says, said))
    .map((said) => yaml.problem(['says'], `There is no text here for what ${file} says: “${said}”.`))
  const gaps = Object.entries(texts.says).flatMap(([said, text]) => {
    const known = gapsIn(said)
    const strange = gapsIn(text).find((gap) => !known.includes(gap))
    if (strange === undefined) return []
    const hint = known.length === 0 ? 'The text has no values in it.' : `The values are ${known.join(', ')}.`
    return [yaml.problem(['says', said], `${strange} isn’t in what ${file} says here.`, hint)]
  })
  return [...unknown, ...missing, ...gaps]
}

function gapsIn(text: string): readonly string[] {
  return [...text.matchAll(/\$\{[^}]*\}/gu)].map(([gap]) => gap)
}

function confirmProblems({ confirm, slots, file }: NamedPlaybook, texts: PlaybookTexts, yaml: YamlFile) {
  if (typeof confirm !== 'string') {
    const message = `${file} asks with no sentence of its own.`
    return texts.confirm === undefined ? [] : [yaml.keyProblem(['confirm'], message, 'Leave it out.')]
  }
  if (texts.confirm === undefined)
    return [yaml.problem([], 'There is no "confirm" here.', `It is “${confirm}” in ${file}.`)]
  const strange = [...texts.confirm.matchAll(/\{([^{}]*)\}/gu)].find(([, name = '']) => slots[name]?.optional !== false)
  return strange ? [yaml.problem(['confirm'], `${strange[0]} is no slot that is always filled.`)] : []
}

function localeProblems(
  { file }: NamedPlaybook,
  { locales }: PlaybookTexts,
  { text, yaml }: { readonly text: string; readonly yaml: YamlFile },
): readonly FileProblem[] {
  return Object.keys(locales)
    .filter((locale) => !text.includes(`'${locale}'`))
    .map((locale) => yaml.keyProblem(['locales', locale], `${file} writes no day or number in ${locale}.`))
}

function meant(written: string, known: Playbook['says']): string | null {
  const near = nearest(written, known)
  return near === null ? `Known are ${known.map((each) => `“${each}”`).join(', ')}.` : `Did you mean “${near}”?`
}
