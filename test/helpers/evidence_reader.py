"""A second reader of evidence (docs/reference/evidence.md), in another language and without a library, so that the tests
can hold the first against it. Reads one file of evidence per line, and writes for each a line: good, or what is wrong."""

import base64
import hashlib
import json
import re
import sys


class Wrong(Exception):
    pass


def demand(holds, what):
    if not holds:
        raise Wrong(what)


# --- RFC 8785: keys by their UTF-16 units, numbers as ECMAScript writes them (Number::toString).

ESCAPES = {'"': '\\"', "\\": "\\\\", "\b": "\\b", "\f": "\\f", "\n": "\\n", "\r": "\\r", "\t": "\\t"}


def canonical(value):
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    if isinstance(value, (int, float)):
        return number(float(value))
    if isinstance(value, str):
        demand(not re.search("[\ud800-\udfff]", value), "an unpaired surrogate")
        return '"' + "".join(ESCAPES.get(c) or (f"\\u{ord(c):04x}" if c < " " else c) for c in value) + '"'
    if isinstance(value, list):
        return "[" + ",".join(map(canonical, value)) + "]"
    keys = sorted(value, key=lambda key: key.encode("utf-16-be", "surrogatepass"))
    return "{" + ",".join(f"{canonical(key)}:{canonical(value[key])}" for key in keys) + "}"


def number(value):
    if value == 0:
        return "0"
    mantissa, exponent = f"{abs(value)!r}e0".split("e")[:2]
    whole, _, fraction = mantissa.partition(".")
    digits = (whole + fraction).lstrip("0")
    point = len(whole.lstrip("0")) + int(exponent) if whole.strip("0") else int(exponent) - leading_zeros(fraction)
    digits = digits.rstrip("0")
    sign = "-" if value < 0 else ""
    if len(digits) <= point <= 21:
        return sign + digits + "0" * (point - len(digits))
    if 0 < point <= 21:
        return f"{sign}{digits[:point]}.{digits[point:]}"
    if -6 < point <= 0:
        return f"{sign}0.{'0' * -point}{digits}"
    rest = f".{digits[1:]}" if len(digits) > 1 else ""
    return f"{sign}{digits[0]}{rest}e{'+' if point > 0 else '-'}{abs(point - 1)}"


def leading_zeros(text):
    return len(text) - len(text.lstrip("0"))


def sha256(text):
    return "sha256:" + hashlib.sha256(text.encode()).hexdigest()


def hash_of(value):
    return sha256(canonical(value))


def parse(text):
    value = json.loads(text, parse_int=float, parse_constant=lambda name: demand(False, name))
    demand(canonical(value) == text, "not in canonical form")
    return value


# --- Ed25519 (RFC 8032 §5.1), on points as (x, y) with every division done: slow, and short.

P = 2**255 - 19
ORDER = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P


def add(a, b):
    (x1, y1), (x2, y2) = a, b
    product = D * x1 * x2 * y1 * y2 % P
    x = (x1 * y2 + x2 * y1) * pow(1 + product, P - 2, P) % P
    return x, (y1 * y2 + x1 * x2) * pow(1 - product, P - 2, P) % P


def times(scalar, point):
    sum_ = (0, 1)
    while scalar:
        if scalar & 1:
            sum_ = add(sum_, point)
        point, scalar = add(point, point), scalar >> 1
    return sum_


