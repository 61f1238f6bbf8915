// The waiting page, kept in step with the gateway without a reload. Whole-line comments are cut when it is served.
(function () {
'use strict';
const $ = (id) => document.getElementById(id);
const data = JSON.parse($('data').textContent);
const words = JSON.parse($('text').textContent);
const main = $('main');
const bangla = document.documentElement.lang === 'bn';
const api = '/_sluice/v1/rooms/' + data.room;

// Which blocks of the page each state shows; a state that is not named here is `stop`.
const views = {
    waiting: 'line', paused: 'line', held: 'line', prequeue: 'soon', called: 'turn', door: 'turn',
    expired: 'over', finished: 'over', left: 'over'
};
const viewOf = (state) => views[state] || 'stop';

// What is known of the line. `mood` is what holds up the whole line, as the shared document says.
const line = {
    state: data.state, place: data.place, serving: data.serving, ahead: data.ahead, wait: data.wait,
    rate: data.rate, refresh: data.refresh, within: data.within, beat: data.beat, mood: '', gaps: []
};
if (data.state === 'paused' || (data.state === 'held')) {
    line.mood = data.state;
    line.state = 'waiting';
}
// The server's last own estimate; in between it is scaled by the people still ahead and by the pace.
let estimate = line.wait && {wait: line.wait, ahead: line.ahead, rate: line.rate};
let progress = data.progress;
let opens = data.opens;

// Only differences of a steady clock count: the clocks of phones are wrong by hours.
const now = () => performance.now() / 1000;
const started = now();
let placeRead = started, roomRead = -1e9, heard = started;
let timer, busy, failures = 0, notice = '', joins = 0, stopped = false, going = false;
// A turn is told only once the gateway has let us in or to the door, so that a line which stands cries no wolf.
let invited = viewOf(data.state) === 'turn';

// ---- Words and numbers, by the same rules as the server's (WaitingPage+Numbers.swift).

const digits = (s) => bangla ? String(s).replace(/\d/g, (d) => String.fromCharCode(0x9e6 + +d)) : String(s);
const group = (n) => digits(String(Math.max(0, Math.round(n)))
    .replace(bangla ? /(\d)(?=(\d\d)+\d$)/g : /(\d)(?=(\d{3})+$)/g, '$1,'));
const fill = (key, values) => words[key].replace(/\{(\w)\}/g, (all, name) => values[name]);

function duration(seconds, round) {
    const minutes = Math.max(1, round(seconds / 60));
    if (minutes < 90) return fill('minutes', {n: digits(minutes)});
    const fives = round(minutes / 5) * 5, h = digits(Math.floor(fives / 60)), n = fives % 60;
    return n ? fill('hours.minutes', {h, n: digits(n)}) : fill('hours', {h});
}

function likely(wait) {
    if (!wait) return words['wait.unknown'];
    return wait[0] < 60 ? words['wait.less'] : fill('wait.about', {n: duration(wait[0], Math.round)});
}

function range(wait) {
    if (!wait || wait[2] < 60) return '';
    const low = Math.floor(wait[1] / 60), high = Math.ceil(wait[2] / 60), b = duration(wait[2], Math.ceil);
    if (low >= high) return '';
    if (high >= 90) return fill('wait.range', {a: duration(wait[1], Math.floor), b});
    return low < 1 ? fill('wait.within', {b}) : fill('wait.range', {a: digits(low), b});
}

function clock(date) {
    return digits([date.getHours(), date.getMinutes(), date.getSeconds()]
        .map((n) => (n < 10 ? '0' : '') + n).join(':'));
}

function countdown(seconds) {
    const s = Math.max(0, Math.ceil(seconds)), pad = (n) => (n < 10 ? '0' : '') + n;
    const h = Math.floor(s / 3600);
    return digits((h ? h + ':' : '') + pad(Math.floor(s / 60) % 60) + ':' + pad(s % 60));
}

// ---- Showing.

function put(id, value) {
    const element = $(id);
    if (element.textContent !== value) element.textContent = value;
}

let shown = line.mood || line.state, spokenAt = started, spoken = '';

function show() {
    const waiting = line.state === 'waiting' || (line.state === 'called' && !invited);
    const state = waiting ? line.mood || 'waiting' : line.state;
    const view = viewOf(state);
    if (shown !== state) {
        main.dataset.view = view;
        document.querySelectorAll('[data-v]').forEach((block) => {
            block.hidden = block.dataset.v.split(' ').indexOf(view) < 0;
        });
        put('h', words[state + '.h']);
        put('lead', words[state + '.p']);
        if (view === 'turn' && viewOf(shown) !== 'turn') callOut();
        if (view !== 'turn') hush();
        if (view !== 'turn') say(words[state + '.h'] + '. ' + words[state + '.p']);
        shown = state;
    }
    if (view === 'line') showLine();
    if (view === 'soon') showOpening();
    if (view !== 'turn') document.title = titled(view === 'line' ? fill('tab.ahead', {n: group(line.ahead)}) : words[state + '.h']);
    $('water').setAttribute('transform', 'translate(0 ' + (view === 'turn' ? 20 : Math.round(180 - 150 * progress)) + ')');
}

function showLine() {
    const wait = line.wait, n = group(line.ahead), u = words[line.ahead === 1 ? 'unit.one' : 'unit.many'];
    if (wait) {
        const waited = data.waited + now() - started;
        progress = Math.max(progress, Math.min(.99, waited / (waited + wait[0] + 1)));
    }
    put('ahead', n);
    put('unit', u);
    $('bar').value = Math.round(progress * 100);
    put('likely', likely(wait));
    put('range', range(wait));
    put('place', group(line.place));
    put('serving', group(line.serving));
    put('pace', line.rate ? fill('pace.minute', {n: group(line.rate * 60)}) : '–');
    const sentence = fill('spoken', {n, u, w: likely(wait)});
    if (sentence !== spoken && now() - spokenAt > 60) {
        spoken = sentence;
        say(sentence);
    }
}

function showOpening() {
    put('countdown', opens == null ? '–' : countdown(opens - (now() - started)));
}

const titled = (s) => s + ' · ' + data.title;

// For screen readers: at most once a minute while waiting, at once when the state changes.
function say(sentence) {
    spokenAt = now();
    put('polite', sentence);
}

function tell(key) {
    if (notice === key) return;
    if (!key && (notice === 'offline' || notice === 'trouble')) say(words['note.back']);
    notice = key;
    put('note', key ? words['note.' + key] : '');
    $('note').hidden = !key;
}

function operatorSays(message) {
    if (typeof message !== 'string') return;
    put('said', message);
    $('message').hidden = !message;
}

// ---- Calling out: title, live region, vibration, and sound for those who asked for it.

let audio, blinking;

function callOut() {
    const loud = words['tab.called'];
    document.title = titled(loud);
    put('loud', words['called.h']);
    if (!matchMedia('(prefers-reduced-motion: reduce)').matches) {
        let on = true, left = 60;
        blinking = setInterval(() => {
            on = !on || --left < 0;
            document.title = on ? titled(loud) : '· · ·';
        }, 1000);
    }
    // Without a touch before, browsers refuse to vibrate and complain on the console.
    if (navigator.vibrate && navigator.userActivation && navigator.userActivation.hasBeenActive) {
        navigator.vibrate([300, 150, 300, 150, 600]);
    }
    if (audio && $('sound').checked) chime(3);
}

function hush() {
    clearInterval(blinking);
    put('loud', '');
}

function chime(times) {
    for (let i = 0; i < times * 2; i++) {
        const tone = audio.createOscillator(), gain = audio.createGain(), at = audio.currentTime + i * .35;
        tone.frequency.value = i % 2 ? 880 : 660;
        gain.gain.setValueAtTime(.25, at);
        gain.gain.exponentialRampToValueAtTime(.001, at + .3);
        tone.connect(gain);
        gain.connect(audio.destination);
        tone.start(at);
        tone.stop(at + .32);
    }
}

// ---- Talking to the gateway.

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
        return {status: reply.status, ok: reply.ok, body, after: +reply.headers.get('Retry-After') || +body.retry_after || 0};
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
        placeRead = now();
        takePlace(reply.body);
    } else if (code === 'room_closed' || code === 'sold_out') {
        joins = 0;
        line.state = code === 'sold_out' ? 'soldout' : 'closed';
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

// In we go, after a moment in which the call is seen, felt and read out; longer in a tab that nobody looks at.
// The session waits 20 s for its first use.
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

// ---- The pace.

const near = () => line.place != null && line.place - line.serving <= line.within;

async function step() {
    line.after = 0;
    if (line.state === 'error') {
        going = true;
        location.replace(data.return);
        return 30;
    }
    if (viewOf(line.state) === 'turn') {
        await claim();
    } else if (line.state === 'prequeue' || line.state === 'closed' || line.state === 'soldout') {
        await readRoom();
        if (!line.opening && !line.shut) await (line.state === 'prequeue' ? readPlace() : join());
    } else if (line.place == null) {
        await join();
    } else {
        // The shared document also carries the message and says whether the line stands.
        if (!near() || now() - roomRead > 20) await readRoom();
        if (line.state === 'waiting' && (near() || now() - placeRead > 300)) await readPlace();
    }
    if (line.state === 'admitted') await enter();
    else if (line.state === 'called' && !line.after && !going) await claim();
    if (line.after) return line.after;
    return near() ? Math.min(clamp(line.refresh, 1, 60), line.beat || 15) : clamp(line.refresh, 1, 120);
}

async function tick() {
    clearTimeout(timer);
    if (busy || stopped) return;
    busy = true;
    let pause;
    if (navigator.onLine === false) {
        tell('offline');
        pause = 30;
    } else {
        try {
            pause = await step();
            failures = 0;
            if (!stopped) {
                tell('');
                put('updated', clock(new Date()));
            }
        } catch (error) {
            failures++;
            pause = Math.max(error.after || 0, Math.min(60, Math.pow(2, failures)));
            if (navigator.onLine === false) tell('offline');
            else if (failures > 1) tell('trouble');
        }
    }
    busy = false;
    show();
    plan(pause);
}

function plan(pause) {
    clearTimeout(timer);
    if (viewOf(line.state) === 'over' || stopped) return stream(false);
    timer = setTimeout(tick, pause * 1000 * (.8 + .4 * Math.random()));
    stream(document.hidden && near() && line.state === 'waiting');
}

// A hidden tab's timers are slowed to one a minute; near the front an event stream wakes it in time.
let source;
function stream(wanted) {
    if (source && (!wanted || source.readyState === 2)) {
        source.close();
        source = null;
    }
    if (!wanted || source || !window.EventSource) return;
    source = new EventSource(api + '/events');
    const take = (event) => {
        let place;
        try { place = JSON.parse(event.data); } catch (e) { return; }
        if (!place || !place.state) return;
        heard = placeRead = now();
        takePlace(place);
        show();
        if (line.state === 'called' || line.state === 'admitted') tick();
    };
    source.onmessage = take;
    source.addEventListener('place', take);
    source.addEventListener('position', take);
}

// ---- Other tabs: what one of them learns, all know.

const channel = window.BroadcastChannel && new BroadcastChannel('sluice-' + data.room);
function share(news) {
    if (channel) channel.postMessage(news);
}
if (channel) channel.onmessage = (event) => {
    const news = event.data || {};
    if (viewOf(line.state) === 'over' && !news.joined) return;
    if (news.room && line.place != null) {
        roomRead = now();
        takeRoom(news.room);
    } else if (news.place && news.place.place === line.place) {
        placeRead = now();
        takePlace(news.place);
    } else if (news.left) {
        line.state = 'left';
    } else if (news.admitted || news.joined) {
        return tick();
    } else {
        return;
    }
    show();
    if (!busy) plan(line.state === 'called' ? 0 : near() ? Math.min(line.refresh, line.beat) : line.refresh);
};

// ---- What the visitor and the browser do.

$('check').addEventListener('click', (event) => {
    event.preventDefault();
    if (now() - heard > 1 || failures) tick();
    if (viewOf(line.state) === 'line') say(fill('spoken', {
        n: group(line.ahead || 0), u: words[line.ahead === 1 ? 'unit.one' : 'unit.many'], w: likely(line.wait)
    }));
});

$('leave').addEventListener('submit', async (event) => {
    event.preventDefault();
    try {
        const reply = await ask('DELETE', '/place');
        if (!reply.ok && reply.status !== 404) throw failed(reply);
        line.state = 'left';
        share({left: true});
        show();
        plan(0);
        $('again').querySelector('button').focus();
    } catch (error) {
        tell('trouble');
    }
});

$('again').addEventListener('submit', async (event) => {
    event.preventDefault();
    joins = 0;
    try {
        await join();
        data.waited = started - now();
        progress = 0;
        share({joined: true});
        tick();
    } catch (error) {
        tell('trouble');
    }
    show();
});

$('sound').addEventListener('change', () => {
    const Audio = window.AudioContext || window.webkitAudioContext;
    if (!$('sound').checked || !Audio) return;
    audio = audio || new Audio();
    audio.resume();
    chime(1);
});

window.addEventListener('online', () => {
    failures = 0;
    clearTimeout(timer);
    timer = setTimeout(tick, Math.random() * 2000);
});
window.addEventListener('offline', () => tell('offline'));
window.addEventListener('pageshow', (event) => {
    if (event.persisted) tick();
});
document.addEventListener('visibilitychange', () => {
    if (document.hidden) stream(near() && line.state === 'waiting');
    else if (!going && now() - heard > 2) tick();
});
setInterval(() => {
    if (viewOf(line.state) === 'soon') showOpening();
}, 1000);

clearTimeout(window.watchdog);
$('sounds').hidden = !(window.AudioContext || window.webkitAudioContext);
if (navigator.cookieEnabled === false) tell('cookies');
if (viewOf(shown) === 'turn') callOut();
plan(invited ? .2 : line.place == null ? line.refresh : clamp(Math.min(line.refresh, 5), 1, 20));
})();
