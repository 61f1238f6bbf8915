// Talking to the gateway: what each answer means for the place.

async function ask(method, path, shared) {
    const stop = window.AbortController && new AbortController();
    const limit = stop && setTimeout(() => stop.abort(), 15000);
    try {
        const reply = await fetch(api + path, {
            method, credentials: shared ? 'omit' : 'same-origin', cache: shared ? 'default' : 'no-store',
            headers: {Accept: 'application/json'}, signal: stop ? stop.signal : undefined
        });
        let body = {};
        try { body = await reply.json(); } catch (e) { /* 204, or a proxy's own page */ }
        heard = now();
        const after = +reply.headers.get('Retry-After') || +body.retry_after || 0;
        return {status: reply.status, ok: reply.ok, body, after};
    } finally {
        clearTimeout(limit);
    }
}

// A reply that nobody planned for: keep the place, wait as long as the server says or longer each time.
function failed(reply) {
    const error = new Error('status ' + reply.status);
    error.after = reply.after;
    return error;
}

const clamp = (value, low, high) => Math.min(high, Math.max(low, value || low));

// People between serving and our place, numbers that nobody holds left out.
function peopleAhead() {
    let count = line.place - line.serving - 1;
    line.gaps.forEach((gap) => {
        const first = Math.max(gap[0], line.serving + 1), last = Math.min(gap[1], line.place - 1);
        if (first <= last) count -= last - first + 1;
    });
    return Math.max(0, count);
}

// Far from the front: the document that is the same for everybody, so that caches can carry it.
async function readRoom() {
    const reply = await ask('GET', '', true), room = reply.body;
    if (!reply.ok) throw failed(reply);
    roomRead = now();
    takeRoom(room);
    share({room});
}

function takeRoom(room) {
    const renewed = line.epoch !== undefined && (room.epoch !== line.epoch || room.gen !== line.gen);
    if (renewed && room.epoch !== line.epoch) line.serving = 0;
    line.epoch = room.epoch;
    line.gen = room.gen;
    // After a restoration the slip may need renewing: ask soon, but not all in the same second.
    if (renewed) placeRead = now() - 300 + Math.random() * 10;
    line.rate = room.rate_per_second;
    line.gaps = room.gaps || [];
    line.within = room.heartbeat_within || 0;
    line.beat = room.heartbeat_seconds || 15;
    line.refresh = room.refresh_seconds || line.refresh;
    operatorSays(room.message);
    line.mood = room.state === 'paused' || room.state === 'held' ? room.state : '';
    if (room.sold_out || room.mode === 'soldout') line.mood = 'soldout';
    line.opening = room.state === 'prequeue';
    line.shut = room.state === 'closed' || line.mood === 'soldout';
    if (line.opening && room.opens_at) {
        opens = (Date.parse(room.opens_at) - Date.parse(room.time)) / 1000 + now() - started;
    }
    if (line.place != null && !line.opening && viewOf(line.state) !== 'over') moveTo(room.serving);
}

function moveTo(serving) {
    line.serving = Math.max(line.serving || 0, serving || 0);
    line.ahead = peopleAhead();
    if (estimate && estimate.ahead > 0) {
        const pace = estimate.rate > 0 && line.rate > 0 ? estimate.rate / line.rate : 1;
        line.wait = estimate.wait.map((seconds) => seconds * pace * line.ahead / estimate.ahead);
    }
    if (line.place > line.serving) line.state = 'waiting';
    else if (viewOf(line.state) === 'line' && !line.mood) line.state = 'called';
}

// Near the front: our own place, which is also the sign that we are here.
async function readPlace() {
    const reply = await ask('GET', '/place');
    if (reply.ok) {
        placeRead = now();
        joins = 0;
        takePlace(reply.body);
        share({place: reply.body});
    } else if (reply.status === 410) {
        line.state = 'expired';
    } else if (reply.status === 401 || reply.status === 404) {
        // The slip is gone (cookies were cleared, or are not kept): ask for a place, but not again and again.
        line.place = null;
        await join();
    } else if (reply.status === 503) {
        heldUp(reply);
    } else {
        throw failed(reply);
    }
}

