import { chanceOf } from '../grounding/chance.ts'
import type { KeyQuestion } from './key.ts'
import type { Page } from './pages.ts'

/** The pages of the handbook about each site: the same subjects, with what holds there drawn by a seed. */

const SEED = 95

interface Subject {
  readonly title: string
  /** `{site}` and `{value}`. */
  readonly text: string
  readonly values: readonly string[]
  readonly ask: string
}

const ENGLISH: readonly Subject[] = [
  {
    title: 'Doors and keys',
    values: ['06:30', '07:00', '07:15', '07:45'],
    text: 'The doors in {site} are opened at {value} and locked at 19:00. Outside these hours your badge opens the side entrance.',
    ask: 'from when in the morning can I get into the office in {site}?',
  },
  {
    title: 'Parking',
    values: ['18', '24', '35', '60'],
    text: 'There are {value} parking spaces in {site}. They are given out by lot each January, and two of them are kept for visitors.\n\nBicycles stand in the cellar.',
    ask: 'how many cars fit on the company lot at {site}',
  },
  {
    title: 'Canteen',
    values: ['3.80 EUR', '4.50 EUR', '5.20 EUR', '6.10 EUR'],
    text: 'A main dish in the canteen in {site} costs {value}. Soup is free on Fridays. The canteen is closed in the last week of December.',
    ask: 'What do I pay for lunch at the canteen in {site}?',
  },
  {
    title: 'First aid',
    values: ['Ines Vidal', 'Tom Okafor', 'Lena Brandt', 'Yusuf Kaya'],
    text: 'If somebody is hurt in {site}, first call {value}, who is trained in first aid.\n\n1. Make the place safe.\n2. Call the first aider.\n3. Stay with the person.\n4. Write down what happened in the book at the reception.',
    ask: 'my colleague in {site} has cut himself badly, who do I ring',
  },
  {
    title: 'Meeting place after an alarm',
    values: ['the bus stop', 'the fountain', 'the car wash', 'the tennis court'],
    text: 'When the alarm sounds in {site}, leave the building by the stairs and gather at {value}. Nobody goes back in before the warden says so.',
    ask: 'where should we stand once everybody is out because of a fire in {site}?',
  },
  {
    title: 'Rooms',
    values: ['Otter', 'Heron', 'Badger', 'Lynx'],
    text: '- Room {value}: the largest one in {site}, with a camera and seats for 20.\n- Room Finch: seats for 6.\n- Room Wren: seats for 2, for telephone calls.',
    ask: 'I need a room for a workshop with 18 people in {site}, which one is it',
  },
  {
    title: 'Visitors',
    values: ['two hours', 'one day', 'two days', 'one week'],
    text: 'Visitors in {site} are announced at least {value} ahead. They get a badge at the reception and are fetched there. Families may come without that on open days.',
    ask: 'a customer wants to come and see us in {site}. How early do I have to tell the front desk?',
  },
  {
    title: 'Post and parcels',
    values: ['11:00', '13:30', '15:00', '16:15'],
    text: 'Outgoing post is fetched in {site} at {value}. Private parcels are not accepted, but for those of the works council.',
    ask: 'by when must my letter be at the reception in {site} to leave the same day?',
  },
]

