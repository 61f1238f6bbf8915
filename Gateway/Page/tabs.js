// Other tabs, what the visitor and the browser do, and the start.
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
