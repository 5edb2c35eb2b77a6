import { plural } from './plan-texts.ts'

/** Every word on documents to mend and questions that none answers, in English. */
export const feedbackTexts = {
  title: 'Fix list',
  documentTitle: (waiting: number) => (waiting === 0 ? 'Fix list: Parley' : `(${waiting}) Fix list: Parley`),
  lead: 'What people say of answers, by the document that was quoted, and what no document answers. A new version of a document begins anew.',
  documents: 'Documents',
  noDocuments: 'Nobody said that a document is wrong or old.',
  noticed: 'Documents with words for a model',
  noticedLead:
    'Words that read like orders to a model, and words that readers of the document don’t see. They change nothing that the agent does. Look who wrote them.',
  givesOrders: (count: number) => plural(count, 'Gives orders in 1 place', `Gives orders in ${count} places`),
  hides: 'Hides words from its readers',
  source: (version: number, source: string) => `Version ${version} of ${source}`,
  tools: 'Tools',
  toolsLead:
    'What these tools gave, or say of themselves, can’t be used, and trying again won’t help. Their servers’ authors, or tools.yaml, have to mend it.',
  toolFault: (reason: string) => `It ${reason}.`,
  toolTimes: (times: number, last: string) => `${plural(times, 'met once', `met ${times} times`)}, last ${last}`,
  questions: 'Questions without an answer',
  noQuestions: 'Every question found something.',
  wrong: (count: number) => `${count} wrong`,
  wrongSource: (count: number) => `${count} wrong source`,
  outOfDate: (count: number) => `${count} out of date`,
  helpful: (count: number) => `${count} helpful`,
  ratings: { helpful: 'helpful', wrong: 'wrong', 'wrong-source': 'wrong source', 'out-of-date': 'out of date' },
  version: (version: number, last: string) => `Version ${version}, last said ${last}`,
  quotedFrom: 'Quoted from ',
  tick: 'Done',
  tickOf: (name: string) => `Done: ${name}`,
  ticked: (name: string) => `Ticked off: ${name}. What is said after this comes up again.`,
  said: (rating: string, words: string) => `${rating}: “${words}”`,
  asked: (count: number, last: string) => `${plural(count, 'asked once', `asked ${count} times`)}, last ${last}`,
  others: 'Also asked as',
  loading: 'Looking',
} as const
