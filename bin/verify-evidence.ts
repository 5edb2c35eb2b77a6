// Checks a file of evidence without Parley: this file needs Node 22.18 or later and nothing else, no database, no network
// and no other file of ours. It shares no code with what makes evidence, RFC 8785 included, so that it is a second opinion.
// That is why it is one long file. docs/reference/evidence.md says what stands where.
// oxlint-disable eslint/max-lines
//
//   node verify-evidence.ts evidence.json --key <thumbprint or file> --anchors anchors.jsonl

import { createHash, createPublicKey, verify, type KeyObject } from 'node:crypto'
import { readFileSync } from 'node:fs'

type Json = null | boolean | number | string | Json[] | { [key: string]: Json }
type JsonObject = { [key: string]: Json }

/** One thing that was looked at. `at` is the JSON Pointer of what is wrong; of what is a note, nothing is. */
export interface Finding {
  readonly kind: 'ok' | 'note' | 'wrong'
  readonly text: string
  readonly at?: string
}

export interface VerifyOptions {
  /** Keys that the reader trusts: thumbprints. Null where none was given. */
  readonly trusted: readonly string[] | null
  /** Keys that other servers announced, which whoever gave the trusted ones doesn't vouch for. */
  readonly announced?: readonly string[]
  /** Lines of an anchors file; null where none was given. */
  readonly anchors: readonly string[] | null
}

/** Looks at everything that can be looked at, and says so. The file is good where nothing is `wrong`. */
export function verifyEvidence(bytes: Uint8Array, options: VerifyOptions): readonly Finding[] {
  const read = readCanonical(bytes)
  if (read.file === null) return read.findings
  const { file } = read
  const strange = shapeFindings(file)
  if (strange.length > 0) return [...read.findings, ...strange]
  const statement = objectAt(file, 'statement')
  const checks = [
    () => signatureFindings(file, options),
    () => commitmentFindings(file),
    () => digestFindings(statement),
    () => readsFindings(statement),
    () => policyFindings(file),
    () => decisionFindings(statement),
    () => ledgerFindings(file),
    () => chainFindings(statement, options, file),
  ]
  return [...read.findings, ...checks.flatMap(findingsOf)]
}

// What can't even be looked at isn't as it was signed.
function findingsOf(check: () => readonly Finding[]): readonly Finding[] {
  try {
    return check()
  } catch (error) {
    return [
      wrong('/statement', `It isn’t made as evidence is: ${error instanceof Error ? error.message : String(error)}.`),
    ]
  }
}

// ---------------------------------------------------------------------------------------------------------------------
// RFC 8785, written from the RFC: keys by their UTF-16 units, numbers and strings as ECMAScript writes them.

/** The canonical text of a JSON value. Throws for what JSON can't hold, unpaired surrogates among it. */
export function canonical(value: unknown): string {
  if (value === null || typeof value === 'boolean') return String(value)
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw new Error('a number that JSON has no form for')
    return Object.is(value, -0) ? '0' : String(value)
  }
  if (typeof value === 'string') return canonicalString(value)
  if (Array.isArray(value)) return `[${value.map((item: unknown) => canonical(item)).join(',')}]`
  if (typeof value !== 'object') throw new Error('a value that JSON has no form for')
  const members = Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1))
  return `{${members.map(([key, item]) => `${canonicalString(key)}:${canonical(item)}`).join(',')}}`
}

const SHORT: Readonly<Record<string, string>> = {
  '"': '\\"',
  '\\': '\\\\',
  '\b': '\\b',
  '\f': '\\f',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
}

function canonicalString(text: string): string {
  let written = '"'
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0
    if (code >= 0xd800 && code <= 0xdfff) throw new Error('an unpaired surrogate')
    if (SHORT[character] !== undefined) written += SHORT[character]
    else written += code < 0x20 ? `\\u${code.toString(16).padStart(4, '0')}` : character
  }
  return `${written}"`
}

// ---------------------------------------------------------------------------------------------------------------------
// The file as a whole

