import { andList, plural, roleName } from './plan-texts.ts'
import { SHARED } from '#core/shared-agents.ts'

const megabytes = (bytes: number): string => `${Math.ceil(bytes / 1_000_000)} MB`
const files = (count: number): string => plural(count, '1 file', `${count} files`)
const passages = (count: number): string => plural(count, '1 passage', `${count} passages`)

/** Every word of the page on which documents are handed in and looked after, in English. */
export const documentTexts = {
  title: 'Documents',
  documentTitle: (waiting: number) => (waiting === 0 ? 'Documents: Parley' : `(${waiting}) Documents: Parley`),
  lead: 'What agents answer from. Each person finds, and is answered from, what they may read and nothing else.',
  leadForReaders: 'What agents answer you from: the documents that you may read.',
  find: 'Find a document',
  nothingFound: (words: string) => `No document has “${words}” in its title or its place.`,
  back: 'All documents',
  gone: 'There is no such document, or it isn’t yours to see.',
  notYours: 'You look after this document and may not read its text. Its readers do.',
  text: 'Its text',
  versions: 'Versions',
  versionLine: (version: number, at: string, count: number) => `Version ${version}, ${at}, ${passages(count)}`,
  isShown: 'shown',
  reading: 'Reading the document',
  moreBefore: (count: number) => `${passages(count)} before`,
  moreAfter: (count: number) => `${passages(count)} more`,
  handIn: 'Hand documents in',
  readers: 'Who may read them',
  reader: {
    me: 'Only me',
    roles: 'People with these roles',
    public: 'Everybody who may ask',
  },
  readersMissing: 'Choose who may read them.',
  roles: 'Roles',
  rolesHint: 'With commas between, such as support-lead, finance',
  rolesMissing: 'Name at least one role, such as support-lead, or choose other readers.',
  rolesWrong: (word: string) => `“${word}” can’t be a role. A role is one word, such as support-lead.`,
  agents: 'Which agents answer from them',
  agent: (name: string) => (name === SHARED ? 'All agents, also those that come later' : name),
  agentsMissing: 'Choose at least one agent, or all of them.',
  ofAgent: 'Answered by',
  everyAgent: 'any agent',
  answeredBy: (agents: readonly string[]) =>
    agents.length === 0
      ? 'No agent answers from it'
      : agents.includes(SHARED)
        ? 'Answered by all agents'
        : `Answered by ${andList(agents)}`,
  changeAgents: 'Agents…',
  changeAgentsOf: (title: string) => `Choose which agents answer from ${title}…`,
  agentsTitle: (title: string) => `Which agents answer from “${title}”?`,
  agentsSave: 'Save',
  agentsChanged: (title: string, agents: readonly string[]) => `${title}: ${documentTexts.answeredBy(agents)}`,
  class: 'How private they are',
  classes: { public: 'Public', internal: 'Internal', confidential: 'Confidential', regulated: 'Regulated' },
  belongs: 'What they belong to',
  belongsHint: 'A word or two, such as handbook. A file with the same name in the same place is a new version.',
  belongsMissing: 'Say what they belong to, in a word or two such as handbook.',
  belongsReserved: 'That name is for files in agents’ folders. Take another one.',
  choose: 'Choose files…',
  drop: 'or drop them anywhere on this page.',
  kinds: (limit: number) =>
    `PDF, Word, PowerPoint, Excel, CSV, HTML, mail, Markdown and plain text, ${megabytes(limit)} each at most.`,
  send: (count: number, whom: string | null) =>
    whom === null ? `Hand in ${files(count)}` : `Hand in ${files(count)} for ${whom}`,
  whom: {
    me: 'me alone',
    public: 'everybody who may ask',
    roles: (roles: readonly string[]) => (roles.length === 0 ? 'these roles' : andList(roles.map(roleName))),
  },
  files: 'Files',
  leaveOut: 'Leave out',
  leaveOutOf: (name: string) => `Leave out ${name}`,
  again: 'Try again',
  againOf: (name: string) => `Try ${name} again`,
  clear: 'Clear this list',
  stay: 'Stay on this page until they are in.',
  progress: {
    ready: 'Not handed in yet',
    waiting: 'Waits for its turn',
    sending: (percent: number) => `Being sent, ${percent} %`,
    reading: 'Being read',
    busy: 'Others are being read. It is sent again in a moment.',
    stored: (version: number, count: number) => `In, as version ${version} with ${passages(count)}`,
    unchanged: 'In already, with the same text',
  },
  notIn: (reason: string) => `Not taken: ${reason}`,
  summary: (done: number, failed: number, left: number) =>
    [
      `${files(done)} in`,
      ...(failed > 0 ? [`${failed} not taken`] : []),
      ...(left > 0 ? [`${left} on the way`] : []),
    ].join(', '),
  tooLarge: (bytes: number, limit: number) =>
    `it has ${megabytes(bytes)}; ${megabytes(limit)} is the most. Hand it in by chapter.`,
  isFolder: 'that is a folder. Choose the files in it, or hand it in with parley ingest.',
  list: 'What is there',
  show: 'Which documents',
  shown: { all: 'All', ready: 'In search', embedding: 'Being prepared', removed: 'Removed' },
  nothing: {
    all: 'There is no document yet.',
    ready: 'No document is in search.',
    embedding: 'Nothing is being prepared.',
    removed: 'No document was removed.',
  },
  states: {
    ready: 'In search',
    embedding: 'Being prepared: found by its words, soon by its meaning',
    removed: 'Removed: in no answer any more',
  },
  origins: {
    agent: 'from an agent’s folder',
    upload: 'handed in',
    url: 'from an address',
    mcp: 'from a tool server',
  },
  about: (version: number, count: number, at: string) => `Version ${version}, ${passages(count)}, ${at}`,
  readBy: (acl: readonly string[]) => (acl.length === 0 ? 'Nobody may read it' : `For ${andList(acl.map(entryText))}`),
  kept: (until: string) => `Kept for the record until ${until}`,
  keptForGood: 'Kept for the record',
  findings: (count: number) => plural(count, '1 thing to look at', `${count} things to look at`),
  remove: 'Remove…',
  removeOf: (title: string) => `Remove ${title}…`,
  removeTitle: (title: string) => `Remove “${title}”?`,
  removeLead: 'It is in no answer from then on. What was quoted from it before stays in the record.',
  removeNow: 'Remove it',
  cancel: 'Cancel',
  removed: (title: string) => `Removed: ${title}`,
  inFolder: 'To remove it, remove its file from the agent’s folder.',
  onServer: 'To remove it, remove it where it comes from.',
  next: 'Next page',
  previous: 'Previous page',
  pages: 'Pages',
  page: (number: number) => `Page ${number}`,
  loading: 'Reading the list',
} as const

/** An entry of an access list as one says it. */
function entryText(entry: string): string {
  if (entry === 'public') return 'everybody who may ask'
  const [kind, name = ''] = entry.split(/:(.*)/su)
  return kind === 'role' ? roleName(name) : name
}
