import { isLookup } from '../values/lookups.ts'
import type { PlanFailureKind } from '../contract.ts'

/** What is told of a failed reading by a model, by its code. `what` follows the reader's name. */
const FAULTS: Readonly<Record<string, { readonly kind: PlanFailureKind; readonly what: string }>> = {
  'model-missing': { kind: 'tool', what: 'needs a model; none is configured' },
  'model-unavailable': { kind: 'tool', what: 'got no answer: the model is unavailable' },
  'model-timeout': { kind: 'tool', what: 'got no answer: the model took too long' },
  'model-output-invalid': { kind: 'tool', what: 'got no answer that fits, in two tries' },
  'model-calls-spent': { kind: 'tool', what: 'may not ask: this turn has asked the model as often as it may' },
  'kept-from-models': {
    kind: 'tool',
    what: 'may not read this: it is made of what a tool of the class regulated gave',
  },
  'text-too-long': {
    kind: 'tool',
    what: 'takes a text of 20,000 characters at most: give it a part, text.slice(0, 20000)',
  },
  'schema-type': {
    kind: 'runtime',
    what: 'needs a type at each part of its schema: object, array, string, number, integer or boolean, or one of these in a list with null',
  },
  'schema-keyword': {
    kind: 'runtime',
    what: 'takes these keywords in a schema: type and description; of an object properties, required, additionalProperties; of an array items, minItems, maxItems; of a string enum, minLength, maxLength, verbatim; of a number enum, minimum, maximum',
  },
  'schema-value': {
    kind: 'runtime',
    what: 'has a keyword in its schema whose value makes no sense: an object has properties and requires only these, additionalProperties is false, an enum is a list of its type and stands without other limits',
  },
  'schema-name': {
    kind: 'runtime',
    what: 'takes names of properties that begin with a letter and go on with letters, digits and _',
  },
  'schema-too-large': {
    kind: 'runtime',
    what: 'takes a schema of 5 levels, 60 parts and 8,000 characters of JSON at most',
  },
}

/** The same of a look into documents. */
const LOOKUP_FAULTS: typeof FAULTS = {
  'quote-not-found': { kind: 'tool', what: 'found no such words in that passage: quote them as they stand there' },
  'passage-missing': { kind: 'tool', what: 'found no such passage: give it one that knowledge.search found' },
  'kept-from-models': { kind: 'tool', what: 'may not send this to a model: it is made of what is kept from models' },
}

/** What came of a reading by a model that failed, for the program's author; null for other reads and other codes. */
export function readerFault(
  name: string,
  code: string,
): { readonly kind: PlanFailureKind; readonly message: string } | null {
  const reader = /^model\/(.+)$/u.exec(name)?.[1]
  const faults = reader === undefined ? (isLookup(name) ? LOOKUP_FAULTS : {}) : FAULTS
  const fault = Object.hasOwn(faults, code) ? faults[code] : undefined
  return fault ? { kind: fault.kind, message: `${reader ?? name} ${fault.what}.` } : null
}
