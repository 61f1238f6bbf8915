"""What WCAG 2.2 AA asks of a page and a program can see: names, roles, contrast, targets, reflow."""

# Every visible text with its colour and with all backgrounds that may lie behind it, water included.
CONTRAST = """
const numbers = (text) => (text.match(/[\\d.]+/g) || []).map(Number);
const light = (c) => c.slice(0, 3).map((v) => (v /= 255) <= .04045 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4)
    .reduce((sum, v, i) => sum + v * [.2126, .7152, .0722][i], 0);
const ratio = (a, b) => {
    const [x, y] = [light(a), light(b)].sort((m, n) => n - m);
    return (x + .05) / (y + .05);
};
const behind = (element) => {
    for (let e = element; e; e = e.parentElement) {
        const colour = numbers(getComputedStyle(e).backgroundColor);
        if (colour.length && (colour.length < 4 || colour[3] > 0)) {
            const water = e.classList.contains('basin') ? [...e.querySelectorAll('.water path')]
                .map((path) => numbers(getComputedStyle(path).fill)) : [];
            return [colour, ...water];
        }
    }
    return [[255, 255, 255]];
};
const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), found = [];
for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const element = node.parentElement, style = getComputedStyle(element);
    const seen = element.getClientRects().length && !element.closest('.unseen, script');
    if (!node.textContent.trim() || !seen) continue;
    const worst = Math.min(...behind(element).map((colour) => ratio(numbers(style.color), colour)));
    found.push([node.textContent.trim().slice(0, 40), Math.round(worst * 100) / 100]);
}
return found;
"""

# Whatever takes the keyboard, in the order of the document, with its name and its size.
CONTROLS = """
return [...document.querySelectorAll('a[href], button, input, summary')]
    .filter((e) => e.getClientRects().length)
    .map((e) => {
        const box = (e.closest('label') || e).getBoundingClientRect();
        const label = e.labels && e.labels.length ? e.labels[0] : e;
        const name = e.getAttribute('aria-label') || label.textContent;
        return {name: name.trim(), tag: e.tagName, width: box.width, height: box.height, id: e.id};
    });
"""

STRUCTURE = """
const all = (selector) => [...document.querySelectorAll(selector)];
const ids = all('[id]').map((e) => e.id);
return {
    language: document.documentElement.lang, title: document.title,
    h1: all('h1').length, main: all('main').length, header: all('header').length,
    duplicates: ids.filter((id, i) => ids.indexOf(id) !== i),
    unnamed: all('progress, nav, section.note').filter((e) => !e.getAttribute('aria-label'))
        .map((e) => e.outerHTML),
    pictures: all('svg').filter((e) => e.getAttribute('aria-hidden') !== 'true').length,
    languages: all('nav a').map((a) => [a.lang, a.textContent, a.getAttribute('aria-current')]),
    viewport: document.querySelector('meta[name=viewport]').content,
    status: all('[role=status]').length, alert: all('[role=alert]').length,
};
"""


def faults(browser):
    """All faults that the page has as it is shown now."""
    found = [f"contrast {ratio} of {text!r}" for text, ratio in browser.run(CONTRAST) if ratio < 4.5]
    for control in browser.run(CONTROLS):
        if not control["name"]:
            found.append(f"no name: {control}")
        if control["width"] < 24 or control["height"] < 24:
            found.append(f"target under 24 px: {control}")
    structure = browser.run(STRUCTURE)
    for part, count in [("h1", 1), ("main", 1), ("header", 1), ("alert", 1), ("pictures", 0)]:
        if structure[part] != count:
            found.append(f"{structure[part]} of {part}, not {count}")
    for part in ["duplicates", "unnamed"]:
        if structure[part]:
            found.append(f"{part}: {structure[part]}")
    if structure["language"] not in ("en", "bn") or not structure["title"]:
        found.append(f"language {structure['language']!r}, title {structure['title']!r}")
    if "maximum-scale" in structure["viewport"] or "user-scalable" in structure["viewport"]:
        found.append("zoom is forbidden")
    if browser.run("return document.documentElement.scrollWidth > document.documentElement.clientWidth"):
        found.append("scrolls sideways")
    return found
