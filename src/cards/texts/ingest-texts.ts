const plural = (count: number, one: string, many: string): string => (count === 1 ? one : many)
const megabytes = (bytes: number): string => `${Math.ceil(bytes / 1_000_000)} MB`

/** What `parley ingest` says. */
export const ingestTexts = {
  noPath: (path: string) => `There is nothing to read at ${path}.`,
  nothing: 'There is no file to hand in. Give a folder, files, or --url-list.',
  badSource: (name: string) => `"${name}" can't be a source. Give a word or two, such as handbook, without a line end.`,
  noAcl:
    'Say who may read these documents, with --acl: public, role:<role>, group:<group> or user:<id>, with commas between.',
  badAcl: (entry: string) =>
    `"${entry}" names nobody. Give public, role:<role>, group:<group> or user:<id>, with commas between.`,
  badAgents: (text: string) =>
    `"${text}" names no agents. Give their names with commas between, or shared alone for all of them.`,
  badClass: (name: string) => `"${name}" isn't a class. There are public, internal, confidential and regulated.`,
  badKeep: (text: string) => `"${text}" isn't a number of days. It looks like 90d.`,
  badMeta: (text: string) => `"${text}" isn't a pair. It looks like team=returns.`,
  twice: (name: string) => `Two of the paths have a file ${name}. Hand them in under two sources.`,
  tooLarge: (bytes: number, limit: number) => `It has ${megabytes(bytes)}; ${megabytes(limit)} is the most.`,
  fileChanged: 'It changed while it was sent. Hand it in again.',
  notThere: (status: number) => `Its server answered ${status}.`,
  stored: (version: number, passages: number) =>
    `stored as version ${version}, ${plural(passages, '1 passage', `${passages} passages`)}`,
  findings: (count: number) => plural(count, '1 thing to look at', `${count} things to look at`),
  questionLeftOut: (reason: string) => `a question under answers: isn’t searched: ${reason}`,
  givesOrders: (places: number) => plural(places, 'gives orders in 1 place', `gives orders in ${places} places`),
  lookAt: (documents: number) =>
    plural(
      documents,
      '1 document gives orders to a model. They change nothing that an agent does; look who wrote them.',
      `${documents} documents give orders to a model. They change nothing that an agent does; look who wrote them.`,
    ),
  removed: 'removed',
  failed: 'failed',
  summary: (counts: Readonly<Record<'stored' | 'unchanged' | 'removed' | 'failed', number>>) =>
    `${counts.stored} stored, ${counts.unchanged} unchanged, ${counts.removed} removed, ${counts.failed} failed`,
  gone: (count: number) =>
    plural(
      count,
      '1 document has no file any more. Remove it with --prune.',
      `${count} documents have no file any more. Remove them with --prune.`,
    ),
}
