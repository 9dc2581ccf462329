/* Makes the pages of a workup quicker to use. Every page also works without it. */
(function () {
  "use strict";

  const form = document.getElementById("step-form");
  const panel = document.getElementById("panel");

  // After an error, focus goes to the summary, so that it is read and its links are at hand.
  const errors = document.querySelector(".errors");
  if (errors) errors.focus();

  // --- Replies that come late -----------------------------------------------------------------------
  // Each request carries a growing number; a reply to an older one than the newest shown is dropped.
  let sent = 0;
  let shown = 0;

  function nextRevision() {
    sent += 1;
    document.getElementById("revision").value = String(sent);
    return sent;
  }

  // `why` is empty while a reply is awaited, else "offline" or "gone".
  function setStale(stale, why) {
    if (!panel || !panel.querySelector(".panel-body")) return;
    panel.classList.toggle("is-stale", stale);
    panel.querySelectorAll(".panel-stale").forEach(function (note) {
      const about = note.classList.contains("panel-offline") ? "offline" : note.classList.contains("panel-gone") ? "gone" : "";
      note.hidden = !stale || about !== (why || "");
    });
  }

  // Only the verdict is read out, and only when it is another one.
  function sayVerdict() {
    const verdict = panel.querySelector(".panel-verdict");
    const said = document.getElementById("panel-said");
    const text = verdict ? verdict.textContent.replace(/\s+/g, " ").trim() : "";
    if (said && said.textContent !== text) said.textContent = text;
  }

  // What has not changed is not put in again: nothing flickers, and no alarm is read out twice.
  // A box that is put in anew while it has the focus keeps it.
  let focused = "";
  document.addEventListener("htmx:oobBeforeSwap", function (event) {
    const target = event.detail.target;
    const box = target.closest(".box");
    if (box && target.contains(document.activeElement)) focused = box.id;
    const now = event.detail.fragment.firstElementChild;
    if (!now || !target.matches("#treat-now, #steps, .note")) return;
    if (target.innerHTML === now.innerHTML && target.hidden === now.hidden) event.detail.shouldSwap = false;
  });

  document.addEventListener("htmx:oobAfterSwap", function (event) {
    if (panel && event.detail.target.closest("#panel .panel-body")) {
      setStale(shown < sent);
      sayVerdict();
      restartIdle();
    }
    const box = focused && document.getElementById(focused);
    if (box && document.activeElement === document.body) (box.querySelector(".meanings input, .sure input") || box.querySelector("input, select")).focus();
    focused = "";
  });

  document.addEventListener("htmx:configRequest", function (event) {
    if (event.detail.elt === form) event.detail.parameters.set("revision", String(nextRevision()));
  });

  document.addEventListener("htmx:beforeSwap", function (event) {
    if (!form || event.detail.elt !== form && event.detail.target !== panel.querySelector(".panel-body")) return;
    const status = event.detail.xhr.status;
    if (status === 409) {
      event.detail.shouldSwap = true;
      event.detail.isError = false;
      shown = sent;
      return;
    }
    const revision = Number(event.detail.xhr.getResponseHeader("X-Revision") || 0);
    if (revision < shown) {
      event.detail.shouldSwap = false;
      return;
    }
    shown = revision;
  });

  document.addEventListener("htmx:afterSettle", function (event) {
    if (!panel || !panel.contains(event.detail.target)) return;
    setStale(shown < sent);
    sayVerdict();
    restartIdle();
  });

  ["htmx:sendError", "htmx:responseError", "htmx:timeout"].forEach(function (name) {
    document.addEventListener(name, function (event) {
      setStale(true, [403, 410].includes(event.detail.xhr.status) ? "gone" : "offline");
    });
  });

  if (form) {
    // What was edited is not in the panel yet.
    form.addEventListener("input", function (event) {
      if (!event.target.hasAttribute("data-filter")) setStale(true);
    });
    form.addEventListener("submit", function () { nextRevision(); });
    form.addEventListener("change", hidePointless);
    form.addEventListener("input", hidePointless);
    form.addEventListener("click", answerNo);
    form.addEventListener("click", restAbsent);
    form.addEventListener("click", addDrug);
    form.addEventListener("change", countTicks);
    form.addEventListener("paste", splitUnit);
    hidePointless();
  }

  // --- Questions that another answer makes pointless --------------------------------------------------
  function isAnswered(question) {
    return Array.from(question.querySelectorAll("input")).some(function (input) {
      return input.type === "radio" || input.type === "checkbox" ? input.checked : input.value !== "";
    });
  }

  function valueOf(name) {
    const control = form.elements.namedItem(name);
    return control ? control.value : "";
  }

  function hidePointless() {
    form.querySelectorAll("[data-unless]").forEach(function (question) {
      const rule = question.dataset.unless.split("=");
      const value = valueOf(rule[0]);
      question.hidden = !isAnswered(question) && value !== "" && (rule[1] === "*" || rule[1] === value);
    });
    form.querySelectorAll("[data-with]").forEach(function (question) {
      question.hidden = !isAnswered(question) && valueOf(question.dataset.with) === "";
    });
  }

  // --- "No to all that are open" without a reload --------------------------------------------------------
  function answerNo(event) {
    const button = event.target.closest("button[name=all-no]");
    if (!button) return;
    event.preventDefault();
    const block = button.closest(".questions");
    block.querySelectorAll(".question:not([hidden])").forEach(function (question) {
      const no = question.querySelector("input[value=no]");
      if (no && !question.querySelector("input:checked")) no.checked = true;
    });
    setStale(true);
    block.dispatchEvent(new Event("change", { bubbles: true }));
  }

  // --- "In all groups …" without a reload, and what each folded group holds --------------------------------
  function restAbsent(event) {
    const button = event.target.closest("button[name=all-absent]");
    if (!button) return;
    event.preventDefault();
    const section = button.closest(".section");
    section.querySelectorAll(".rest input").forEach(function (rest) { rest.checked = true; });
    section.querySelectorAll(".ticks").forEach(count);
    setStale(true);
    button.dispatchEvent(new Event("change", { bubbles: true }));
  }

  function countTicks(event) {
    const group = event.target.closest(".ticks");
    if (group) count(group);
  }

  function count(group) {
    const present = group.querySelectorAll(".tick:not(.rest) input:checked").length;
    const rest = group.querySelector(".rest input").checked;
    const words = group.querySelector(".ticks-count");
    const said = present ? [present + " " + words.dataset.present] : [];
    if (rest) said.push(present ? words.dataset.rest : words.dataset.all);
    words.textContent = said.join(", ");
  }

  // --- Another row for a drug without a reload --------------------------------------------------------------
  function addDrug(event) {
    const button = event.target.closest("button[value=drugs]");
    if (!button) return;
    const rows = form.querySelectorAll(".drug");
    const taken = Array.from(rows, function (row) { return Number(/__(\d+)__/.exec(row.querySelector("input").name)[1]); });
    const next = Math.max.apply(null, taken) + 1;
    if (next > 59) return;
    event.preventDefault();
    const last = rows[rows.length - 1];
    const row = last.cloneNode(true);
    const old = "__" + taken[taken.length - 1] + "__";
    [row].concat(Array.from(row.querySelectorAll("*"))).forEach(function (each) {
      Array.from(each.attributes).forEach(function (attribute) {
        if (attribute.value.includes(old)) each.setAttribute(attribute.name, attribute.value.replace(old, "__" + next + "__"));
      });
    });
    row.id = "drug_" + (next + 1);
    row.querySelector("legend").textContent = row.querySelector("legend").textContent.replace(/\d+$/, String(next + 1));
    row.querySelectorAll("input").forEach(function (input) { input.value = ""; input.removeAttribute("value"); });
    row.querySelectorAll("option").forEach(function (option) { option.selected = false; });
    row.querySelectorAll(".wrong, .drug-near").forEach(function (wrong) { wrong.remove(); });
    row.querySelectorAll(".options").forEach(function (list) { list.textContent = ""; list.hidden = true; });
    row.querySelector(".drug-note").textContent = "";
    last.after(row);
    window.htmx.process(row);
    row.querySelector("input").focus();
  }

  // --- A pasted "1,7 mg/dL" fills both boxes -------------------------------------------------------------
  function splitUnit(event) {
    const box = event.target.closest(".number");
    const unit = box && box.querySelector("select");
    if (!unit || event.target.tagName !== "INPUT") return;
    const found = /^\s*([<>]?\s*[\d.,]+)\s*([^\d\s].*?)\s*$/.exec(event.clipboardData.getData("text"));
    if (!found) return;
    const plain = function (text) { return text.toLowerCase().replace(/\s/g, "").replace("\u03bc", "\u00b5").replace(/^umol/, "\u00b5mol"); };
    const option = Array.from(unit.options).find(function (each) { return each.value && plain(each.value) === plain(found[2]); });
    if (!option) return;
    event.preventDefault();
    event.target.value = found[1].trim();
    unit.value = option.value;
    event.target.dispatchEvent(new Event("change", { bubbles: true }));
  }

  // --- Finding a line in a long list -----------------------------------------------------------------------
  document.querySelectorAll("[data-filter]").forEach(function (input) {
    input.closest(".filter").hidden = false;
    const section = document.getElementById(input.dataset.filter);
    input.addEventListener("change", function (event) { event.stopPropagation(); });
    input.addEventListener("keydown", function (event) { if (event.key === "Enter") event.preventDefault(); });
    input.addEventListener("input", function () { filter(section, input.value.trim().toLowerCase()); });
  });

  function filter(section, wanted) {
    section.querySelectorAll("details.ticks").forEach(function (group) {
      let hits = 0;
      group.querySelectorAll(".tick:not(.rest)").forEach(function (tick) {
        const hit = tick.textContent.toLowerCase().includes(wanted);
        tick.hidden = !hit;
        hits += hit ? 1 : 0;
      });
      if (!group.dataset.was) group.dataset.was = group.open ? "open" : "shut";
      group.hidden = wanted !== "" && hits === 0;
      group.open = wanted === "" ? group.dataset.was === "open" : hits > 0;
      if (wanted === "") delete group.dataset.was;
    });
  }

  // --- Coming to a place on the page that is folded away -----------------------------------------------------
  function unfold() {
    const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!target) return;
    for (let each = target; each; each = each.parentElement) if (each.tagName === "DETAILS") each.open = true;
    target.scrollIntoView();
    const control = target.querySelector("input:not([type=hidden]), select, textarea, summary");
    if (control && (target.id.startsWith("div_id_") || target.id === "drugs")) control.focus({ preventScroll: true });
  }
  window.addEventListener("hashchange", unfold);
  unfold();
  // The browser itself goes to the place once more when all is loaded, and drops the focus with that.
  window.addEventListener("load", function () {
    window.setTimeout(function () { if (document.activeElement === document.body) unfold(); }, 0);
  });

  // --- After "Save and continue" the first open question of the next page has the focus ------------------------
  // Not where something is to be treated first, and not when the page was come to in another way.
  function remember(what) { try { window.sessionStorage.setItem("mgcds-on", what); } catch (blocked) { /* then not */ } }
  function recall() {
    try {
      const what = window.sessionStorage.getItem("mgcds-on");
      window.sessionStorage.removeItem("mgcds-on");
      return what;
    } catch (blocked) { return null; }
  }
  const cameOn = recall() === "yes";
  const treatNow = document.getElementById("treat-now");
  if (form && cameOn && !location.hash && !errors && treatNow && treatNow.hidden) {
    const open = Array.from(form.querySelectorAll(".box, .question, .drug")).find(function (each) {
      return !each.hidden && !isAnswered(each) && !(each.querySelector("select") && each.querySelector("select").value) && each.offsetParent;
    });
    const control = open && open.querySelector("input:not([type=hidden]), select");
    if (control) control.focus();
  }
  if (form) {
    form.addEventListener("submit", function (event) {
      const name = event.submitter ? event.submitter.name : "";
      remember(name === "" && !form.elements.namedItem("jump") ? "yes" : "no");
    });
  }

  // --- A warning two minutes before an idle workup is deleted ------------------------------------------------------
  let idleTimer = 0;
  function restartIdle() {
    const warning = document.getElementById("idle");
    if (!warning) return;
    warning.hidden = true;
    window.clearTimeout(idleTimer);
    const wait = Math.min(Math.max(Number(warning.dataset.seconds) - 120, 30) * 1000, 2147483647);
    idleTimer = window.setTimeout(function () { warning.hidden = false; }, wait);
  }
  restartIdle();

  // --- One press is enough -----------------------------------------------------------------------------------------
  document.querySelectorAll("form[method=post]").forEach(function (each) {
    each.addEventListener("submit", function (event) {
      if (each.dataset.sent) { event.preventDefault(); return; }
      each.dataset.sent = "yes";
      window.setTimeout(function () { delete each.dataset.sent; }, 4000);
    });
  });
  window.addEventListener("pageshow", function (event) {
    if (event.persisted) document.querySelectorAll("form[data-sent]").forEach(function (each) { delete each.dataset.sent; });
  });
})();
