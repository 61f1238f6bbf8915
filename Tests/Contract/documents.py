"""The OpenAPI documents against the running roles: routes, codes, and what was answered in this run."""

import collections
import json
import pathlib
import re
import urllib.parse

import yaml
from jsonschema import Draft202012Validator
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012

ROOT = pathlib.Path(__file__).resolve().parents[2]
FOLDER = ROOT / "docs" / "openapi"
METHODS = {"get", "post", "put", "patch", "delete"}
ROLES = ["gateway", "identity", "booking", "payment", "ticket"]
# Where each role's own problems are declared and thrown.
SOURCES = {"gateway": "Gateway", **{role: f"Services/{role.capitalize()}" for role in ROLES[1:]}}

Operation = collections.namedtuple("Operation", "role path method item body")


def load(name):
    return yaml.safe_load((FOLDER / f"{name}.yaml").read_text())


DOCUMENTS = {name: load(name) for name in [*ROLES, "common"]}
REGISTRY = Registry().with_resources(
    (f"{name}.yaml", Resource.from_contents(value, DRAFT202012)) for name, value in DOCUMENTS.items()
)


def resolved(name, value):
    """A value with its reference followed: the document that it is in, and itself."""
    while isinstance(value, dict) and "$ref" in value:
        document, _, pointer = value["$ref"].partition("#")
        name = document.removesuffix(".yaml") or name
        value = DOCUMENTS[name]
        for part in pointer.strip("/").split("/"):
            value = value[part.replace("~1", "/").replace("~0", "~")]
    return name, value


def is_ops(item):
    """Whether a path is on the ops listener, by the port of its own servers."""
    ports = [urllib.parse.urlsplit(server["url"]).port for server in item.get("servers", [])]
    return any(9090 <= port < 9200 for port in ports)


def operations(role, ops=False):
    for path, item in DOCUMENTS[role]["paths"].items():
        for method in METHODS & item.keys():
            if is_ops(item) == ops:
                yield Operation(role, path, method.upper(), item, item[method])


def problem_codes(role, operation):
    """(status, code) of every problem that an operation names."""
    for status, response in operation.body["responses"].items():
        name, response = resolved(role, response)
        problem = response.get("content", {}).get("application/problem+json")
        if problem:
            _, schema = resolved(name, problem["schema"])
            for part in schema["allOf"]:
                for code in part.get("properties", {}).get("code", {}).get("enum", []):
                    yield int(status), code


# What the documents say against what the roles say.


def sound(shop):
    """Every reference leads somewhere, nothing is empty by a slip of the pen, operations have ids."""

    def walk(name, value, place):
        assert value is not None, f"{place} is empty"
        if isinstance(value, dict):
            if "$ref" in value:
                resolved(name, value)
            for key, part in value.items():
                walk(name, part, f"{place}/{key}")
        elif isinstance(value, list):
            for part in value:
                walk(name, part, place)

    seen = set()
    for name, document in DOCUMENTS.items():
        assert document["openapi"].startswith("3.1."), name
        walk(name, document, name)
        for schema in document["components"].get("schemas", {}).values():
            Draft202012Validator.check_schema(schema)
    for role in ROLES:
        for operation in [*operations(role), *operations(role, ops=True)]:
            assert operation.body["operationId"] not in seen, operation.body["operationId"]
            seen.add(operation.body["operationId"])
            assert operation.body["summary"] and operation.body["responses"], operation.path
            names = set(re.findall(r"\{(\w+)\}", operation.path))
            given = {
                resolved(role, one)[1]["name"]
                for one in operation.item.get("parameters", []) + operation.body.get("parameters", [])
                if resolved(role, one)[1]["in"] == "path"
            }
            assert names == given, f"{operation.path}: parameters {given}"


def routes(shop):
    """The documents and the roles name the same routes, on both listeners."""
    everywhere = {(one.method, one.path) for one in operations("gateway", ops=True)}
    for role in ROLES:
        told = shop.ops(role).send("GET", "/v1/routes").json
        served = {(route["method"], route["path"]) for route in told["routes"]}
        written = {(one.method, one.path) for one in operations(role)}
        assert served == written, f"{role}: unwritten {served - written}, unserved {written - served}"
        ops = {(route["method"], route["path"]) for route in told["ops"]}
        own = {(one.method, one.path) for one in operations(role, ops=True)} | everywhere
        assert ops == own, f"{role}, ops: unwritten {ops - own}, unserved {own - ops}"


