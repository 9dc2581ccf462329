/* "/" opens a small search over all questions of the workup; Enter goes to the one that is chosen. The key can be
   turned off; that choice alone is kept in this browser. Without scripts the link leads to a page with all questions. */
(function () {
  "use strict";

  const dialog = document.getElementById("jump");
  const input = document.getElementById("jump-text");
  const list = document.getElementById("jump-list");
  const said = document.getElementById("jump-said");
  const form = document.getElementById("step-form");
  const MOST = 12;
  let questions = null;

  // --- the key, on or off ---------------------------------------------------------------------------
  function isOn() {
    try { return window.localStorage.getItem("mgcds-slash") !== "off"; } catch (blocked) { return true; }
  }
  function setOn(on) {
    try { window.localStorage.setItem("mgcds-slash", on ? "on" : "off"); } catch (blocked) { /* holds until the page is left */ }
    showSetting();
  }
  function showSetting() {
    document.querySelectorAll("[data-jump-key]").forEach(function (box) { box.checked = isOn(); });
    document.querySelectorAll(".jump-open kbd").forEach(function (key) { key.hidden = !isOn(); });
    document.querySelectorAll(".jump-open").forEach(function (link) {
      if (isOn()) link.setAttribute("aria-keyshortcuts", "/"); else link.removeAttribute("aria-keyshortcuts");
    });
  }
  document.querySelectorAll(".jump-setting").forEach(function (each) { each.hidden = false; });
  document.addEventListener("change", function (event) {
    if (event.target.matches("[data-jump-key]")) setOn(event.target.checked);
  });
  showSetting();

  // --- opening and closing ----------------------------------------------------------------------------
  function isTyping(element) {
    if (!(element instanceof Element)) return false;
    if (element.isContentEditable || element.matches("textarea")) return true;
    return element.matches("input") && !["radio", "checkbox", "button", "submit", "reset"].includes(element.type);
  }

  document.addEventListener("keydown", function (event) {
    if (event.key !== "/" || event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
    if (!isOn() || isTyping(event.target) || dialog.open) return;
    event.preventDefault();
    show();
  });
  document.querySelectorAll(".jump-open").forEach(function (link) {
    link.addEventListener("click", function (event) {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      show();
    });
  });
  dialog.querySelector("[data-jump-close]").addEventListener("click", function () { dialog.close(); });

  function show() {
    input.value = "";
    dialog.showModal();
    input.focus();
    load().then(search, function () { said.textContent = said.dataset.failed; });
  }

  // The list is that of the page "All questions": labels and places, nothing of a patient.
  function load() {
    if (questions) return Promise.resolve();
    return fetch(dialog.dataset.list, { credentials: "same-origin" }).then(function (reply) {
      if (!reply.ok) throw new Error(String(reply.status));
      return reply.text();
    }).then(function (html) {
      const page = new DOMParser().parseFromString(html, "text/html");
      const found = Array.from(page.querySelectorAll("a[data-jump]"), function (link) {
        const label = link.textContent;
        return {
          key: link.dataset.jump, address: link.getAttribute("href"), label: label, page: link.dataset.page, short: link.dataset.short,
          shorts: plain(link.dataset.short).split(" ").filter(Boolean), words: plain(label).split(/[^a-z0-9]+/).filter(Boolean), text: plain(label),
        };
      });
      if (!found.length) throw new Error("empty");
      questions = found;
    });
  }

  // --- searching --------------------------------------------------------------------------------------
  function plain(text) { return text.normalize("NFKD").replace(/[\u0300-\u036f]/g, "").toLowerCase().trim(); }

  // 0 best: the first short name or the whole label, another short name, the beginning of a word, of every word typed,
  // somewhere inside. Of equals the one on the earlier page comes first, a box before a line to tick.
  function rank(question, wanted) {
    if (question.shorts[0] === wanted || question.text === wanted) return 0;
    if (question.shorts.includes(wanted)) return 1;
    if (question.text.startsWith(wanted) && wanted.includes(" ")) return 2;
    if (question.words.some(function (word) { return word.startsWith(wanted); })) return /^(findings|conditions)\./.test(question.key) ? 3.5 : 3;
    const all = question.words.concat(question.shorts);
    if (wanted.split(/\s+/).every(function (part) { return all.some(function (word) { return word.startsWith(part); }); })) return 4;
    if (wanted.length > 2 && question.text.includes(wanted)) return 5;
    return -1;
  }

  function search() {
    const wanted = plain(input.value);
    const ranked = questions.map(function (question, place) { return { question: question, place: place, rank: wanted ? rank(question, wanted) : 9 }; });
    const found = ranked.filter(function (each) { return each.rank >= 0; });
    found.sort(function (a, b) { return a.rank - b.rank || a.place - b.place; });
    list.textContent = "";
    (wanted ? found : []).slice(0, MOST).forEach(function (each, place) {
      const option = document.createElement("li");
      option.setAttribute("role", "option");
      option.id = "jump_" + place;
      option.dataset.place = String(each.place);
      const name = document.createElement("span");
      name.className = "option-name";
      name.textContent = each.question.label;
      const about = document.createElement("span");
      about.className = "option-about";
      about.textContent = " " + each.question.page + (each.question.short ? " · " + each.question.short : "");
      option.append(name, about);
      list.append(option);
    });
    const count = wanted ? found.length : questions.length;
    input.setAttribute("aria-expanded", String(list.children.length > 0));
    said.textContent = count === 0 ? said.dataset.none : count === 1 ? said.dataset.one : said.dataset.many.replace("#", String(count));
    choose(0);
  }

  function choose(place) {
    const options = Array.from(list.children);
    input.removeAttribute("aria-activedescendant");
    options.forEach(function (each, at) { each.setAttribute("aria-selected", String(at === place)); });
    if (!options[place]) return;
    input.setAttribute("aria-activedescendant", options[place].id);
    options[place].scrollIntoView({ block: "nearest" });
  }

  input.addEventListener("input", function () { if (questions) search(); });
  input.addEventListener("keydown", function (event) {
    const options = Array.from(list.children);
    const at = options.findIndex(function (each) { return each.getAttribute("aria-selected") === "true"; });
    if (event.key === "ArrowDown" && options.length) { event.preventDefault(); choose((at + 1) % options.length); }
    if (event.key === "ArrowUp" && options.length) { event.preventDefault(); choose((at - 1 + options.length) % options.length); }
    if (event.key === "Enter") { event.preventDefault(); if (options[at]) go(questions[Number(options[at].dataset.place)]); }
  });
  list.addEventListener("click", function (event) {
    const option = event.target.closest("[role=option]");
    if (option) go(questions[Number(option.dataset.place)]);
  });

  // --- going --------------------------------------------------------------------------------------------
  // On this page the focus moves. To another page the form is sent first, so that nothing typed is lost.
  function go(question) {
    dialog.close();
    const parts = question.address.split("#");
    if (parts[0] === window.location.pathname) {
      if (!parts[1]) return;
      window.history.replaceState(null, "", parts[0]);
      window.location.hash = parts[1];
      return;
    }
    if (!form) { window.location.assign(question.address); return; }
    const field = document.createElement("input");
    field.type = "hidden";
    field.name = "jump";
    field.value = question.key;
    form.append(field);
    form.requestSubmit();
  }
})();
