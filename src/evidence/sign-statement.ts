import { canonicalJson, sha256 } from '#core/commitment.ts'
import type { EvidenceKey } from '#memory/events/evidence-key.ts'
import { pointerToken } from '#core/json-pointer.ts'
import { isJsonObject, JsonObject, type Json, type JsonPointer } from '#core/json.ts'
import type { Disclosure } from './disclosures.ts'

const EVIDENCE_FORMAT = 'parley-evidence-v3'

/**
 * Signs an attestation as a file: the signature covers the list of its parts' hashes, so that a changed part can be named. The
 * values behind its commitments stand beside it, where any of them can be redacted (docs/reference/evidence.md).
 */
export function signStatement(
  statement: JsonObject,
  disclosed: Readonly<Record<JsonPointer, Disclosure>>,
  key: EvidenceKey,
): JsonObject {
  const parts = Object.fromEntries(partsOf(statement).map(([place, part]) => [place, partHash(part)]))
  const { publicKey } = key
  return JsonObject.parse({
    format: EVIDENCE_FORMAT,
    statement,
    parts,
    disclosed,
    signature: {
      algorithm: 'Ed25519',
      publicKey,
      value: key.sign(canonicalJson({ format: EVIDENCE_FORMAT, parts })),
    },
  })
}

/**
 * A statement in pieces, with their places: the members of its members, and ahead of them what holds them, with the hash of
 * each in its place. That is what says whether they are a list or named, how many, and in which order.
 */
function partsOf(statement: JsonObject): readonly (readonly [JsonPointer, Json])[] {
  return Object.entries(statement).flatMap(([name, member]) => {
    const place = `/${pointerToken(name)}`
    const items = Array.isArray(member) ? [...member.entries()] : isJsonObject(member) ? Object.entries(member) : []
    const pieces = items.map(([key, item]): readonly [JsonPointer, Json] => [`${place}/${pointerToken(key)}`, item])
    return [[place, outlined(member)] as const, ...pieces]
  })
}

function outlined(member: Json): Json {
  if (Array.isArray(member)) return member.map(partHash)
  if (!isJsonObject(member)) return member
  return Object.fromEntries(Object.entries(member).map(([key, item]) => [key, partHash(item)]))
}

function partHash(part: Json): string {
  return sha256(canonicalJson(part))
}