def needs(shop):
    """What a route asks for, its document asks for."""
    for role in ROLES[1:]:
        document = DOCUMENTS[role]
        table = {(route["method"], route["path"]): set(route["needs"]) for route in shop.routes(role)}
        for one in operations(role):
            wanted = table[one.method, one.path]
            ways = [set(way) for way in one.body.get("security", document.get("security", [{}]))]
            place = f"{one.method} {one.path}: needs {wanted}, security {ways}"
            if "admission" in wanted:
                assert all("admission" in way for way in ways), place
            if "user" in wanted or any(need.startswith("role:") for need in wanted):
                assert all(way & {"user", "userCookie"} for way in ways), place
            keys = [
                parameter.get("required", False)
                for parameter in (resolved(role, one)[1] for one in one.body.get("parameters", []))
                if parameter["name"] == "Idempotency-Key"
            ]
            expected = [True] if "idempotency_key" in wanted else []
            expected = [False] if "optional_idempotency_key" in wanted else expected
            assert keys == expected, f"{place}: Idempotency-Key {keys}"


def common_codes():
    """The names and statuses of the problems that all roles share, as the sources have them."""
    text = "\n".join(path.read_text() for path in sorted((ROOT / "Sources/HTTP").glob("ProblemCode*.swift")))
    statuses = {}
    for cases, status in re.findall(r"case ((?:\.\w+[,\s]*)+): (\d{3})", text):
        statuses |= {case: int(status) for case in re.findall(r"\.(\w+)", cases)}
    names = dict(re.findall(r'case \.(\w+): "([a-z_]+)"\n', text))
    assert names and names.keys() <= statuses.keys(), names.keys() - statuses.keys()
    return {case: (statuses[case], name) for case, name in names.items()}


# What the shorthands of ServiceError stand for.
SHORT = {
    "notFound": "notFound", "forbidden": "forbidden", "invalid": "unprocessable", "badRequest": "badRequest",
    "failure": "internalError", "unavailable": "unavailable", "overloaded": "overloaded",
    "idempotencyKeyInProgress": "idempotencyKeyInProgress", "idempotencyKeyReused": "idempotencyKeyReused",
}
# What the frame of the services answers for routes that ask for it, and by the rules of HTTP.
FRAME = ["admissionRequired", "admissionExpired", "unauthorized", "forbidden", "quotaExceeded", "unavailable"]
THROWN = re.compile(r"(?:ServiceError\(|throw |ProblemCode\.|: |return |\? )\.(\w+)\b")
OWN = re.compile(r'ProblemKind\(\s*status: (\d+), name: "([a-z_]+)"')


def codes(shop):
    """Every problem that a role can answer is in its document, and none that no role has."""
    common = common_codes()
    anywhere = {(common[case][0], common[case][1]) for case in common}
    by_rule = set(DOCUMENTS["common"]["components"]["schemas"]["CommonCode"]["enum"])
    for role in ROLES:
        text = "\n".join(path.read_text() for path in (ROOT / SOURCES[role]).rglob("*.swift"))
        own = {(int(status), name) for status, name in OWN.findall(text)}
        if role == "gateway":
            thrown = {case for case in re.findall(r"\.(\w+)\b", text) if case in common}
            site = set(DOCUMENTS[role]["components"]["schemas"]["SiteCode"]["enum"])
        else:
            thrown = {SHORT.get(case, case) for case in THROWN.findall(text)} & common.keys() | set(FRAME)
            site = set()
        wanted = own | {common[case] for case in thrown}
        written = {pair for one in operations(role) for pair in problem_codes(role, one)}
        missing = {
            (status, code)
            for status, code in wanted - written
            if code not in by_rule and code not in site
        }
        assert not missing, f"{role}: codes that no operation names: {sorted(missing)}"
        strange = written - own - anywhere
        assert not strange, f"{role}: codes that nobody answers: {sorted(strange)}"