function readCanonical(bytes: Uint8Array): { readonly file: JsonObject | null; readonly findings: readonly Finding[] } {
  let text: string
  let parsed: unknown
  let again: string
  try {
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes).replace(/\n$/, '')
  } catch {
    return { file: null, findings: [wrong('', 'The file isn’t UTF-8.')] }
  }
  try {
    parsed = JSON.parse(text)
    again = canonical(parsed)
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    return { file: null, findings: [wrong('', `The file is no JSON that could have been signed: ${why}.`)] }
  }
  const file = isObject(parsed) ? parsed : {}
  if (text === again)
    return { file, findings: [ok('The file is in canonical form (RFC 8785): no byte of it is loose.')] }
  let place = 0
  while (text[place] === again[place]) place += 1
  const where = `from character ${place + 1} on`
  return {
    file,
    findings: [wrong('', `The file isn’t in canonical form (RFC 8785) ${where}: it was written again, or changed.`)],
  }
}

// ---------------------------------------------------------------------------------------------------------------------
// What kind of thing stands in which place. It is looked at before anything else is, since all that follows reads what it
// finds: a list that was made into an object would be read as an empty one.

/** Says where a value isn't of a kind, and what should stand there; nothing where it is. */
type Kind = (value: Json | undefined, at: string) => readonly Finding[]

const text = kind('a text', (value) => typeof value === 'string')
const whole = kind('a whole number', (value) => typeof value === 'number' && Number.isSafeInteger(value))
const hash = kind('a hash', (value) => typeof value === 'string' && /^sha256:[0-9a-f]{64}$/.test(value))
const anything: Kind = (value, at) => (value === undefined ? [wrong(at, MISSING)] : [])

const MISSING = 'This is missing.'

function kind(named: string, isIt: (value: Json) => boolean): Kind {
  return (value, at) => {
    if (value === undefined) return [wrong(at, MISSING)]
    return isIt(value) ? [] : [wrong(at, `Here should stand ${named}.`)]
  }
}

function orNull(other: Kind): Kind {
  return (value, at) => (value === null ? [] : other(value, at))
}

function ifThere(other: Kind): Kind {
  return (value, at) => (value === undefined ? [] : other(value, at))
}

function listOf(item: Kind): Kind {
  const list = kind('a list', Array.isArray)
  return (value, at) =>
    Array.isArray(value) ? value.flatMap((one, index) => item(one, `${at}/${index}`)) : list(value, at)
}

const named = kind('an object', isObject)

function mapOf(item: Kind): Kind {
  return (value, at) =>
    isObject(value) ? Object.entries(value).flatMap(([key, one]) => item(one, `${at}/${token(key)}`)) : named(value, at)
}

/** An object with at least these members, or exactly these. */
function having(members: Readonly<Record<string, Kind>>, { only = false } = {}): Kind {
  return (value, at) => {
    if (!isObject(value)) return named(value, at)
    const others = only ? Object.keys(value).filter((name) => !Object.hasOwn(members, name)) : []
    return [
      ...others.map((name) =>
        wrong(`${at}/${token(name)}`, 'Nothing of this name belongs here, and nobody signed it.'),
      ),
      ...Object.entries(members).flatMap(([name, member]) => member(value[name], `${at}/${name}`)),
    ]
  }
}

/** A value each of whose leaves stands as a commitment. Empty lists and objects are leaves. */
const committed: Kind = (value, at) => {
  if (typeof value !== 'object' || value === null || Object.keys(value).length === 0) return hash(value, at)
  return Object.entries(value).flatMap(([key, item]) => committed(item, `${at}/${token(key)}`))
}

// What holds values that are committed to is a leaf itself where there are none.
function orEmpty(other: Kind): Kind {
  return (value, at) => (typeof value === 'string' ? hash : other)(value, at)
}

const event = having({ seq: whole, at: text, type: text, runId: orNull(text), body: named, hash }, { only: true })
const hidden = orNull(committed)
const place = having({ seq: whole, hash: orNull(hash) }, { only: true })

const judged = orNull(
  having({
    ...{ tenant: text, plan: text, thread: text, requester: text, expiresAt: text, program: named, literals: named },
    ...{
      slots: orEmpty(mapOf(having({ value: committed, labels: named }))),
      journal: orEmpty(listOf(having({ tool: text, args: committed }))),
    },
    effects: orEmpty(listOf(having({ tool: text, args: committed, labels: named, because: named }))),
    ...{
      tools: orEmpty(listOf(having({ tool: text, definitionHash: text }))),
      limits: named,
      policy: text,
      verdicts: anything,
    },
    citations: listOf(named),
  }),
)
const sealed = orNull(having({ digest: hash, fields: mapOf(hash), differs: orNull(text) }, { only: true }))

