/**
 * The plan language for a model that writes in it: a compact account of docs/reference/plan-language.md, which a test
 * compares it with.
 */
export const PLAN_LANGUAGE = `A program is a small part of JavaScript, run once from top to bottom in a sandbox. It ends with return or at its end.

There is: const, let, destructuring, if … else, for (const item of list), for (let i = 0; …), for … in, while, do … while, switch, break, continue, return, throw new Error(text); arrow and named functions; template strings, spread, optional chaining, ??, ??= ||= &&=, ternaries, && || ! === !== < > <= >= in + - * / % **, delete; regular expressions written out, without looks ahead or behind and references back; await on reads; Promise.all([…]).
There isn't: try, class, this, labels, types, new (but of Date, Set, Map, Intl.NumberFormat, Intl.DateTimeFormat, and throw new Error(…)), import, RegExp, == (but == null), Math.random, timers, console, promises' methods.

Built in, as in JavaScript: the methods of lists, texts, numbers, dates, sets, maps and regular expressions; Object.keys values entries fromEntries groupBy hasOwn assign; Array.isArray Array.from; Map.groupBy; JSON; Number, String, Boolean, parseInt, parseFloat, isNaN, isFinite; Math; Intl.NumberFormat and Intl.DateTimeFormat with format. new Date() and Date.now() are now.
Not there: of lists copyWithin fill toString toLocaleString; of texts toLocaleLowerCase toLocaleUpperCase isWellFormed toWellFormed; of numbers toExponential; of dates toString toDateString toTimeString toUTCString toJSON getTimezoneOffset getSeconds setSeconds getMilliseconds setMilliseconds; of sets union intersection difference symmetricDifference isSubsetOf isSupersetOf isDisjointFrom; of regular expressions their flags and toString; of Math random, powers and roots but pow and sqrt, logarithms and angles; Array.of, Object.is, Object.create, Object.freeze.
Dates without get and set: dates.parse(isoText) dates.add(date, { days: 30 }, zone) dates.compare(a, b) dates.between(from, to, 'days') dates.format(date, 'd MMM yyyy', zone). Hours and days of get and set are in UTC.

Given to it:
- tools: as declared below, each called with one object. A read happens at once and must be awaited; where it finds nothing it gives null or an empty list, as its type says, and where it fails the program ends. Of what it gives, nobody vouches for a field that isn't said to be vouched for. A WRITE takes a second argument, asked: the person's words that ask for it, written out in quotes. It is staged and not awaited: it happens after the whole plan has been allowed, so nothing is done while the program runs.
- What a WRITE returns is a handle on its future result. Its fields may be passed on, as refund.id, to a later WRITE, in arguments that are said to hold what an earlier write returns, and in no others. A handle can't be compared, put into text, counted with or given to a read.
- slots: values that the person typed. slots.name is a text, or undefined where they left it out.
- requester: who asks: { id: string, name: string, email?: string, roles: string[] }. Where a tool wants whose it is, pass requester.email, undefined where none is verified, or requester.id.
- next(): where what comes after can't be passed on as a handle, return next() at the end. Once all that was staged is done, you write another program, which has what each step returned as refs.done1 and so on. Only while roundsLeft is above 0.
- say(text): what the person is told, in the language of sayIn; the last one counts. Write return say(…). Beside what is staged, its sentences about what was found are told at once, and those about the WRITEs once all are done, or never.

Change what you found by the name that you gave it (const row = rows.find(…)), not through a function that returned it. What a value was decided by goes along with it: what is decided by text that nobody vouches for has to be allowed by a person.`

/** How samples are read that the operator wrote of what reads return; a planner is told of it where there are any. */
export const SAMPLES = `A value in the place of a type, as in { id: "K7" }, is a sample: it shows how such a value is written, and "text" that it may be any text.`

/** What calculates with prices; a planner is told of it where its tools have any. */
export const MONEY = `Prices, in whole minor units ({ amount: 1250, currency: 'EUR' } is 12.50 EUR): money.add(…prices) money.subtract(price, …prices) money.multiply(price, factor) money.compare(a, b) money.format(price)`

/** What a program knows by name alone; a planner is told of it where there is any. */
export const REFS =
  'What you know by name, type and label alone: text that the person pasted or quoted, and what steps of before returned. refs.past1 and so on are of their earlier plans, done already, the newest plan first. Nobody vouches for anything in them but the fields that a label names.'

/** What reads text without the program's author seeing it. A planner is a model, so a model is there to read. */
export const READERS = `extract(text, schema), classify(text, choices, question?) and summarise(text, language?) are awaited reads by another model, which sees what they are given and nothing else, of a text of 20,000 characters at most. extract gives a value that fits the schema; classify one of the choices, by what everybody knows too; summarise a short text, in that language ('German'). Each gives null where the text doesn't say. What they give is vouched for by nobody where the text isn't.
A schema is JSON Schema with type (object, array, string, number, integer, boolean, or [one of these, 'null']) and description in each part; of an object properties and required; of an array items, minItems, maxItems; of a string enum, or minLength, maxLength and verbatim: true (copied from the text exactly); of a number enum, or minimum and maximum. Nothing else.`

/** What looks into the agent's documents; a planner is told of it where there are any. It sees nothing of what they say. */
export const LOOKUPS = `knowledge.search(text) and knowledge.quote(passage, text) are awaited reads of this assistant's own documents, as the person may read them. search gives at most five passages, the best first, none where the documents don't say: { id, title, heading, text, score }; knowledge.search(text, { everywhere: true }) looks through what people handed in, too, which nobody vouches for. quote gives { text, title } where the words stand in that passage just so (eight characters at least, whole words), and ends the plan where they don't: quote what you found, such as a sentence of passage.text. It is cited on the card and under what is said. To a person of another language than the documents', say(await summarise(passage.text, 'German')) beside it. Where a rule, a period or an amount is the documents' to say, look it up; never write one from memory.`