# What was answered.


class Answers:
    """The journal of a run held against the documents."""

    def __init__(self):
        self.known = []
        for role in ROLES:
            for one in operations(role):
                pattern = "".join(
                    "[^/]+" if part.startswith("{") else re.escape(part)
                    for part in re.split(r"(\{\w+\})", one.path)
                )
                self.known.append((re.compile(f"{pattern}$"), one))
        # What is fixed comes before what is a parameter, and `{id}.pdf` before `{id}`.
        self.known.sort(key=lambda known: (known[1].path.count("{"), -len(known[1].path)))
        self.validators = {}
        self.seen = collections.defaultdict(set)

    def operation(self, method, path):
        for pattern, one in self.known:
            if one.method == method and pattern.match(path):
                return one
        return None

    def errors(self, name, schema, value):
        key = id(schema)
        if key not in self.validators:
            # A reference within a document is relative to it.
            root = {"$id": f"check/{name}.yaml/{key}", **self.absolute(name, schema)}
            self.validators[key] = Draft202012Validator(root, registry=REGISTRY)
        return [f"{error.json_path}: {error.message}" for error in self.validators[key].iter_errors(value)]

    def absolute(self, name, schema):
        """The schema with every reference followed, so that it stands alone; our schemas have no cycles."""
        name, schema = resolved(name, schema)
        if isinstance(schema, dict):
            return {key: self.part(name, value) for key, value in schema.items()}
        return schema

    def part(self, name, value):
        if isinstance(value, dict):
            if "$ref" in value:
                return self.absolute(name, value)
            return {key: self.part(name, one) for key, one in value.items()}
        if isinstance(value, list):
            return [self.part(name, one) for one in value]
        return value

    def check(self, method, target, kind, sent, reply):
        """What is wrong with one exchange: a list of sentences."""
        one = self.operation(method, urllib.parse.urlsplit(target).path)
        if one is None:
            return []
        self.seen[one.method, one.path].add(reply.status)
        place = f"{method} {target} → {reply.status}"
        written = one.body["responses"].get(str(reply.status))
        if written is None:
            return [f"{place}: the status is not written ({reply.body[:200]!r})"]
        name, written = resolved(one.role, written)
        content = written.get("content", {})
        media = reply.fields.get("content-type", "").partition(";")[0]
        if not content:
            return [f"{place}: a body where none is written"] if reply.body else []
        if media not in content:
            return [f"{place}: {media}, written {list(content)}"]
        found = []
        if media.endswith("json"):
            found = self.errors(name, content[media]["schema"], json.loads(reply.body))
        if reply.status in (429, 503) and "retry-after" not in reply.fields:
            found.append("no Retry-After")
        for header in written.get("headers", {}):
            if header in ("ETag", "Location", "WWW-Authenticate") and header.lower() not in reply.fields:
                found.append(f"no {header}")
        if reply.status < 300 and sent and (kind or "").startswith("application/json"):
            asked = resolved(one.role, one.body.get("requestBody", {}))[1].get("content", {})
            if "application/json" in asked:
                schema = asked["application/json"]["schema"]
                found += [f"request: {error}" for error in self.errors(one.role, schema, json.loads(sent))]
        return [f"{place}: {error}" for error in found]


def answers(shop):
    """Everything that was answered in this run is as its document says."""
    held = Answers()
    wrong = [error for entry in shop.journal for error in held.check(*entry)]
    assert not wrong, f"{len(wrong)} answers are not as written:\n" + "\n".join(sorted(set(wrong))[:40])
    # What the provider plays, it plays on the service's port, which the journal does not know.
    played = {"/gwprocess", "/validator", "/api/payments/webhooks"}
    silent = [
        f"{one.method} {one.path}"
        for _, one in held.known
        if not any(one.path.startswith(path) for path in played)
        # Refunds by operators are refused once an order stands on the payment, as every one here does.
        and one.body["operationId"] != "refund"
        and not any(status < 400 for status in held.seen[one.method, one.path])
    ]
    assert not silent, f"no success was seen of {silent}"
