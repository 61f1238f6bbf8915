// What the page knows. The parts of the script (state, words, view, line, pace, tabs) are joined in this
// order into one function when the gateway starts; whole-line comments and indentation are cut then.
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
if (data.state === 'paused' || data.state === 'held') {
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
// A turn is told only once the gateway has let us in or to the door: a line that stands cries no wolf.
let invited = viewOf(data.state) === 'turn';
