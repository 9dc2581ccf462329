/* The page that the link of a case leads to. The values stand behind the # of the address, which a browser keeps to
   itself; this takes them out of the address bar and the history and sends them in the body of a request. */
(function () {
  "use strict";

  const SHORTEST = 40; // characters; a shorter one is a place on this page

  function take() {
    const code = window.location.hash.slice(1);
    if (code.length < SHORTEST) return;
    window.history.replaceState(null, "", window.location.pathname);
    document.getElementById("code").value = code;
    document.getElementById("copy-form").requestSubmit();
  }

  window.addEventListener("hashchange", take);
  take();
})();