const STATEMENT = {
  about: having({
    ...{ tenant: text, plan: text, thread: text, run: text, round: whole, requester: text, agent: orNull(text) },
    ...{
      agentHash: orNull(text),
      prompt: orNull(text),
      model: orNull(text),
      status: text,
      createdAt: text,
      madeAt: text,
    },
  }),
  approved: judged,
  attempts: listOf(having({ program: hidden, slots: hidden })),
  chain: having(
    {
      ...{ after: place, head: place, links: listOf((value, at) => (isObject(value) ? event : hash)(value, at)) },
      fault: orNull(having({ seq: whole, reason: text }, { only: true })),
    },
    { only: true },
  ),
  commitments: whole,
  decisions: listOf(
    having({
      ...{ principal: text, decision: text, digest: text, at: text, roles: listOf(text), authenticatedBy: text },
      ...{ reason: orNull(text), name: hidden, note: hidden, changes: hidden, shownAt: hidden },
    }),
  ),
  ledger: listOf(
    having({
      ...{ index: whole, tool: text, undoes: orNull(whole), state: text, definitionHash: orNull(text) },
      ...{
        idempotencyKey: orNull(text),
        dispatchedAt: orNull(text),
        completedAt: orNull(text),
        args: hidden,
        outcome: hidden,
      },
    }),
  ),
  modelCalls: listOf(named),
  outcome: having({ said: hidden, failure: hidden, changes: hidden }),
  passages: listOf(
    having({ id: text, document: named, start: whole, end: whole, title: hidden, heading: hidden, text: hidden }),
  ),
  policy: having({ hash: orNull(text), source: orNull(hash) }, { only: true }),
  request: orNull(having({ seq: whole, messageId: orNull(text), at: text }, { only: true })),
  resolutions: listOf(having({ index: whole, principal: text, outcome: text, at: text, note: hidden })),
  seal: sealed,
  // Only of a plan for which people were asked about reads before it was staged.
  reads: ifThere(listOf(having({ approved: judged, seal: sealed, allowedAt: text }, { only: true }))),
}

const FORMATS: readonly Json[] = ['parley-evidence-v2', 'parley-evidence-v3']

const FILE = having(
  {
    format: text,
    statement: having(STATEMENT, { only: true }),
    parts: mapOf(hash),
    disclosed: mapOf(having({ salt: text, value: anything }, { only: true })),
    signature: having({ algorithm: text, publicKey: named, value: text }, { only: true }),
  },
  { only: true },
)

function shapeFindings(file: JsonObject): readonly Finding[] {
  const { format } = file
  if (format === undefined || FORMATS.includes(format)) return FILE(file, '')
  return [wrong('/format', `This reads ${FORMATS.join(' and ')}, and the file says ${JSON.stringify(format)}.`)]
}

// ---------------------------------------------------------------------------------------------------------------------
// The signature, over the hashes of the statement's parts

function signatureFindings(file: JsonObject, options: VerifyOptions): readonly Finding[] {
  const signature = objectAt(file, 'signature')
  const jwk = objectAt(signature, 'publicKey')
  const parts = objectAt(file, 'parts')
  const now = Object.fromEntries(partsOf(file).map(([at, part]) => [at, hashOf(part)]))
  if (signature['algorithm'] !== 'Ed25519') return [wrong('/signature/algorithm', 'The only algorithm is Ed25519.')]
  const key = publicKeyOf(jwk)
  if (key === null) return [wrong('/signature/publicKey', 'This is no Ed25519 key under its own thumbprint.')]
  const kid = String(jwk['kid'])
  const isSigned = (list: JsonObject) =>
    verify(
      null,
      Buffer.from(canonical({ format: file['format'], parts: list }), 'utf8'),
      key,
      Buffer.from(String(signature['value']), 'base64url'),
    )
  const places = [...new Set([...Object.keys(parts), ...Object.keys(now)])]
  const differing = places.filter((place) => parts[place] !== now[place])
  const isGood = isSigned(parts) && isWritten(signature['value'])
  const findings: Finding[] = []
  if (isGood) {
    findings.push(...keyFindings(kid, options))
    findings.push(...differing.map((place) => wrong(`/statement${place}`, 'This isn’t what was signed.')))
    if (differing.length === 0)
      findings.push(ok(`All ${places.length} parts of the statement are as they were signed.`))
  } else if (differing.length > 0 && isSigned(now)) {
    findings.push(
      ...differing.map((place) => wrong(`/parts/${token(place)}`, 'This hash isn’t the one that was signed.')),
    )
  } else {
    findings.push(wrong('/signature/value', `The key ${kid} didn’t sign this.`))
    findings.push(...differing.map((place) => wrong(`/statement${place}`, 'This isn’t what its hash was made from.')))
  }
  return findings
}