function takePlace(place) {
    if (place.place != null) line.place = place.place;
    line.serving = place.serving;
    line.ahead = place.ahead || 0;
    line.refresh = place.refresh_seconds || line.refresh;
    line.wait = place.wait ? [place.wait.likely, place.wait.low, place.wait.high] : null;
    estimate = line.wait && {wait: line.wait, ahead: line.ahead, rate: line.rate};
    if (place.state === 'held') {
        line.mood = 'held';
        line.state = 'waiting';
    } else {
        if (line.mood === 'held') line.mood = '';
        // At the door we stay at the door until the claim says something else.
        line.state = place.state === 'called' && line.state === 'door' ? 'door' : place.state || 'waiting';
        if (line.state === 'called' && line.mood) line.state = 'waiting';
    }
}

function heldUp(reply) {
    if (line.place == null) line.state = 'holding';
    else if (viewOf(line.state) !== 'turn') line.mood = 'held';
    else line.state = 'door';
    line.after = reply.after || 3;
}

async function join() {
    if (navigator.cookieEnabled === false || ++joins > 2) {
        stopped = true;
        tell('cookies');
        return;
    }
    const reply = await ask('POST', '/places');
    const code = reply.body.code;
    if (reply.ok) {
        takePlace(reply.body);
        // Ask for it at once: a browser that kept no cookie shows itself now, not at the front.
        placeRead = -1e9;
    } else if (code === 'room_closed' || code === 'sold_out') {
        joins = 0;
        line.state = code === 'sold_out' ? 'soldout' : 'closed';
    } else if (code === 'login_required') {
        // The page itself leads to the login and back. Never a reload: a form may have led here.
        stopped = true;
        location.replace(data.return);
    } else if (reply.status === 503) {
        joins = 0;
        heldUp(reply);
    } else {
        joins = 0;
        throw failed(reply);
    }
}

async function claim() {
    const reply = await ask('POST', '/admission');
    const code = reply.body.code;
    if (reply.ok) {
        share({admitted: true});
        return enter();
    }
    if (code === 'at_the_door') {
        line.state = 'door';
        line.after = reply.after || 1;
    } else if (code === 'not_called') {
        invited = false;
        line.state = 'waiting';
        await readPlace();
        if (line.state === 'called') line.after = 1;
    } else if (code === 'admission_used') {
        line.state = 'finished';
    } else if (code === 'slip_invalid') {
        // Somebody else is logged in here by now: they have a place of their own.
        await join();
    } else if (reply.status === 410) {
        line.state = 'expired';
    } else if (reply.status === 401 || reply.status === 404) {
        await readPlace();
    } else if (code === 'line_held') {
        line.state = 'waiting';
        line.mood = 'held';
        invited = false;
        line.after = reply.after || 3;
    } else {
        throw failed(reply);
    }
}

// In we go, after a moment in which the call is seen, felt and read out; longer in a tab that nobody looks
// at. The session waits 20 s for its first use.
async function enter() {
    line.state = 'called';
    invited = true;
    show();
    line.after = 15;
    const before = kept();
    if (before && Date.now() - before < 8000) {
        // We were let in a moment ago and are here again: do not spin, offer the link.
        line.after = 8;
        return;
    }
    await new Promise((done) => {
        setTimeout(done, document.hidden ? 10000 : 1500);
        document.addEventListener('visibilitychange', done, {once: true});
    });
    keep(Date.now());
    going = true;
    location.replace(data.return);
}

function kept() {
    try { return +sessionStorage.getItem('sluice-entered'); } catch (e) { return 0; }
}
function keep(time) {
    try { sessionStorage.setItem('sluice-entered', time); } catch (e) { /* storage may be forbidden */ }
}
