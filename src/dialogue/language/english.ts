import type { Language } from '../language.ts'
import en from './en.json' with { type: 'json' }
import { languageWords, phrasesIn } from './language-words.ts'

const both = new Intl.ListFormat('en-GB', { type: 'conjunction' })
const list = new Intl.ListFormat('en-GB', { type: 'disjunction' })
const months = 'January February March April May June July August September October November December'.split(' ')

export const ENGLISH: Language = {
  ...languageWords(en),
  code: 'en',
  ordinals: en.ordinals.map(phrasesIn),
  dates: {
    months: months.map((month) => [
      month.toLowerCase(),
      month.slice(0, 3).toLowerCase(),
      ...(month === 'September' ? ['sept'] : []),
    ]),
    weekdays: 'monday tuesday wednesday thursday friday saturday sunday'.split(' ').map((name) => [name]),
    days: { today: 0, tomorrow: 1, yesterday: -1, 'day after tomorrow': 2, 'day before yesterday': -2 },
    weeks: { this: 0, next: 1, last: -1 },
    weeksBeside: {},
    in: 'in',
    one: ['a', 'an'],
    inDays: ['day', 'days'],
    inWeeks: ['week', 'weeks'],
    of: ['of'],
    articles: ['the'],
    ordinals: ['st', 'nd', 'rd', 'th'],
    points: false,
  },
  say: {
    list: (items) => list.format(items),
    amount: (decimal, currency) => `${decimal} ${currency}`,
    number: (decimal) => decimal,
    day: (year, month, day) => `${day} ${months[month - 1] ?? ''} ${year}`,
    expected: {
      pattern: 'what I need',
      money: 'an amount such as 12.50 EUR',
      date: 'a day such as 12 March 2027',
      email: 'an e-mail address such as name@example.com',
      number: 'a number',
      integer: 'a whole number',
      text: 'a text',
    },
    oneOf: (choices) => `one of ${choices}`,
    notSeen: (expected) => `I don’t see ${expected} in that.`,
    ask: (label) => `Which ${label} do you mean?`,
    askAgain: (label, example) =>
      example === null ? `Please tell me the ${label}.` : `Please tell me the ${label}, such as ${example}.`,
    leaveIt: { label: 'Leave it', says: 'leave it' },
    which: (choices) => `Do you mean ${list.format(choices)}?`,
    several: (named) => `You said ${both.format(named)}.`,
    sure: (choice) => `Do you mean ${choice}?`,
    tooLittle: (said, least) => `${said} is less than I can take: at least ${least}.`,
    tooMuch: (said, most) => `${said} is more than I can take: at most ${most}.`,
    negative: (said) => `${said} is less than nothing.`,
    nothing: (said) => `${said} is nothing; I need an amount.`,
    otherCurrency: (accepted) => `I can only take ${accepted}.`,
    notInCalendar: (said) => `${said} isn’t in the calendar.`,
    tooEarly: (said, earliest) => `${said} is too early: the first day that I can take is ${earliest}.`,
    tooLate: (said, latest) => `${said} is too late: the last day that I can take is ${latest}.`,
    notWhole: (said) => `${said} isn’t a whole number.`,
    otherDomain: (domains) => `The address must end with ${domains}.`,
    tooShort: (least) => `That’s too short: at least ${least} characters.`,
    tooLong: (most) => `That’s too long: at most ${most} characters.`,
    confirm: (playbook, values) => `${playbook}${values === '' ? '' : `: ${values}`}. Shall I?`,
    confirmWords: (sentence, values) => `${sentence}${values === '' ? '' : `, ${values}`}. Shall I?`,
    value: (label, value) => `${label} ${value}`,
    confirmAgain: 'Please say yes or no, or what to change.',
    changed: (values) => `Changed: ${values}.`,
    cancelled: 'All right, I’ve left it. Nothing was done.',
    takenAsNo: 'I took that as a no, so nothing was done. If you do want it, this asks for it:',
    left: (playbook) => `I’ve left “${playbook}” aside.`,
    offerPerson: 'We aren’t getting there. Shall I pass this on to a person?',
    offerPersonAgain: 'Please say yes, and I pass it on to a person, or no, and I stop.',
    givenUp: 'We aren’t getting there, so I’ve stopped. Nothing was done.',
  },
}
