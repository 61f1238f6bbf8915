// Showing, telling and calling out.

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
    if (view === 'line') document.title = titled(fill('tab.ahead', {n: group(line.ahead)}));
    else if (view !== 'turn') document.title = titled(words[state + '.h']);
    const level = view === 'turn' ? 20 : Math.round(180 - 150 * progress);
    $('water').setAttribute('transform', 'translate(0 ' + level + ')');
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