// One text for each signature: what decodes to the same bytes isn't another.
function isWritten(value: Json | undefined): boolean {
  return typeof value === 'string' && Buffer.from(value, 'base64url').toString('base64url') === value
}

function keyFindings(kid: string, { trusted, announced = [] }: VerifyOptions): readonly Finding[] {
  if (trusted === null) {
    return [
      ok(`Signed with the key ${kid}.`),
      note('The key is the file’s own: say whose it must be with --key, or anybody could have signed this.'),
    ]
  }
  if (trusted.includes(kid)) return [ok(`Signed with the key ${kid}, which you gave.`)]
  if (announced.includes(kid)) {
    return [
      ok(`Signed with the key ${kid}, which another server announced.`),
      note('Whoever writes to the database can announce a key: ask whoever runs that server whether it is theirs.'),
    ]
  }
  return [
    wrong(
      '/signature/publicKey',
      `Signed with the key ${kid}, which isn’t the one that you gave: ${trusted.join(', ')}.`,
    ),
  ]
}

/**
 * The statement in pieces: the members of its members, and of each member what holds them, with their hashes in their
 * places. The second format had no hash for what holds parts; there the kinds above are all that says what it is.
 */
function partsOf(file: JsonObject): readonly (readonly [string, Json])[] {
  return Object.entries(objectAt(file, 'statement')).flatMap(([name, member]) => {
    const at = `/${token(name)}`
    const items = typeof member === 'object' && member !== null ? Object.entries(member) : []
    const pieces = items.map(([key, item]): readonly [string, Json] => [`${at}/${token(key)}`, item])
    if (file['format'] === 'parley-evidence-v2' && pieces.length > 0) return pieces
    return [[at, outlined(member)] as const, ...pieces]
  })
}

function outlined(member: Json): Json {
  if (Array.isArray(member)) return member.map(hashOf)
  if (!isObject(member)) return member
  return Object.fromEntries(Object.entries(member).map(([key, item]) => [key, hashOf(item)]))
}

function publicKeyOf(jwk: JsonObject): KeyObject | null {
  const { kty, crv, x, kid, ...others } = jwk
  if (kty !== 'OKP' || crv !== 'Ed25519' || typeof x !== 'string' || Object.keys(others).length > 0) return null
  if (!isWritten(x) || thumbprint(x) !== kid) return null
  try {
    return createPublicKey({ key: { kty, crv, x }, format: 'jwk' })
  } catch {
    return null
  }
}

function thumbprint(x: string): string {
  return createHash('sha256').update(`{"crv":"Ed25519","kty":"OKP","x":"${x}"}`).digest('base64url')
}

// ---------------------------------------------------------------------------------------------------------------------
// Values behind commitments

function commitmentFindings(file: JsonObject): readonly Finding[] {
  const statement = objectAt(file, 'statement')
  const disclosed = objectAt(file, 'disclosed')
  const findings = Object.entries(disclosed).flatMap(([place, entry]) => {
    const at = `/disclosed/${token(place)}`
    if (!isPointer(place)) return [wrong(at, 'This is no JSON Pointer (RFC 6901).')]
    if (!isObject(entry)) return [wrong(at, 'This is no value with its salt.')]
    const expected = sha256(String(entry['salt']) + canonical(entry['value']))
    return valueAt(statement, place) === expected
      ? []
      : [wrong(at, 'This isn’t the value that was signed for its place.')]
  })
  if (findings.length > 0) return findings
  const shown = Object.keys(disclosed).length
  const all = Number(statement['commitments'])
  if (shown > all) return [wrong('/disclosed', `There are ${shown} values, and ${all} were signed.`)]
  const rest = all === shown ? 'None is withheld.' : `${all - shown} more are withheld or erased.`
  return [ok(`${shown} values are those that were signed. ${rest}`)]
}

