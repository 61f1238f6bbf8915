// What the pages do besides what they do without a script: seats follow what others take, the choice is
// counted, and the time of a hold runs down. Everything works when none of this does.
(function () {
  "use strict";

  function fill(text, value, digits) {
    return text.replace("%1", String(value).replace(/[0-9]/g, function (digit) { return digits[+digit]; }));
  }

  function followSeats(form) {
    var data = form.dataset;
    var digits = Array.from(data.digits);
    var status = form.querySelector(".status");
    var boxes = Array.from(form.querySelectorAll("input[name=seat]"));
    var tag = "";
    var asked = 0;
    var waiting = null;

    function count() {
      var chosen = boxes.filter(function (box) { return box.checked; }).length;
      boxes.forEach(function (box) {
        if (!box.checked && !box.dataset.taken) { box.disabled = chosen >= 4; }
      });
      return chosen;
    }

    function show(box, isFree) {
      var wasChosen = box.checked;
      if (isFree === !box.dataset.taken) { return false; }
      box.dataset.taken = isFree ? "" : "1";
      box.disabled = !isFree;
      if (!isFree) { box.checked = false; }
      return wasChosen && !isFree;
    }

    function take(map) {
      var coach = map.coaches.filter(function (one) { return one.label === data.coach; })[0];
      if (!coach) { return; }
      var lost = boxes.filter(function (box) {
        return show(box, coach.taken.indexOf(+box.dataset.number) < 0);
      });
      count();
      if (lost.length) {
        status.textContent = lost.map(function (box) {
          return fill(data.lost, data.name + "-" + box.dataset.number, digits);
        }).join(" ");
      }
    }

    // At most one look a second, however many events come.
    function look() {
      if (waiting || document.hidden) { return; }
      waiting = setTimeout(function () {
        waiting = null;
        asked = Date.now();
        var address = "/api/trips/" + encodeURIComponent(data.trip) + "/seats?from=" +
          encodeURIComponent(data.from) + "&to=" + encodeURIComponent(data.to);
        fetch(address, { headers: tag ? { "If-None-Match": tag } : {}, credentials: "same-origin" })
          .then(function (answer) {
            if (answer.status !== 200) { return null; }
            tag = answer.headers.get("ETag") || "";
            return answer.json();
          })
          .then(function (map) { if (map && map.coaches) { take(map); } })
          .catch(function () {});
      }, Math.max(0, 1000 - (Date.now() - asked)));
    }

    boxes.forEach(function (box) {
      if (box.disabled) { box.dataset.taken = "1"; }
      box.addEventListener("change", function () {
        status.textContent = fill(data.chosen, count(), digits);
      });
    });
    count();

    var polling = null;
    function poll() { if (!polling) { polling = setInterval(look, 10000); } }
    if (window.EventSource) {
      var source = new EventSource("/api/trips/" + encodeURIComponent(data.trip) + "/seats/events");
      source.addEventListener("seats", look);
      source.addEventListener("open", function () { form.querySelector(".live").hidden = false; });
      source.addEventListener("error", function () { if (source.readyState === 2) { poll(); } });
    } else {
      poll();
    }
    document.addEventListener("visibilitychange", look);
  }

  function runDown(element) {
    var data = element.dataset;
    var digits = Array.from(data.digits);
    // The server's clock decides: only differences are used of this one.
    var end = Date.now() + (Date.parse(data.until) - Date.parse(data.now));
    var timer = setInterval(function () {
      var left = Math.max(0, Math.round((end - Date.now()) / 1000));
      var seconds = left % 60;
      var text = Math.floor(left / 60) + ":" + (seconds < 10 ? "0" : "") + seconds;
      element.textContent = fill(data.left, text, digits);
      if (left === 0) {
        clearInterval(timer);
        location.reload();
      }
    }, 1000);
  }

  var seats = document.getElementById("seats");
  if (seats) { followSeats(seats); }
  var until = document.querySelector("[data-until]");
  if (until) { runDown(until); }
})();
