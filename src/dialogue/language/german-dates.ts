import type { Language } from '../language.ts'
import { spelling, spelt } from './german-spelling.ts'

/** How people say a day in German. */
export const GERMAN_DATES: Language['dates'] = {
  months: [
    spelt('januar', 'jänner', 'jan', 'jän'),
    spelt('februar', 'feber', 'feb'),
    spelt('märz', 'mär', 'mrz'),
    ...[['april', 'apr'], ['mai'], ['juni', 'jun'], ['juli', 'jul'], ['august', 'aug'], ['september', 'sept', 'sep']],
    ...[
      ['oktober', 'okt'],
      ['november', 'nov'],
      ['dezember', 'dez'],
    ],
  ],
  weekdays: [
    ...['montag', 'dienstag', 'mittwoch', 'donnerstag', 'freitag'].map((name) => [name]),
    ['samstag', 'sonnabend'],
    ['sonntag'],
  ],
  days: spelling({
    heute: 0,
    morgen: 1,
    gestern: -1,
    übermorgen: 2,
    vorgestern: -2,
    'heute morgen': 0,
    'gestern morgen': -1,
    'morgen früh': 1,
    'guten morgen': null,
    'schönen morgen': null,
    'am morgen': null,
    'jeden morgen': null,
    'am nächsten morgen': null,
  }),
  weeks: spelling({
    ...inflected('dies', 0),
    ...inflected('nächst', 1),
    ...inflected('kommend', 'to-come'),
    ...inflected('letzt', -1),
    ...inflected('vergangen', -1),
    vorigen: -1,
  }),
  weeksBeside: spelling({
    'diese woche': 0,
    'dieser woche': 0,
    'nächste woche': 1,
    'nächster woche': 1,
    'kommende woche': 1,
    'kommender woche': 1,
    'letzte woche': -1,
    'letzter woche': -1,
    'vergangene woche': -1,
  }),
  in: 'in',
  inDays: ['tag', 'tagen', 'tage'],
  inWeeks: ['woche', 'wochen'],
  one: ['einem', 'einer', 'ein', 'eine'],
  of: [],
  articles: ['der', 'den', 'dem', 'am'],
  ordinals: ['te', 'ten', 'ter'],
  points: true,
}

function inflected<T>(stem: string, value: T): Readonly<Record<string, T>> {
  return Object.fromEntries(['e', 'en', 'er', 'em', 'es'].map((ending) => [stem + ending, value]))
}
