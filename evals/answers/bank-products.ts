const EUR = (amount: number) => `${amount.toFixed(2)} EUR`

interface Attribute {
  /** The heading that it stands under. */
  readonly heading: string
  readonly says: (name: string, value: string) => string
  readonly values: readonly string[]
  /** How people ask for it, `{name}` where they name the product. */
  readonly asks: readonly string[]
}

export interface Kind {
  readonly language: 'en' | 'de'
  readonly names: readonly string[]
  readonly opens: (name: string) => string
  readonly attributes: readonly Attribute[]
  /** What none of its pages says, and people ask all the same. */
  readonly unsaid: readonly string[]
}

const amounts = (from: number, step: number) => Array.from({ length: 9 }, (_, at) => EUR(from + at * step))

const CARDS: Kind = {
  language: 'en',
  names: [
    'Purple card',
    'Amber card',
    'Slate card',
    'Coral card',
    'Indigo card',
    'Olive card',
    'Pearl card',
    'Rust card',
  ],
  opens: (name) => `The ${name} is a credit card for people who are of age and live in the country.`,
  attributes: [
    {
      heading: 'Annual fee',
      values: amounts(12, 7),
      says: (name, value) =>
        `The annual fee of the ${name} is ${value}. It is charged on the first working day of each year.`,
      asks: [
        'what does the {name} cost me per year',
        'how expensive is it to have the {name}?',
        'Do I have to pay for the {name} every year and if so how much?',
      ],
    },
    {
      heading: 'Withdrawing cash',
      values: ['1.5 %', '2 %', '2.5 %', '3 %', '3.5 %', '4 %'],
      says: (name, value) => `Cash withdrawals with the ${name} cost ${value} of the amount, and at least 4.00 EUR.`,
      asks: [
        'what do i pay at an atm with my {name}',
        'taking money out of a machine with the {name} - what percentage?',
      ],
    },
    {
      heading: 'Payments in other currencies',
      values: ['0.75 %', '1.25 %', '1.6 %', '1.95 %', '2.2 %'],
      says: (name, value) =>
        `For payments in a currency other than the euro, a surcharge of ${value} applies to the ${name}.`,
      asks: [
        "I'm flying to New York next month and would like to use my {name} in shops there. What is the extra charge for dollars?",
        'forign currency charge {name}?',
      ],
    },
    {
      heading: 'Credit limit',
      values: ['1,000 EUR', '1,500 EUR', '2,500 EUR', '4,000 EUR', '6,000 EUR', '10,000 EUR'],
      says: (name, value) =>
        `The credit limit of the ${name} is ${value} at the beginning. It can be raised after six months.`,
      asks: ['how much can I spend at most with a new {name}?', 'whats the limit on the {name}'],
    },
    {
      heading: 'Replacement',
      values: amounts(5, 2.5),
      says: (name, value) =>
        `A replacement for a lost ${name} costs ${value} and comes by post within five working days.`,
      asks: ['I lost my {name}, what will a new one cost?', 'dog ate my {name}. how much for another one?'],
    },
  ],
  unsaid: [
    'Can I choose the picture on my {name}?',
    'Does the {name} come with travel insurance?',
    'is there a lounge at the airport for people with the {name}?',
  ],
}

const ACCOUNTS: Kind = {
  language: 'en',
  names: [
    'Harbour account',
    'Meadow account',
    'Summit account',
    'River account',
    'Garden account',
    'Forest account',
    'Island account',
  ],
  opens: (name) => `The ${name} is a current account with a debit card and access by phone and web.`,
  attributes: [
    {
      heading: 'Monthly price',
      values: amounts(0.9, 1.5),
      says: (name, value) =>
        `The ${name} costs ${value} a month. With a regular income of 1,200 EUR it is half of that.`,
      asks: ['what is the {name} per month?', 'How much would I pay every month for the {name}'],
    },
    {
      heading: 'Overdraft',
      values: ['7.9 %', '8.4 %', '9.25 %', '10.1 %', '10.75 %', '11.5 %'],
      says: (name, value) => `The interest on an overdraft of the ${name} is ${value} a year.`,
      asks: ['if my {name} is in the red what interest do you take?', 'rate for going below zero on the {name}'],
    },
    {
      heading: 'Paper transfers',
      values: amounts(0.5, 0.35),
      says: (name, value) => `Transfers from the ${name} on paper cost ${value} each. Those by phone or web are free.`,
      asks: [
        'My grandmother still fills in slips for her transfers. What is she charged for each one with the {name}?',
        'price of a papr transfer {name}',
      ],
    },
    {
      heading: 'Second card',
      values: amounts(3, 1.5),
      says: (name, value) => `A second card for the ${name} costs ${value} a year.`,
      asks: ['I want another card for my wife on the {name}, how much is that', 'additional card {name} cost'],
    },
    {
      heading: 'Who can open it',
      values: ['16', '18', '21', '25', '60'],
      says: (name, value) => `The ${name} can be opened from the age of ${value}, with a passport or an identity card.`,
      asks: ['how old must my son be for the {name}?', 'minimum age {name}'],
    },
  ],
  unsaid: [
    'Do I get a gift for opening the {name}?',
    'Can I deposit coins to my {name}?',
    'can a company have a {name}?',
  ],
}

