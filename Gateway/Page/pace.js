// When to ask next, and whom.

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
