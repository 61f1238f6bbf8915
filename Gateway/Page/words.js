// Words and numbers, by the same rules as the server's (WaitingPage+Numbers.swift).

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
    if (line.mood) return words['wait.stands'];
    if (!wait) return words['wait.unknown'];
    return wait[0] < 60 ? words['wait.less'] : fill('wait.about', {n: duration(wait[0], Math.round)});
}

function range(wait) {
    if (!wait || line.mood || wait[2] < 60) return '';
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
