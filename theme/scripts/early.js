// Runs before the first paint: what the reader chose, and what must not move once it is seen.
(function () {
  "use strict";
  var root = document.documentElement;
  var DATED = "[data-from], [data-until]";
  var days = {};

  function kept(key) {
    try {
      return localStorage.getItem(key) || "";
    } catch {
      return ""; // A browser may forbid it.
    }
  }

  // A link may name a branch: it holds for this visit, and the one that the reader chose is kept.
  function branchNow() {
    var named = /[?&]branch=([a-z0-9-]+)(?:&|$)/.exec(location.search);
    try {
      if (named) sessionStorage.setItem("kb.branch", named[1]);
      return sessionStorage.getItem("kb.branch") || kept("kb.branch");
    } catch {
      return named ? named[1] : kept("kb.branch");
    }
  }

  var away = kept("kb.notices").split(" ");
  var known = kept("kb.seen").split(" ");
  var branch = (root.dataset.branch = branchNow());
  root.classList.add("kb-js");
  if (kept("kb.scheme")) root.dataset.scheme = kept("kb.scheme");
  if (kept("kb.face")) root.dataset.face = kept("kb.face");

  // Where the address leads; a per cent sign that escapes nothing stands for itself.
  function place() {
    try {
      return decodeURIComponent(location.hash.slice(1));
    } catch {
      return location.hash.slice(1);
    }
  }

  // What day it is in a time zone; by the reader's own clock where the zone is unknown.
  function day(zone) {
    var shown = { year: "numeric", month: "2-digit", day: "2-digit" };
    var parts = {};
    var format;
    try {
      format = new Intl.DateTimeFormat("en-u-ca-gregory-nu-latn", zone ? Object.assign({ timeZone: zone }, shown) : shown);
    } catch {
      return today("");
    }
    format.formatToParts(new Date()).forEach(function (part) {
      parts[part.type] = part.value;
    });
    return parts.year + "-" + parts.month + "-" + parts.day;
  }

  function today(zone) {
    return days[zone] || (days[zone] = day(zone));
  }

  // Whether it is over (-1), holds (0) or is to come (1) in its own zone.
  function when(data) {
    var now = today(data.zone || "");
    return data.until < now ? -1 : data.from > now ? 1 : 0;
  }

  function bulletin(element) {
    var data = element.dataset;
    var everywhere = !data.branches || /^branches\//.test(root.dataset.page);
    var mine = everywhere || data.branches.split(" ").includes(branch);
    element.hidden = !mine || when(data) !== 0 || away.includes(data.notice);
    if (known.includes(data.notice)) data.seen = "";
  }

  // What is announced (data-coming) is shown before it begins as well.
  function dated(element) {
    var data = element.dataset;
    var holds = when(data);
    element.hidden = holds < 0 || (holds > 0 && !("coming" in data));
    if (holds === 0) data.now = "";
    else delete data.now;
  }

  // Says that of the list before it nothing holds today.
  function nothing(element) {
    var list = element.previousElementSibling;
    var some = list.querySelector("li:not([hidden]), tbody > tr:not([hidden])");
    element.hidden = Boolean(some);
    list.hidden = !some;
  }

  // A row of a place in which nothing differs today; the name of its group may stand in it.
  function row(reason) {
    var whole = reason.parentNode;
    var differs = reason.previousElementSibling.querySelector("[data-now]");
    var isFirst = whole.cells[0].tagName === "TH";
    (isFirst ? whole.querySelectorAll("td") : [whole]).forEach(function (part) {
      part.hidden = !differs;
    });
  }

  function answer(element) {
    // Open without a script, for search engines and on paper; closed for who looks for one.
    if (element.dataset.anchor !== place()) element.open = false;
  }

  function seen(element) {
    if (element.matches("[data-notice]")) bulletin(element);
    else if (element.matches(DATED)) dated(element);
    else if (element.matches("[data-kb-nothing]")) nothing(element);
    else if (element.matches("[data-kb-differs]")) row(element);
    else if (element.matches(".kb-answer")) answer(element);
    else if (element.matches("[data-kb-all], [data-kb-away], [data-kb-unfold], [data-kb-display], [data-kb-pick], [data-kb-share]")) element.hidden = false;
  }

  var watch = new MutationObserver(function (changes) {
    for (var change of changes) {
      for (var node of change.addedNodes) {
        if (node.nodeType === 1) seen(node);
      }
    }
  });
  watch.observe(root, { childList: true, subtree: true });
  document.addEventListener("DOMContentLoaded", function () {
    watch.takeRecords().forEach(function (change) {
      for (var node of change.addedNodes) if (node.nodeType === 1) seen(node);
    });
    watch.disconnect();
  });

  // A page may be looked at again on another day.
  function again() {
    var before = days;
    var zones = Object.keys(before);
    days = {};
    var isSame = zones.every(function (zone) {
      return today(zone) === before[zone];
    });
    if (!isSame) show();
  }

  function show() {
    away = kept("kb.notices").split(" ");
    document.querySelectorAll("[data-notice], [data-kb-nothing], [data-kb-differs], " + DATED).forEach(seen);
  }

  document.addEventListener("visibilitychange", again);
  window.addEventListener("pageshow", again);
  document.addEventListener("kb-branch", function (event) {
    branch = event.detail;
    show();
  });
})();