const GERMAN: readonly Subject[] = [
  {
    title: 'Türen und Schlüssel',
    values: ['6:30 Uhr', '7:00 Uhr', '7:15 Uhr'],
    text: 'Die Türen in {site} werden um {value} geöffnet und um 19:00 Uhr abgeschlossen. Außerhalb dieser Zeiten öffnet der Ausweis den Seiteneingang.',
    ask: 'Ab wann komme ich morgens in {site} ins Büro?',
  },
  {
    title: 'Parkplätze',
    values: ['12', '20', '45'],
    text: 'In {site} gibt es {value} Parkplätze. Sie werden jeden Januar verlost. Fahrräder stehen im Keller.',
    ask: 'wie viele Autos passen in {site} auf den Hof',
  },
  {
    title: 'Kantine',
    values: ['4,10 Euro', '4,90 Euro', '5,60 Euro'],
    text: 'Ein Hauptgericht kostet in der Kantine in {site} {value}. Freitags ist die Suppe frei.',
    ask: 'Was zahle ich in {site} für ein Mittagessen in der Kantine?',
  },
  {
    title: 'Erste Hilfe',
    values: ['Petra Huber', 'Jonas Frei', 'Mira Lang'],
    text: 'Ist in {site} jemand verletzt, wird zuerst {value} gerufen. Danach kommt der Vorfall in das Buch am Empfang.',
    ask: 'Jemand ist in {site} gestürzt, wen soll ich rufen?',
  },
  {
    title: 'Sammelplatz',
    values: ['an der Linde', 'am Brunnen', 'vor der Schule'],
    text: 'Bei Alarm in {site} verlassen alle das Haus über die Treppe und sammeln sich {value}.',
    ask: 'Wo treffen wir uns in {site}, wenn es brennt?',
  },
  {
    title: 'Besuch',
    values: ['zwei Stunden', 'einen Tag', 'drei Tage'],
    text: 'Besuch in {site} wird mindestens {value} vorher angemeldet und am Empfang abgeholt.',
    ask: 'Wie früh muss ich in {site} sagen, dass ein Kunde kommt?',
  },
]

const SITES: readonly { readonly language: 'en' | 'de'; readonly names: readonly string[] }[] = [
  { language: 'en', names: ['Leeds', 'Porto', 'Ghent', 'Turku', 'Gdansk', 'Lyon', 'Cork', 'Malmo', 'Trieste'] },
  { language: 'de', names: ['Graz', 'Bern', 'Jena', 'Emden'] },
]

interface Told {
  readonly site: string
  readonly language: 'en' | 'de'
  readonly subject: Subject
  readonly value: string
  readonly title: string
}

function allTold(): readonly Told[] {
  const chance = chanceOf(SEED)
  return SITES.flatMap(({ language, names }) =>
    names.flatMap((site) =>
      (language === 'de' ? GERMAN : ENGLISH).map((subject) => ({
        site,
        language,
        subject,
        value: chance.pick(subject.values),
        title: language === 'de' ? `${subject.title} in ${site}` : `${site}: ${subject.title.toLowerCase()}`,
      })),
    ),
  )
}

/** A page for each subject at each site. */
export function sitePages(): readonly Page[] {
  return allTold().map(({ site, subject, value, title }, at) => ({
    file: `site-${String(at + 1).padStart(3, '0')}.md`,
    text: `# ${title}\n\n${subject.text.replaceAll('{site}', site).replaceAll('{value}', value)}\n`,
  }))
}

/** Each subject at some sites, and at one where the company has none. */
export function siteQuestions(): readonly KeyQuestion[] {
  const all = allTold()
  const said = all
    .filter(({ language }, at) => language === 'de' || at % 3 === 0)
    .map(({ site, language, subject, value, title }) => ({
      ...BARE,
      ask: subject.ask.replace('{site}', site),
      kind: language === 'de' ? 'a site, German' : 'a site',
      must: [new RegExp(`(?<!\\d)${value.replaceAll('.', String.raw`\.`)}`, 'u')],
      from: [title],
    }))
  const unknown = ['Bilbao', 'Boston', 'Trier'].flatMap((site) =>
    (site === 'Trier' ? GERMAN : ENGLISH).map(({ ask }) => ({
      ...BARE,
      ask: ask.replace('{site}', site),
      kind: site === 'Trier' ? 'an unknown site, German' : 'an unknown site',
    })),
  )
  return [...said, ...unknown]
}

const BARE: KeyQuestion = { ask: '', kind: '', must: [], wrong: [], from: [], near: [] }
