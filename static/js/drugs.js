/* The box for a drug as a combobox: arrows choose, Enter takes, Escape closes. Without it the page asks after a press of "Save". */
(function () {
  "use strict";

  const said = document.getElementById("drugs-said");

  function listOf(input) { return document.getElementById(input.dataset.drugList); }
  function optionsOf(input) { return Array.from(listOf(input).querySelectorAll("[role=option]")); }
  function activeOf(input) { return optionsOf(input).find(function (each) { return each.getAttribute("aria-selected") === "true"; }); }

  // What a combobox needs is added here, so that without scripts it is a plain box.
  function prepare(input) {
    if (input.getAttribute("role") === "combobox") return;
    input.setAttribute("role", "combobox");
    input.setAttribute("aria-autocomplete", "list");
    input.setAttribute("aria-haspopup", "listbox");
    input.setAttribute("aria-controls", input.dataset.drugList);
    input.setAttribute("aria-expanded", "false");
  }

  function close(input) {
    const list = listOf(input);
    if (!list) return;
    list.hidden = true;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
    optionsOf(input).forEach(function (each) { each.setAttribute("aria-selected", "false"); });
  }

  function open(input) {
    const options = optionsOf(input);
    options.forEach(function (each, place) { each.id = input.dataset.drugList + "_" + place; });
    listOf(input).hidden = options.length === 0;
    input.setAttribute("aria-expanded", String(options.length > 0));
    const count = options.length;
    said.textContent = count === 0 ? said.dataset.none : count === 1 ? said.dataset.one : said.dataset.many.replace("#", String(count));
  }

  function choose(input, place) {
    const options = optionsOf(input);
    options.forEach(function (each, at) { each.setAttribute("aria-selected", String(at === place)); });
    input.setAttribute("aria-activedescendant", options[place].id);
    options[place].scrollIntoView({ block: "nearest" });
  }

  function take(input, option) {
    input.value = option.dataset.value;
    close(input);
    listOf(input).textContent = "";
    said.textContent = input.value;
    input.dispatchEvent(new Event("change", { bubbles: true }));
  }

  function inputOf(event) {
    const target = event.target;
    return target instanceof Element && target.matches("[data-drug-list]") ? target : null;
  }

  document.querySelectorAll("[data-drug-list]").forEach(prepare);
  document.addEventListener("focusin", function (event) { const input = inputOf(event); if (input) prepare(input); });
  document.addEventListener("focusout", function (event) { const input = inputOf(event); if (input) close(input); });

  document.addEventListener("htmx:afterSwap", function (event) {
    const input = event.detail.requestConfig && event.detail.requestConfig.elt;
    if (!input || !input.matches || !input.matches("[data-drug-list]")) return;
    if (document.activeElement === input && input.value.trim() !== "") open(input);
    else close(input);
  });

  document.addEventListener("keydown", function (event) {
    const input = inputOf(event);
    if (!input) return;
    const options = optionsOf(input);
    const shut = listOf(input).hidden;
    const at = options.indexOf(activeOf(input));
    if ((event.key === "ArrowDown" || event.key === "ArrowUp") && options.length) {
      event.preventDefault();
      if (shut) open(input);
      const step = event.key === "ArrowDown" ? 1 : -1;
      choose(input, at < 0 ? (step > 0 ? 0 : options.length - 1) : (at + step + options.length) % options.length);
    } else if (event.key === "Enter" && !shut) {
      // while the list is open, Enter takes from it or closes it; it never sends the page by surprise
      event.preventDefault();
      if (at >= 0) take(input, options[at]);
      else close(input);
    } else if (event.key === "Escape" && !shut) {
      event.preventDefault();
      close(input);
    }
  });

  // A press with the mouse or a finger: before the box loses the focus.
  document.addEventListener("pointerdown", function (event) {
    const option = event.target.closest(".options [role=option]");
    const input = option && document.querySelector("[data-drug-list='" + option.closest(".options").id + "']");
    if (!input) return;
    event.preventDefault();
    take(input, option);
    input.focus();
  });
})();
