#!/usr/bin/env bash
# Buys a ticket by plain REST calls, from the waiting line to the inspector's scan: documentation that runs.
#
#   docs/examples/buy.sh BASE_URL        for example http://127.0.0.1:8080, as `make run` gives it
#
# It needs curl and jq, and a system with demo accounts: `demo.json` in its data folder (DEMO_JSON names
# another place). IDENTITY_OPS is the ops listener of the identity service, where a demonstration shows the
# one-time codes that it would send by mail. Exits 0 with a redeemed ticket, and says what it does on the way.
set -euo pipefail

base=${1:?usage: buy.sh BASE_URL}
demo=${DEMO_JSON:-.sluice/demo.json}
identity_ops=${IDENTITY_OPS:-http://127.0.0.1:9101}
room=${ROOM:-demo}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

say() { printf '\n# %s\n' "$*" >&2; }
fail() {
    printf 'buy.sh: %s\n' "$*" >&2
    [ -s "$work/answer" ] && cat "$work/answer" >&2
    exit 1
}
[ -r "$demo" ] || fail "$demo cannot be read: start with \`make run\`, or name the file in DEMO_JSON"
# A failure within $(…) ends only that: so credentials are read into variables, which ends the script.
credential() { jq -er "$1" "$demo" || fail "$demo has no $1"; }
login=$(credential .passenger.phone)
password=$(credential .passenger.password)
mail=$(credential .passenger.email)
inspector=$(credential .inspector.phone)
inspector_password=$(credential .inspector.password)

# call WANTED METHOD PATH [curl arguments…]: sends one request, keeps the answer in $work/answer, checks its
# status. The gateway renews the admission token in the field Sluice-Admission when it has little time left:
# always use the newest.
admission=
user=
call() {
    local wanted=$1 method=$2 path=$3 status renewed
    shift 3
    local fields=(-H "Accept: application/json")
    [ -n "$admission" ] && fields+=(-H "Sluice-Admission: $admission")
    [ -n "$user" ] && fields+=(-H "Authorization: Bearer $user")
    status=$(curl -sS -o "$work/answer" -D "$work/head" -w '%{http_code}' -X "$method" "${fields[@]}" "$@" \
        "$base$path")
    renewed=$(sed -n 's/^[Ss]luice-[Aa]dmission: \([^[:space:]]*\).*/\1/p' "$work/head" | tail -n 1)
    [ -n "$renewed" ] && admission=$renewed
    case " $wanted " in *" $status "*) ;; *) fail "$method $path: status $status, expected $wanted" ;; esac
}
# Every write carries a key of its own: repeated with it after a broken connection, the effect is there once.
write() {
    local path=$1 body=$2
    call "200 201" POST "$path" -H 'Content-Type: application/json' \
        -H "Idempotency-Key: \"$(cat /proc/sys/kernel/random/uuid)\"" -d "$body"
}
answer() { jq -er "$1" "$work/answer" || fail "the answer has no $1"; }
# until_true SECONDS COMMAND…: asks again, twice a second, for that long.
until_true() {
    local until=$((SECONDS + $1))
    shift
    until "$@"; do
        [ "$SECONDS" -lt "$until" ] || return 1
        read -rt 0.5 <> <(:) || true
    done
}

say "Join the line: a place and its slip."
call "200 201" POST "/_sluice/v1/rooms/$room/places"
slip=$(answer .slip)
say "Place $(answer .place). Wait for the turn and claim the admission."
admitted() {
    local status
    status=$(curl -sS -o "$work/answer" -w '%{http_code}' -X POST -H "Sluice-Slip: $slip" \
        "$base/_sluice/v1/rooms/$room/admission")
    [ "$status" = 200 ]
}
until_true "${PATIENCE:-600}" admitted || fail "not admitted"
admission=$(answer .token)

say "Log in."
call 200 POST /api/sessions -H 'Content-Type: application/json' \
    -d "$(jq -n --arg login "$login" --arg password "$password" '{$login, $password}')"
user=$(answer .access_token)

say "Show that the mail address is ours: a one-time code, which a demonstration shows on an ops listener."
code_sent() {
    call "202 429" POST /api/otp -H 'Content-Type: application/json' \
        -d "$(jq -n --arg email "$mail" '{$email, purpose: "login"}')"
    jq -e .id "$work/answer" >/dev/null && return
    [ -n "${told:-}" ] || say "A code goes out once a minute to one address, and the last is used: wait."
    told=yes
    return 1
}
until_true 90 code_sent || fail "no code was sent"
code_id=$(answer .id)
code=$(curl -sSf -G --data-urlencode "to=$mail" "$identity_ops/v1/demo/otp" | jq -er .code) ||
    fail "no one-time code"