// ---------------------------------------------------------------------------------------------------------------------
// What was judged, and its digest

function digestFindings(statement: JsonObject): readonly Finding[] {
  const { seal, approved, about } = statement
  if (!isObject(seal)) return [note('Nothing was judged, so there is no digest.')]
  const wrongs = sealFindings({ seal, approved, about: about ?? null }, '/statement')
  return wrongs.length > 0 ? wrongs : [ok(`The digest follows from what was judged: ${String(seal['digest'])}.`)]
}

/** Reads that people allowed: each digest follows from what was asked, somebody said yes to it, and the plan goes by it. */
function readsFindings(statement: JsonObject): readonly Finding[] {
  if (statement['reads'] === undefined) return []
  const { about, approved } = statement
  const reads = listAt(statement, 'reads')
  const decisions = listAt(statement, 'decisions')
  const digests: Json[] = []
  const findings = reads.flatMap((asked, index) => {
    const at = `/statement/reads/${index}`
    if (!isObject(asked) || !isObject(asked['seal'])) return [wrong(at, 'These are no reads that were asked about.')]
    const { seal, approved: document } = asked
    const { digest } = seal
    digests.push(digest ?? null)
    const isYes = (one: Json) => isObject(one) && one['digest'] === digest && one['decision'] === 'approve'
    return [
      ...sealFindings({ seal, approved: document, about: about ?? null }, at),
      ...(isObject(document) && document['asking'] === true
        ? []
        : [wrong(`${at}/approved`, 'This isn’t what people were asked about reads.')]),
      ...(decisions.some(isYes) ? [] : [wrong(at, 'Nobody said yes to this.')]),
    ]
  })
  if (isObject(approved) && canonical(approved['allowed'] ?? []) !== canonical(digests))
    findings.push(wrong('/statement/approved/allowed', 'The plan goes by other reads than these.'))
  if (findings.length > 0) return findings
  return [ok(`People allowed reads ${reads.length === 1 ? 'once' : `${reads.length} times`}, each under its digest.`)]
}

interface Sealed {
  readonly seal: JsonObject
  readonly approved: Json | undefined
  readonly about: Json
}

/** What is wrong between a digest and what it is of, each at its place; nothing where it follows. */
function sealFindings({ seal, approved, about }: Sealed, base: string): readonly Finding[] {
  if (seal['differs'] !== null) {
    const what = `The server that signed this found that ${String(seal['differs'])} isn’t what was judged any more.`
    return [wrong(`${base}/seal/differs`, what)]
  }
  if (!isObject(approved)) return [wrong(`${base}/approved`, 'What was judged isn’t in the file.')]
  const fields = objectAt(seal, 'fields')
  const changed = Object.keys(approved).filter((name) => hashOf(approved[name] ?? null) !== fields[name])
  if (hashOf({ version: 'parley-plan-v1', ...approved }) !== seal['digest']) {
    const places =
      changed.length > 0 ? changed.map((name) => `${base}/approved/${token(name)}`) : [`${base}/seal/digest`]
    return places.map((place) => wrong(place, 'The digest doesn’t follow from this.'))
  }
  if (changed.length > 0)
    return [wrong(`${base}/seal/fields/${token(changed[0] ?? '')}`, 'This hash is another field’s.')]
  const astray = ['tenant', 'plan', 'thread', 'requester'].filter(
    (name) => !isObject(about) || about[name] !== approved[name],
  )
  if (astray.length > 0) return [wrong(`/statement/about/${astray[0]}`, 'What was judged says otherwise.')]
  return []
}

function policyFindings(file: JsonObject): readonly Finding[] {
  const statement = objectAt(file, 'statement')
  const policy = objectAt(statement, 'policy')
  const { approved } = statement
  if (policy['hash'] === null) return []
  if (isObject(approved) && approved['policy'] !== policy['hash']) {
    return [wrong('/statement/policy/hash', 'The plan was judged by another policy.')]
  }
  if (policy['source'] === null) return [note('The policy’s text wasn’t kept; its hash is part of what was judged.')]
  const entry = objectAt(file, 'disclosed')['/policy/source']
  if (!isObject(entry)) return [note('The policy’s text is withheld; its hash is part of what was judged.')]
  if (hashOf(entry['value'] ?? null) === policy['hash'])
    return [ok('The policy is the one that its hash was made from.')]
  return [wrong('/statement/policy/hash', 'This is the hash of another policy than the one in the file.')]
}

