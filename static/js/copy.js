/* A button beside each text that copies it, and says whether it did. Without scripts the text is selected by hand. */
(function () {
  "use strict";

  // The old way works where the page came over plain http and the clipboard is closed to scripts.
  function copied(area) {
    area.focus();
    area.select();
    if (navigator.clipboard && window.isSecureContext) return navigator.clipboard.writeText(area.value);
    return document.execCommand("copy") ? Promise.resolve() : Promise.reject(new Error("refused"));
  }

  document.querySelectorAll("[data-copy]").forEach(function (button) {
    const area = document.getElementById(button.dataset.copy);
    const said = document.getElementById(button.dataset.copy + "-said");
    button.hidden = false;
    button.addEventListener("click", function () {
      said.textContent = "";
      copied(area).then(
        function () { said.textContent = button.dataset.done; button.focus(); },
        function () { said.textContent = button.dataset.failed; area.select(); }
      );
    });
  });
})();