call 200 POST /api/otp/verify -H 'Content-Type: application/json' \
    -d "$(jq -n --arg id "$code_id" --arg code "$code" '{$id, $code}')"
user=$(answer .access_token)

say "Find a trip with seats: the first pair of stations and day that has one."
from=${FROM:-DHA} to=${TO:-CTG}
trip=
for ahead in 1 2 3 4 5 6 7; do
    date=$(date -u -d "+$ahead day" +%F)
    call 200 GET "/api/trips?from=$from&to=$to&date=$date"
    trip=$(jq -r 'first(.trips[] | select(any(.classes[]; .free > 0)) | .id) // empty' "$work/answer")
    [ -n "$trip" ] && break
done
[ -n "$trip" ] || fail "no trip from $from to $to has a free seat"
say "Trip $trip on $date. Take a free seat of its map."
held() {
    call 200 GET "/api/trips/$trip/seats?from=$from&to=$to"
    # A coach says how many seats it has and which numbers are taken: seat 14 of coach KA is KA-14.
    seat=$(jq -r '[.coaches[] | . as $coach | range(1; .seats + 1)
            | select(. as $n | $coach.taken | index($n) | not) | "\($coach.label)-\(.)"]
        | .[now * 1000 % length | floor] // empty' "$work/answer")
    [ -n "$seat" ] || fail "no seat is free any more"
    call "201 409 503" POST /api/holds -H 'Content-Type: application/json' \
        -H "Idempotency-Key: \"$(cat /proc/sys/kernel/random/uuid)\"" \
        -d "$(jq -n --arg trip "$trip" --arg from "$from" --arg to "$to" --arg seat "$seat" \
            '{$trip, $from, $to, seats: [$seat]}')"
    jq -e .id "$work/answer" >/dev/null
}
# 409 seat_taken: somebody was faster; another seat, then.
until_true 30 held || fail "no seat could be held"
hold=$(answer .id)

say "Seat $seat is held until $(answer .expires_at) for $(answer .amount) $(answer .currency). Order it."
write /api/orders "$(jq -n --arg hold "$hold" --arg seat "$seat" --arg email "$mail" \
    --arg phone "$login" \
    '{$hold, passengers: [{$seat, name: "Rahima Khatun"}], contact: {$phone, $email, language: "en"}}')"
order=$(answer .id)

say "Pay it: an intent, then the provider's own page. Here it takes play money, and Pay is a form."
write /api/payments "$(jq -n --arg order "$order" '{$order, provider: "mock"}')"
page=$(answer .next_action.redirect_to_url.url)
status=$(curl -sS -o "$work/answer" -w '%{http_code}' -d choice=pay -H "Origin: $base" "$page")
case $status in 2?? | 3??) ;; *) fail "the hosted page said $status" ;; esac

say "The provider tells payment, payment tells booking, booking tells ticket: ask until it is confirmed."
ticketed() {
    call 200 GET "/api/orders/$order"
    case $(answer .status) in failed | cancelled | lapsed) fail "the order is $(answer .status)" ;; esac
    jq -e '.status == "confirmed" and (.tickets | length) > 0' "$work/answer" >/dev/null
}
until_true 60 ticketed || fail "the order is still $(answer .status)"
ticket=$(answer '.tickets[0]')
issued() {
    call "200 404" GET "/api/tickets/$ticket"
    jq -e .code "$work/answer" >/dev/null
}
until_true 60 issued || fail "no ticket was issued"
call 200 GET "/api/tickets/$ticket.pdf"
cp "$work/answer" "${PDF:-$work/ticket.pdf}"
say "Ticket $ticket: $(wc -c <"$work/answer") bytes of PDF."

say "On the train: the inspector logs in and redeems it, once."
user=
call 200 POST /api/sessions -H 'Content-Type: application/json' \
    -d "$(jq -n --arg login "$inspector" --arg password "$inspector_password" '{$login, $password}')"
user=$(answer .access_token)
# The ticket is for another day, which an inspector who knows better may overrule with force.
write "/api/tickets/$ticket/redeem" \
    "$(jq -n --arg nonce "$(cat /proc/sys/kernel/random/uuid)" '{$nonce, force: true}')"
[ "$(answer .status)" = ok ] || fail "the ticket was not redeemed"

say "Leave, so that the next one may come in."
call 204 DELETE "/_sluice/v1/rooms/$room/admission"
echo "redeemed ticket $ticket of order $order"