/** Every decision on the plan stands in its thread's chain too, and says the same there. */
function decisionFindings(statement: JsonObject): readonly Finding[] {
  const decisions = listAt(statement, 'decisions')
  const chain = objectAt(statement, 'chain')
  if (decisions.length === 0) return [note('Nobody was asked, or nobody has answered.')]
  const told = listAt(chain, 'links').flatMap((link) => {
    const body = isObject(link) && link['type'] === 'plan-decided' ? link['body'] : null
    return isObject(body) ? [body] : []
  })
  const untold = decisions.flatMap((decision, index) => {
    if (!isObject(decision)) return [index]
    const isTold = told.some(
      (body) =>
        body['principalId'] === decision['principal'] &&
        body['digest'] === decision['digest'] &&
        body['decision'] === decision['decision'],
    )
    return isTold ? [] : [index]
  })
  if (untold.length === 0) return [ok(`${count(decisions.length, 'decision')} on it, each in the thread’s chain too.`)]
  return untold.map((index) => wrong(`/statement/decisions/${index}`, 'The thread’s chain knows no such decision.'))
}

// ---------------------------------------------------------------------------------------------------------------------
// What was done

function ledgerFindings(file: JsonObject): readonly Finding[] {
  const statement = objectAt(file, 'statement')
  const { seal, approved } = statement
  const ledger = listAt(statement, 'ledger')
  if (!isObject(seal) || !isObject(approved) || seal['differs'] !== null) return []
  const effects = listAt(approved, 'effects')
  const findings = ledger.flatMap((step, place) => {
    if (!isObject(step)) return [wrong(`/statement/ledger/${place}`, 'This is no step.')]
    // A step that takes another back stands behind the plan's own, and is what that one's declared tool says.
    const undoes = typeof step['undoes'] === 'number'
    const effect = effects[Number(undoes ? step['undoes'] : step['index'])]
    if (!isObject(effect) || (!undoes && effect['tool'] !== step['tool'])) {
      return [wrong(`/statement/ledger/${place}/tool`, 'No such step was judged.')]
    }
    const key = step['idempotencyKey']
    if (key === null || key === keyOf(String(seal['digest']), Number(step['index']))) return []
    return [wrong(`/statement/ledger/${place}/idempotencyKey`, 'This key doesn’t follow from the digest.')]
  })
  if (findings.length > 0) return findings
  const states = ledger.map((step) => (isObject(step) ? String(step['state']) : '')).join(', ')
  return [ok(`${count(ledger.length, 'step')}, each one that was judged${states === '' ? '' : `: ${states}`}.`)]
}

function keyOf(digest: string, index: number): string {
  let bits = ''
  for (const byte of createHash('sha256').update(`${digest}${index}`).digest())
    bits += byte.toString(2).padStart(8, '0')
  let key = ''
  for (let at = 0; at < bits.length; at += 5) {
    key += 'abcdefghijklmnopqrstuvwxyz234567'.charAt(Number.parseInt(bits.slice(at, at + 5).padEnd(5, '0'), 2))
  }
  return key
}

// ---------------------------------------------------------------------------------------------------------------------
// The thread's chain, and where its head was anchored

function chainFindings(statement: JsonObject, options: VerifyOptions, file: JsonObject): readonly Finding[] {
  const chain = objectAt(statement, 'chain')
  const about = objectAt(statement, 'about')
  const { fault } = chain
  const after = objectAt(chain, 'after')
  const head = objectAt(chain, 'head')
  const places = new Map<number, Json>([[Number(after['seq']), after['hash'] ?? null]])
  const findings: Finding[] = []
  let seq = Number(after['seq'])
  let previous = after['hash'] ?? null
  for (const [index, link] of listAt(chain, 'links').entries()) {
    seq += 1
    const at = `/statement/chain/links/${index}`
    if (typeof link === 'string') previous = hashOf({ content: link, previous })
    else if (!isObject(link) || link['seq'] !== seq) return [...findings, wrong(at, `This isn’t event ${seq}.`)]
    else {
      if (!followsFrom(previous, link, about))
        findings.push(wrong(at, `Event ${seq} isn’t what its hash was made from.`))
      previous = link['hash'] ?? null
    }
    places.set(seq, previous)
  }
  if (isObject(fault)) {
    const what = `The server that signed this found event ${String(fault['seq'])} wrong: ${String(fault['reason'])}.`
    return [...findings, wrong('/statement/chain/fault', what)]
  }
  if (seq === head['seq'] && previous !== head['hash']) {
    findings.push(wrong('/statement/chain/head', 'The events don’t lead to this head.'))
  }
  if (findings.length > 0) return findings
  const rest = Number(head['seq']) - seq
  return [
    ok(`Events ${Number(after['seq']) + 1} to ${seq} follow each other${rest === 0 ? ' to the thread’s head' : ''}.`),
    ...(rest > 0
      ? [note(`The thread has ${count(rest, 'event')} after them; only the signature says how they end.`)]
      : []),
    ...anchorFindings(file, places, options),
  ]
}

