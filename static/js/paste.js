/* The box for a pasted laboratory report: what is too long to be sent is said at once, a conflict gets its page. */
(function () {
  "use strict";

  const text = document.getElementById("paste-text");
  const said = document.getElementById("paste-said");
  if (!text || !said) return;

  document.addEventListener("htmx:beforeRequest", function (event) {
    if (event.detail.elt.id !== "paste-form") return;
    const tooLong = text.value.length > 10 * Number(text.dataset.longest);
    if (tooLong) event.preventDefault();
    said.textContent = tooLong ? text.dataset.tooLong : "";
    document.getElementById("paste-result").textContent = "";
  });

  document.addEventListener("htmx:beforeSwap", function (event) {
    const asking = event.detail.requestConfig.elt;
    if (!asking.matches(".take-form") || event.detail.xhr.status !== 409) return;
    event.detail.isError = false;
    asking.submit();
  });
})();
