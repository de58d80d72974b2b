// Runs before the first paint: what the reader chose, and what must not move once it is seen.
(function () {
  "use strict";
  var root = document.documentElement;
  var today = new Date(Date.now() - new Date().getTimezoneOffset() * 6e4).toISOString().slice(0, 10);

  function kept(key) {
    try {
      return localStorage.getItem(key) || "";
    } catch {
      return ""; // A browser may forbid it.
    }
  }

  var away = kept("kb.notices").split(" ");
  var known = kept("kb.seen").split(" ");
  var branch = kept("kb.branch");
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

  function bulletin(element) {
    var data = element.dataset;
    var everywhere = !data.branches || /^branches\//.test(root.dataset.page);
    var mine = everywhere || data.branches.split(" ").includes(branch);
    var begun = !data.starts || data.starts <= today;
    var over = data.ends && data.ends < today;
    element.hidden = !mine || !begun || over || away.includes(data.notice);
    if (known.includes(data.notice)) data.seen = "";
  }

  function answer(element) {
    // Open without a script, for search engines and on paper; closed for who looks for one.
    if (element.dataset.anchor !== place()) element.open = false;
  }

  function seen(element) {
    if (element.matches("[data-notice]")) bulletin(element);
    else if (element.matches(".kb-answer")) answer(element);
    else if (element.matches("[data-kb-all], [data-kb-away], [data-kb-unfold], [data-kb-display]")) element.hidden = false;
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
})();