function followsFrom(previous: Json, event: JsonObject, about: JsonObject): boolean {
  const { seq, at, type, runId, body, hash } = event
  const content = { tenant: about['tenant'], thread: about['thread'], seq, at, type, runId, body }
  // The second form is that of events from before contents had hashes of their own.
  return hash === hashOf({ content: hashOf(content), previous }) || hash === hashOf({ ...content, previous })
}

function anchorFindings(
  file: JsonObject,
  places: ReadonlyMap<number, Json>,
  options: VerifyOptions,
): readonly Finding[] {
  if (options.anchors === null) {
    return [note('No anchors were given (--anchors): a history that was written anew as a whole would not be noticed.')]
  }
  const statement = objectAt(file, 'statement')
  const thread = objectAt(statement, 'about')['thread']
  const headSeq = Number(objectAt(objectAt(statement, 'chain'), 'head')['seq'])
  const jwk = objectAt(objectAt(file, 'signature'), 'publicKey')
  const trusted = options.trusted ?? [String(jwk['kid'])]
  let agreeing = 0
  for (const [index, line] of options.anchors.entries()) {
    const anchor = readAnchor(line, trusted)
    if (anchor === null)
      return [wrong('', `Line ${index + 1} of the anchors isn’t signed with a key that counts here.`)]
    for (const head of anchor.heads) {
      if (!isObject(head) || head['thread'] !== thread) continue
      const seq = Number(head['seq'])
      const when = `anchored on ${anchor.at} (line ${index + 1})`
      if (seq > headSeq) {
        return [wrong('/statement/chain/head', `The thread had ${seq} events when it was ${when}, and has fewer here.`)]
      }
      if (!places.has(seq)) continue
      if (places.get(seq) !== head['hash']) {
        const link = seq - Math.min(...places.keys()) - 1
        const at = link < 0 ? '/statement/chain/after' : `/statement/chain/links/${link}`
        return [wrong(at, `Event ${seq} isn’t the one that was ${when}: the history was written anew.`)]
      }
      agreeing += 1
    }
  }
  if (agreeing > 0) return [ok(`${count(agreeing, 'anchor')} agree${agreeing === 1 ? 's' : ''} with it.`)]
  return [note('None of the anchors is of these events.')]
}

function readAnchor(line: string, trusted: readonly string[]): { readonly at: string; readonly heads: Json[] } | null {
  try {
    const { signature, ...anchor } = JSON.parse(line) as JsonObject
    const jwk = objectAt(anchor, 'publicKey')
    const key = publicKeyOf(jwk)
    if (key === null || !trusted.includes(String(jwk['kid'])) || typeof signature !== 'string') return null
    if (!verify(null, Buffer.from(canonical(anchor), 'utf8'), key, Buffer.from(signature, 'base64url'))) return null
    return { at: String(anchor['at']), heads: listAt(anchor, 'heads') }
  } catch {
    return null
  }
}

// ---------------------------------------------------------------------------------------------------------------------
// Small things

function ok(text: string): Finding {
  return { kind: 'ok', text }
}

function note(text: string): Finding {
  return { kind: 'note', text }
}

function wrong(at: string, text: string): Finding {
  return { kind: 'wrong', text, at }
}

function sha256(text: string): string {
  return `sha256:${createHash('sha256').update(text, 'utf8').digest('hex')}`
}