const PLANS: Kind = {
  language: 'en',
  names: [
    'Step savings plan',
    'Anchor savings plan',
    'Lantern savings plan',
    'Bridge savings plan',
    'Orchard savings plan',
    'Compass savings plan',
  ],
  opens: (name) => `The ${name} puts money aside each month at a rate that is fixed when it begins.`,
  attributes: [
    {
      heading: 'Interest',
      values: ['1.1 %', '1.35 %', '1.8 %', '2.05 %', '2.4 %', '2.75 %'],
      says: (name, value) => `The ${name} pays interest of ${value} a year. It is credited on 31 December.`,
      asks: ['what do I earn with the {name}?', 'How much intrest does the {name} give?'],
    },
    {
      heading: 'Term',
      values: ['12 months', '24 months', '30 months', '48 months', '60 months', '84 months'],
      says: (name, value) => `The term of the ${name} is ${value}. The money can't be taken out before its end.`,
      asks: [
        'for how long is my money locked away in the {name}?',
        'when could I get at the money again if I took the {name}',
      ],
    },
    {
      heading: 'Monthly amount',
      values: ['10 EUR', '25 EUR', '40 EUR', '50 EUR', '75 EUR', '100 EUR'],
      says: (name, value) =>
        `At least ${value} a month is paid into the ${name}. The amount can be changed once a year.`,
      asks: [
        "I'm a student and don't have a lot. What is the smallest amount that I can put into the {name}?",
        'minimum for {name}',
      ],
    },
    {
      heading: 'Missed payments',
      values: ['two', 'three', 'four', 'five', 'six'],
      says: (name, value) => `After ${value} missed payments the ${name} ends, and what has been saved is paid out.`,
      asks: ['what if I cannot pay into my {name} for a while, how many can I skip before it is over?'],
    },
  ],
  unsaid: ['Is the {name} good for the climate?', 'can I open the {name} for my grandchild?'],
}

const KONTEN: Kind = {
  language: 'de',
  names: ['Sparkonto Kiesel', 'Sparkonto Ahorn', 'Sparkonto Möwe', 'Sparkonto Granit', 'Sparkonto Distel'],
  opens: (name) => `Das ${name} ist ein Konto, auf dem Geld verzinst wird und jederzeit bleiben kann.`,
  attributes: [
    {
      heading: 'Zinsen',
      values: ['0,8 %', '1,05 %', '1,3 %', '1,65 %', '1,9 %', '2,15 %'],
      says: (name, value) => `Auf dem ${name} wird das Guthaben mit ${value} im Jahr verzinst.`,
      asks: ['Was bringt mir das {name} im Jahr?', 'wie hoch sind die zinsen beim {name}'],
    },
    {
      heading: 'Verfügung',
      values: ['500 Euro', '1.000 Euro', '1.500 Euro', '2.000 Euro', '3.000 Euro'],
      says: (name, value) => `Vom ${name} können ohne Kündigung bis zu ${value} im Monat abgehoben werden.`,
      asks: [
        'Wie viel kann ich monatlich vom {name} holen, ohne zu kündigen?',
        'wieviel geld darf ich vom {name} abheben',
      ],
    },
    {
      heading: 'Mindesteinlage',
      values: ['25 Euro', '100 Euro', '250 Euro', '750 Euro', '5.000 Euro'],
      says: (name, value) => `Das ${name} wird mit mindestens ${value} eröffnet.`,
      asks: ['Womit muss ich beim {name} anfangen, was ist das Minimum?'],
    },
    {
      heading: 'Kündigung',
      values: ['einem Monat', 'zwei Monaten', 'drei Monaten', 'sechs Monaten'],
      says: (name, value) => `Das ${name} kann mit einer Frist von ${value} gekündigt werden.`,
      asks: ['Wie lange vorher muss ich das {name} kündigen?'],
    },
  ],
  unsaid: ['Gibt es zum {name} ein Geschenk?', 'Kann ich beim {name} auch in Gold sparen?'],
}

/** The kinds of products that the bank has. */
export const KINDS: readonly Kind[] = [CARDS, ACCOUNTS, PLANS, KONTEN]
