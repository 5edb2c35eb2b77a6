import type { MarkdownWriter } from '../markdown-writer.ts'
import type { Zip } from '../zip.ts'
import { descendants, elementAt, elements, textIn, type XmlElement, xmlTree } from './xml.ts'

/** A part of an Office file as a tree; null where it isn't there. */
export async function partOf(zip: Zip, name: string): Promise<XmlElement | null> {
  const content = await zip.read(name)
  return content === null ? null : xmlTree(content)
}

export interface Relation {
  readonly type: string
  /** The other part's name in the archive; empty for what lies outside of it. */
  readonly target: string
}

/** What a part refers to, by the ids that it uses. Nothing outside the file is ever asked for. */
export async function relationsOf(zip: Zip, part: string): Promise<ReadonlyMap<string, Relation>> {
  const slash = part.lastIndexOf('/')
  const folder = part.slice(0, slash + 1)
  const root = await partOf(zip, `${folder}_rels/${part.slice(slash + 1)}.rels`)
  const relations = new Map<string, Relation>()
  for (const { attributes } of root ? descendants(root, 'Relationship') : []) {
    const { Id: id = '', Type: type = '', Target: target = '', TargetMode: mode } = attributes
    relations.set(id, {
      type: type.slice(type.lastIndexOf('/') + 1),
      target: mode === 'External' ? '' : resolved(folder, target),
    })
  }
  return relations
}

function resolved(folder: string, target: string): string {
  const path = target.startsWith('/') ? target.slice(1) : `${folder}${target}`
  const parts: string[] = []
  for (const part of path.split('/')) {
    if (part === '..') parts.pop()
    else if (part !== '.' && part !== '') parts.push(part)
  }
  return parts.join('/')
}

/** Title, author and date as the file's properties say. */
export async function describeOffice(zip: Zip, writer: MarkdownWriter): Promise<void> {
  const properties = elementAt((await partOf(zip, 'docProps/core.xml')) ?? undefined, 'coreProperties')
  if (properties === undefined) return
  const said = new Map(elements(properties).map((element) => [element.name, textIn(element).trim()]))
  const title = said.get('title') ?? ''
  if (title !== '' && !/^(?:powerpoint presentation|untitled)$/iu.test(title)) writer.title = title
  writer.describe('author', said.get('creator'))
  writer.describe('subject', said.get('subject'))
  writer.describe('keywords', said.get('keywords'))
  const date = new Date(said.get('modified') ?? said.get('created') ?? '')
  if (!Number.isNaN(date.getTime())) writer.describe('date', date.toISOString())
}