function hashOf(value: unknown): string {
  return sha256(canonical(value))
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function objectAt(object: JsonObject, name: string): JsonObject {
  const value = object[name]
  return isObject(value) ? value : {}
}

function listAt(object: JsonObject, name: string): Json[] {
  const value = object[name]
  return Array.isArray(value) ? value : []
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`
}

/** Whether a text is a JSON Pointer, and the one way to write it: a slash ahead of each token, `~` only in `~0` and `~1`. */
function isPointer(given: string): boolean {
  return /^(?:\/(?:[^~/]|~[01])*)+$/.test(given)
}

/** A token of a JSON Pointer (RFC 6901). */
function token(key: string): string {
  return key.replaceAll('~', '~0').replaceAll('/', '~1')
}

function valueAt(value: Json, pointer: string): Json | undefined {
  let at: Json | undefined = value
  for (const part of pointer.split('/').slice(1)) {
    const key = part.replaceAll('~1', '/').replaceAll('~0', '~')
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, key)) return undefined
    at = Array.isArray(at) ? at[Number(key)] : at[key]
  }
  return at
}

// ---------------------------------------------------------------------------------------------------------------------
// The command

/** Checks a file and says in words what was found; 0 where all is right, 1 where something is wrong, 2 used wrongly. */
export function runVerifier(
  {
    file,
    key,
    anchors,
  }: { readonly file: string; readonly key?: string | undefined; readonly anchors?: string | undefined },
  say: (line: string) => void,
): number {
  let findings: readonly Finding[]
  try {
    findings = verifyEvidence(readFileSync(file), {
      ...(key === undefined ? { trusted: null } : givenKeys(key)),
      anchors: anchors === undefined ? null : linesOf(readFileSync(anchors, 'utf8')),
    })
  } catch (error) {
    say(error instanceof Error ? error.message : String(error))
    return 2
  }
  const wrongs = findings.filter(({ kind }) => kind === 'wrong')
  for (const { kind, text, at } of findings) {
    const place = kind === 'wrong' ? `${at === '' ? 'the file' : at}: ` : ''
    say(`${{ ok: 'ok    ', note: 'note  ', wrong: 'WRONG ' }[kind]} ${place}${text}`)
  }
  say(wrongs.length === 0 ? 'The evidence is good.' : 'The evidence is NOT good.')
  return wrongs.length === 0 ? 0 : 1
}

/**
 * A thumbprint by itself, or those in a file: a PEM public key, a key, or a key set as `/v1/evidence-keys` gives it, whose
 * `others` are keys that other servers announced.
 */
function givenKeys(given: string): { readonly trusted: readonly string[]; readonly announced: readonly string[] } {
  if (/^[\w-]{43}$/.test(given)) return { trusted: [given], announced: [] }
  const written = readFileSync(given, 'utf8')
  if (written.includes('-----BEGIN PUBLIC KEY')) {
    const { x } = createPublicKey(written).export({ format: 'jwk' })
    return { trusted: [thumbprint(String(x))], announced: [] }
  }
  const parsed: unknown = JSON.parse(written)
  const set: Readonly<Record<string, unknown>> =
    isObject(parsed) && Array.isArray(parsed['keys']) ? parsed : { keys: [parsed] }
  const [trusted, announced] = [thumbprintsIn(set['keys']), thumbprintsIn(set['others'])]
  if (trusted.length === 0) throw new Error(`${given} holds no Ed25519 public key.`)
  return { trusted, announced }
}

function thumbprintsIn(keys: unknown): readonly string[] {
  if (!Array.isArray(keys)) return []
  return keys.flatMap((jwk) => (isObject(jwk) && typeof jwk['x'] === 'string' ? [thumbprint(jwk['x'])] : []))
}

function linesOf(text: string): readonly string[] {
  return text.split('\n').filter((line) => line !== '')
}

function runCommand(words: readonly string[]): number {
  const valueOf = (flag: string) => (words.includes(flag) ? words[words.indexOf(flag) + 1] : undefined)
  const file = words.find((word, index) => !word.startsWith('--') && !words[index - 1]?.startsWith('--'))
  if (file === undefined) {
    console.error('Usage: node verify-evidence.ts <file> [--key <thumbprint or file>] [--anchors <file>]')
    return 2
  }
  return runVerifier({ file, key: valueOf('--key'), anchors: valueOf('--anchors') }, (line) => console.log(line))
}

if (import.meta.main) process.exitCode = runCommand(process.argv.slice(2))