def decode_point(raw):
    y = int.from_bytes(raw, "little") & (2**255 - 1)
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * pow(2, (P - 1) // 4, P) % P
    demand((x * x - square) % P == 0 and y < P, "no point of the curve")
    return (P - x if x % 2 != raw[31] >> 7 else x), y


BASE = decode_point((4 * pow(5, P - 2, P) % P).to_bytes(32, "little"))
KNOWN = {}


def is_signed(key, signature, text):
    asked = (key, signature, text)
    if asked not in KNOWN:
        KNOWN[asked] = verifies(key, signature, text.encode())
    return KNOWN[asked]


def verifies(key, signature, message):
    if len(key) != 32 or len(signature) != 64:
        return False
    s = int.from_bytes(signature[32:], "little")
    k = int.from_bytes(hashlib.sha512(signature[:32] + key + message).digest(), "little") % ORDER
    try:
        return s < ORDER and times(s, BASE) == add(decode_point(signature[:32]), times(k, decode_point(key)))
    except Wrong:
        return False


def from_base64url(text):
    demand(isinstance(text, str) and re.fullmatch(r"[\w-]*", text, re.A), "no base64url")
    raw = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    demand(base64.urlsafe_b64encode(raw).decode().rstrip("=") == text, "not the one way to write these bytes")
    return raw


# --- What stands where. A kind is a Python type, a pattern, [kind] for a list of them, or members by their names.

HASH = re.compile("sha256:[0-9a-f]{64}")
WHOLE = object()
COMMITTED = object()


class Maybe:
    def __init__(self, kind):
        self.kind = kind


class OrEmpty:
    """What holds values that are committed to is a leaf itself where there are none."""

    def __init__(self, kind):
        self.kind = kind


class Exactly:
    def __init__(self, **members):
        self.members = members


class Each:
    def __init__(self, kind):
        self.kind = kind


def check(value, kind, at):
    if isinstance(kind, Maybe):
        return None if value is None else check(value, kind.kind, at)
    if isinstance(kind, OrEmpty):
        return check(value, HASH if isinstance(value, str) else kind.kind, at)
    if kind is COMMITTED:
        return check_committed(value, at)
    if kind is WHOLE:
        return demand(isinstance(value, float) and value.is_integer() and abs(value) < 2**53, f"{at}: no whole number")
    if isinstance(kind, re.Pattern):
        return demand(isinstance(value, str) and kind.fullmatch(value), f"{at}: no hash")
    if isinstance(kind, type):
        return demand(isinstance(value, kind), f"{at}: not a {kind.__name__}")
    if isinstance(kind, list):
        demand(isinstance(value, list), f"{at}: no list")
        return [check(item, kind[0], f"{at}/{index}") for index, item in enumerate(value)]
    demand(isinstance(value, dict), f"{at}: no object")
    if isinstance(kind, Each):
        return [check(item, kind.kind, f"{at}/{key}") for key, item in value.items()]
    members = kind.members if isinstance(kind, Exactly) else kind
    demand(set(members) <= set(value), f"{at}: lacks {set(members) - set(value)}")
    demand(not isinstance(kind, Exactly) or set(value) == set(members), f"{at}: {set(value) - set(members)} more")
    return [check(value[name], of, f"{at}/{name}") for name, of in members.items()]


def check_committed(value, at):
    if isinstance(value, (dict, list)) and value:
        for item in value.values() if isinstance(value, dict) else value:
            check_committed(item, at)
    else:
        check(value, HASH, at)


HIDDEN = Maybe(COMMITTED)
PLACE = Exactly(seq=WHOLE, hash=Maybe(HASH))
EVENT = Exactly(seq=WHOLE, at=str, type=str, runId=Maybe(str), body=dict, hash=HASH)
STEP = dict(tool=str, args=COMMITTED)
APPROVED = dict(
    tenant=str, plan=str, thread=str, requester=str, expiresAt=str, program=dict, literals=dict, limits=dict, policy=str,
    slots=OrEmpty(Each(dict(value=COMMITTED, labels=dict))), journal=OrEmpty([STEP]),
    effects=OrEmpty([dict(STEP, labels=dict, because=dict)]),
    tools=OrEmpty([dict(tool=str, definitionHash=str)]), verdicts=object, citations=[dict],
)
STATEMENT = Exactly(
    about=dict(
        tenant=str, plan=str, thread=str, run=str, round=WHOLE, requester=str, agent=Maybe(str), agentHash=Maybe(str),
        prompt=Maybe(str), model=Maybe(str), status=str, createdAt=str, madeAt=str,
    ),
    approved=Maybe(APPROVED),
    attempts=[dict(program=HIDDEN, slots=HIDDEN)],
    chain=Exactly(after=PLACE, head=PLACE, links=[object], fault=Maybe(Exactly(seq=WHOLE, reason=str))),
    commitments=WHOLE,
    decisions=[dict(
        principal=str, decision=str, digest=str, at=str, roles=[str], authenticatedBy=str, reason=Maybe(str),
        name=HIDDEN, note=HIDDEN, changes=HIDDEN, shownAt=HIDDEN,
    )],
    ledger=[dict(
        index=WHOLE, tool=str, undoes=Maybe(WHOLE), state=str, definitionHash=Maybe(str), idempotencyKey=Maybe(str),
        dispatchedAt=Maybe(str), completedAt=Maybe(str), args=HIDDEN, outcome=HIDDEN,
    )],
    modelCalls=[dict],
    outcome=dict(said=HIDDEN, failure=HIDDEN, changes=HIDDEN),
    passages=[dict(id=str, document=dict, start=WHOLE, end=WHOLE, title=HIDDEN, heading=HIDDEN, text=HIDDEN)],
    policy=Exactly(hash=Maybe(str), source=Maybe(HASH)),
    request=Maybe(Exactly(seq=WHOLE, messageId=Maybe(str), at=str)),
    resolutions=[dict(index=WHOLE, principal=str, outcome=str, at=str, note=HIDDEN)],
    seal=Maybe(Exactly(digest=HASH, fields=Each(HASH), differs=Maybe(str))),
)
FILE = Exactly(
    format=re.compile("parley-evidence-v[23]"), statement=STATEMENT, parts=Each(HASH),
    disclosed=Each(Exactly(salt=str, value=object)), signature=Exactly(algorithm=str, publicKey=dict, value=str),
)


# --- What follows from what.

def escaped(key):
    return str(key).replace("~", "~0").replace("/", "~1")


def entries(value):
    return list(enumerate(value)) if isinstance(value, list) else list(value.items()) if isinstance(value, dict) else []


def check_signature(file):
    parts = {}
    for name, member in file["statement"].items():
        items = {f"/{escaped(name)}/{escaped(key)}": hash_of(item) for key, item in entries(member)}
        parts.update(items)
        if not items or file["format"] != "parley-evidence-v2":
            whole = list(items.values()) if isinstance(member, list) else member
            whole = {key: hash_of(item) for key, item in member.items()} if isinstance(member, dict) else whole
            parts[f"/{escaped(name)}"] = hash_of(whole)
    demand(parts == file["parts"], "a part isn't what was signed")
    signature = file["signature"]
    check(signature["publicKey"], Exactly(kty=str, crv=str, x=str, kid=str), "/signature/publicKey")
    jwk = {name: signature["publicKey"][name] for name in ("kty", "crv", "x")}
    print_of = base64.urlsafe_b64encode(hashlib.sha256(canonical(jwk).encode()).digest()).decode().rstrip("=")
    demand((jwk["kty"], jwk["crv"], signature["algorithm"]) == ("OKP", "Ed25519", "Ed25519"), "another algorithm")
    demand(print_of == signature["publicKey"]["kid"], "a key under another one's name")
    signed = canonical({"format": file["format"], "parts": parts})
    raw = from_base64url(signature["value"])
    demand(is_signed(from_base64url(jwk["x"]), raw, signed), "not signed")


def value_at(value, pointer):
    demand(re.fullmatch(r"(/([^~/]|~[01])*)+", pointer), f"{pointer}: no pointer")
    for token in pointer.split("/")[1:]:
        key = token.replace("~1", "/").replace("~0", "~")
        found = {str(name): item for name, item in entries(value)}
        demand(key in found, f"{pointer}: leads nowhere")
        value = found[key]
    return value


def check_disclosed(file):
    for pointer, entry in file["disclosed"].items():
        expected = sha256(entry["salt"] + canonical(entry["value"]))
        demand(value_at(file["statement"], pointer) == expected, f"{pointer}: another value")
    demand(len(file["disclosed"]) <= file["statement"]["commitments"], "more values than were signed")


def check_digest(statement):
    seal, approved = statement["seal"], statement["approved"]
    if seal is None:
        return
    demand(seal["differs"] is None and approved is not None, "not what was judged")
    demand(hash_of({"version": "parley-plan-v1", **approved}) == seal["digest"], "another digest")
    demand(all(hash_of(value) == seal["fields"].get(name) for name, value in approved.items()), "another field's hash")
    same = ("tenant", "plan", "thread", "requester")
    demand(all(statement["about"][name] == approved[name] for name in same), "about another plan")
    for step in statement["ledger"]:
        undoes = step["undoes"]
        index = step["index"] if undoes is None else undoes
        demand(0 <= index < len(approved["effects"]), "no such step was judged")
        demand(undoes is not None or approved["effects"][int(index)]["tool"] == step["tool"], "another tool")
        raw = hashlib.sha256(f"{seal['digest']}{int(step['index'])}".encode()).digest()
        key = base64.b32encode(raw).decode().rstrip("=").lower()
        demand(step["idempotencyKey"] in (None, key), "a key that doesn't follow")


def check_policy(file):
    policy, approved = file["statement"]["policy"], file["statement"]["approved"]
    if policy["hash"] is None:
        return
    demand(approved is None or approved["policy"] == policy["hash"], "judged by another policy")
    shown = file["disclosed"].get("/policy/source")
    demand(policy["source"] is None or shown is None or hash_of(shown["value"]) == policy["hash"], "another policy")


def check_chain(statement):
    chain, about = statement["chain"], statement["about"]
    seq, previous = chain["after"]["seq"], chain["after"]["hash"]
    told = []
    for link in chain["links"]:
        seq += 1
        if isinstance(link, str):
            check(link, HASH, "/chain/links")
            previous = hash_of({"content": link, "previous": previous})
            continue
        check(link, EVENT, "/chain/links")
        demand(link["seq"] == seq, "another event")
        content = {"tenant": about["tenant"], "thread": about["thread"], **link}
        del content["hash"]
        both = hash_of({"content": hash_of(content), "previous": previous}), hash_of({**content, "previous": previous})
        demand(link["hash"] in both, "an event that isn't what its hash was made from")
        previous = link["hash"]
        if link["type"] == "plan-decided":
            told.append(tuple(link["body"].get(name) for name in ("principalId", "digest", "decision")))
    demand(chain["fault"] is None, "the server found a fault")
    demand(seq != chain["head"]["seq"] or previous == chain["head"]["hash"], "another head")
    for decision in statement["decisions"]:
        demand((decision["principal"], decision["digest"], decision["decision"]) in told, "a decision that nobody was told")


def read(line):
    try:
        file = parse(line)
        check(file, FILE, "")
        check_signature(file)
        check_disclosed(file)
        check_digest(file["statement"])
        check_policy(file)
        check_chain(file["statement"])
        return "good"
    except (Wrong, ValueError, RecursionError, OverflowError) as why:
        return f"wrong: {why}"


if __name__ == "__main__":
    sys.stdin.reconfigure(encoding="utf-8", errors="surrogateescape", newline="\n")
    for given in sys.stdin:
        print(read(given.rstrip("\n")))
