/* The pages of the calculators: results as one types, and sums on the device when the server is not reached.
   Every page also works without this. */
(function () {
  "use strict";

  const AGAIN = 5000; // milliseconds between two looks whether the server is back
  const C = window.MgCalculate;
  const about = document.getElementById("calculators");
  const form = document.getElementById("calculator");
  const answer = document.getElementById("answer");
  const language = document.documentElement.lang;
  let constants = null;
  let offline = false;
  let refused = false; // by a token that is out of date; renewed once
  let watch = 0;

  // --- what is kept for later ---------------------------------------------------------------------------------

  function keep() {
    if (!("serviceWorker" in navigator)) return;
    const mark = function () { if (navigator.serviceWorker.controller) about.dataset.kept = "yes"; };
    navigator.serviceWorker.addEventListener("controllerchange", mark);
    mark();
    navigator.serviceWorker.register(about.dataset.worker).then(function (registration) {
      if (registration.active) registration.active.postMessage({ refresh: true });
      return navigator.serviceWorker.ready;
    }).then(function (registration) {
      registration.active.postMessage({ language: language });
    }).catch(function () {});
  }

  function learn() {
    return fetch(about.dataset.constants, { credentials: "omit" }).then(function (reply) {
      if (!reply.ok) throw new Error("no constants");
      return reply.json();
    }).then(function (found) { constants = found; }).catch(function () {});
  }

  // --- as one types: the server answers, and when it does not, the device ----------------------------------------

  function stale(shown) {
    const note = document.querySelector(".calc-stale");
    if (note) note.hidden = !shown;
  }

  function setOffline(now) {
    offline = now;
    window.clearInterval(watch);
    watch = now ? window.setInterval(tryAgain, AGAIN) : 0;
    const words = constants && constants.words[language];
    const take = document.querySelector(".calc-take");
    if (take) {
      take.querySelector("button").disabled = now;
      const note = take.querySelector(".small");
      if (!take.dataset.said) take.dataset.said = note.textContent;
      note.textContent = now && words ? words.no_workup : take.dataset.said;
    }
  }

  function send() {
    stale(true);
    if (navigator.onLine === false) return alone();
    window.htmx.trigger(form, "compute");
  }

  if (form) {
    form.addEventListener("input", function () { stale(true); });
    // Pressing "Compute" asks as typing does; "Take these values" goes its own way.
    form.addEventListener("submit", function (event) {
      if (event.submitter && event.submitter.hasAttribute("formaction")) { delete form.dataset.sent; return; }
      event.preventDefault();
      event.stopImmediatePropagation();
      send();
    }, true);
    document.addEventListener("htmx:afterSwap", function (event) {
      if (event.detail.target !== answer) return;
      stale(false);
      refused = false;
      setOffline(false);
    });
    document.addEventListener("htmx:beforeRequest", function () { stale(true); });
    document.addEventListener("htmx:sendError", alone);
    document.addEventListener("htmx:timeout", alone);
    document.addEventListener("htmx:responseError", function (event) {
      const status = event.detail.xhr.status;
      if (status === 403 && !refused) {
        refused = true;
        return renewToken().then(function (renewed) { if (renewed) send(); else alone(); });
      }
      if (status >= 502 && status <= 504) return alone();
      answer.replaceChildren(paragraph("card-box tone-critical", word("failed")));
      stale(false);
    });
    window.addEventListener("online", tryAgain);
  }

  // A page that was kept carries nobody's token: with a connection again it takes one of its own.
  function renewToken() {
    return fetch(window.location.pathname, { cache: "no-store" }).then(function (reply) { return reply.text(); }).then(function (text) {
      const found = new DOMParser().parseFromString(text, "text/html").querySelector("input[name=csrfmiddlewaretoken]");
      if (!found) return false;
      document.querySelectorAll("input[name=csrfmiddlewaretoken]").forEach(function (each) { each.value = found.value; });
      return true;
    }).catch(function () { return false; });
  }

  // Asks now and then whether the server is back. HEAD, because what is kept answers GET only.
  function tryAgain() {
    if (!offline) return;
    fetch(window.location.pathname, { method: "HEAD", cache: "no-store" }).then(function (reply) {
      if (reply.ok) renewToken().then(function (renewed) { if (renewed && offline) send(); });
    }).catch(function () {});
  }

  // --- alone: read, compute, say ----------------------------------------------------------------------------------

  function alone() {
    (constants ? Promise.resolve() : learn()).then(computeAlone);
  }

  function computeAlone() {
    setOffline(true);
    stale(false);
    if (!constants) {
      answer.replaceChildren(paragraph("card-box tone-warning", word("not_offline")));
      return;
    }
    const words = constants.words[language], now = Date.now(), refused = C.refusal(constants, now);
    const said = { version: constants.version, age: C.ageSaid(constants, now, words), days: String(constants.days) };
    if (refused) {
      answer.replaceChildren(paragraph("card-box tone-critical", C.fill(words[refused], said)));
      return;
    }
    const found = readAll(words);
    const parts = [paragraph("card-box tone-warning calc-alone", words.offline + " " + C.fill(words.kept, said))];
    if (Object.keys(found.values).length) parts.push.apply(parts, shown(form.dataset.key, found.values, words));
    answer.replaceChildren.apply(answer, parts);
  }

  // The values that may be used; what is wrong or unusual is said under its box.
  function readAll(words) {
    const values = {};
    constants.calculators[form.dataset.key].asked.forEach(function (key) {
      const name = key.replace(/\./g, "__"), box = form.elements.namedItem(name), fact = constants.facts[key];
      const note = document.getElementById("note_" + name);
      if (fact.kind === "choice") { if (box.value && box.value !== "unknown" && box.value !== "not_known") values[key] = box.value; return; }
      const chosen = form.elements.namedItem(name + "-unit");
      const label = words.facts[key];
      const read = C.read(fact, label, box.value, chosen ? chosen.value : "", words);
      const judged = read && !read.problem ? C.judge(fact, label, read, constants.numbers, words) : read || {};
      if (judged.doubts && key === "loading_test.dose" && !judged.doubts.length && tooMuchByWeight(read, words)) judged.doubts.push(C.fill(words.too_much, { fact: label, value: read.text }));
      const sure = document.getElementById("ok_" + name);
      const doubts = judged.doubts || [];
      const confirmed = Boolean(sure && sure.checked && sure.dataset.of !== undefined ? sure.checked && sure.dataset.of === box.value : sure && sure.checked);
      showNote(note, name, box.value, judged.problem, doubts, confirmed, words);
      box.toggleAttribute("aria-invalid", false);
      if (judged.problem) box.setAttribute("aria-invalid", "true");
      if (read && !judged.problem && (!doubts.length || confirmed)) values[key] = read;
    });
    return { values: values };
  }

  // A dose by weight that is more than the protocol gives: mEq may have been taken for mmol.
  function tooMuchByWeight(dose, words) {
    const protocol = form.elements.namedItem("loading_test__protocol").value;
    const weight = C.read(constants.facts["patient.weight"], "", form.elements.namedItem("patient__weight").value, "", words);
    return protocol.includes("per_kg") && weight && weight.value && C.convert(dose, "mmol", constants.numbers) / weight.value > constants.numbers.load_per_kg;
  }

  function showNote(note, name, typed, problem, doubts, confirmed, words) {
    const parts = [];
    if (problem) parts.push(paragraph("wrong", "\u26a0 " + problem));
    doubts.forEach(function (each) { parts.push(paragraph("doubt", "\u25b2 " + each)); });
    if (doubts.length) {
      const label = element("label", "tick sure", "");
      const tick = element("input", "form-check-input", "");
      tick.type = "checkbox"; tick.name = name + "-ok"; tick.id = "ok_" + name; tick.value = "yes"; tick.checked = confirmed; tick.dataset.of = typed;
      label.append(tick, " " + words.sure);
      parts.push(label);
    }
    note.replaceChildren.apply(note, parts);
  }

  // --- the result in words -------------------------------------------------------------------------------------------

  function shown(key, values, words) {
    const t = constants.numbers, found = C.compute(key, values, t), parts = [];
    const needs = constants.calculators[key].needs.filter(function (ways) { return !ways.some(function (each) { return each in values; }); });
    if (key === "dose-converter" && values["calculator.amount"] && !found.salt) needs.push(["calculator.concentration"]);
    if (needs.length) parts.push(missing(needs, words));
    if (values["patient.age_years"] && values["patient.age_years"].value < 18) parts.push(paragraph("card-box tone-warning", words.adults));
    if (key === "dose-converter") return parts.concat(converted(found, words));
    if (key === "oral-products") return parts.concat(products(found, words));
    const lines = patientLines(key, values, found, words);
    if (lines.length) parts.push(list(lines));
    if (lines.some(function (each) { return each.judged; })) parts.push(paragraph("small", words.no_class));
    return parts;
  }

  function missing(needs, words) {
    const line = paragraph("calc-needs", "");
    const texts = needs.map(function (ways) { return ways.map(function (each) { return words.facts[each]; }).join(" " + words.or + " "); });
    line.append(element("strong", "", words.missing + ":"), " " + texts.join("; "));
    return line;
  }

  function computed(result, places, words) {
    return C.said(result.value, result.unit, places, true, words);
  }

  function places(unit) {
    const own = constants.numbers.places[unit];
    return own === undefined ? constants.numbers.other_places : own;
  }

  function patientLines(key, values, found, words) {
    const lines = [], f = words.formulas, text = function (name) { return values[name] ? values[name].text : ""; };
    const spot = { sample: words.samples.spot, u_mg: text("urine_spot.magnesium"), s_cr: text("serum.creatinine"), u_cr: text("urine_spot.creatinine") };
    const both = found.femg && found.femg_ionised;
    const femg = function (name, serum, label) {
      const value = computed(found[name], 2, words);
      lines.push({ label: words.labels[label], value: value, formula: C.fill(f[name], Object.assign({}, spot, { s_mg: text(serum), value: value })), judged: true });
    };
    if (found.femg) femg("femg", "serum.magnesium", both ? "femg_total" : "femg");
    if (found.femg_ionised) femg("femg_ionised", "serum.ionised_magnesium", both ? "femg_ionised" : "femg");
    if (found.urine_magnesium_24h) lines.push(dayLine(values, found.urine_magnesium_24h, text, words));
    if (found.loading_test_retention) lines.push(retentionLine(found.loading_test_retention, text, words));
    ["collection_adequacy", "loading_collection_adequacy"].forEach(function (name) { if (found[name]) lines.push(adequacyLine(name, found[name], words)); });
    if (found.egfr) {
      const age = values["patient.age_years"];
      const formula = C.fill(f.egfr, { creatinine: text("serum.creatinine"), age: age.text.split("\u00a0")[0], sex: words.sexes[values["patient.sex"] || ""], value: computed(found.egfr, 2, words) });
      lines.push({ label: words.labels.egfr, value: computed(found.egfr, 2, words), formula: formula });
    }
    return lines;
  }

  function dayLine(values, result, text, words) {
    const amount = constants.numbers.units[values["urine_24h.magnesium"].unit].dimension === "amount per day";
    const value = computed(result, result.unit === "mmol/24h" ? 2 : 1, words);
    const hours = values["urine_24h.duration"] ? text("urine_24h.duration") : C.withUnit("24", "h", words);
    const formula = C.fill(words.formulas[amount ? "urine_magnesium_24h_reported" : "urine_magnesium_24h"], { concentration: text("urine_24h.magnesium"), volume: text("urine_24h.volume"), hours: hours, value: value });
    return { label: words.labels.urine_magnesium_24h, value: value, formula: formula, judged: true };
  }

  function retentionLine(result, text, words) {
    const value = computed(result, 1, words), baseline = result.baseline;
    const dose = result.dose.text || C.said(result.dose.value, result.dose.unit, 0, false, words);
    const formula = C.fill(words.formulas[baseline === null ? "loading_test_retention" : "loading_test_retention_baseline"], {
      excreted: text("loading_test.urine_magnesium_24h"), dose: dose, value: value, baseline: baseline === null ? "" : C.said(baseline, "mmol/24h", 2, true, words),
    });
    return { label: words.labels.loading_test_retention, value: value, formula: formula, judged: true };
  }

  function adequacyLine(name, result, words) {
    const ratio = C.said(result.value, "ratio", 2, true, words);
    const formula = C.fill(words.formulas.collection_adequacy, {
      measured: C.said(result.measured, "mg/24h", 0, true, words), predicted: C.said(result.predicted, "mg/24h", 0, true, words), ratio: ratio, grade: words.adequacy[result.grade],
    });
    const note = result.weight.note === "adjusted" ? C.fill(words.adjusted, { weight: C.said(result.weight.value, "kg", 1, false, words) }) : result.weight.note ? words[result.weight.note] : "";
    return { label: words.labels[name], value: ratio, formula: formula, notes: note ? [note] : [] };
  }

  function ceilings(above, words) {
    return above.map(function (each) {
      const limit = C.withUnit(C.signed(String(each.limit), words), each.unit, words) + (each.unit === "g" ? " " + words.salt_name : "");
      return paragraph("card-box calc-alert tone-" + (each.hard ? "critical" : "warning"), "\u25b2 " + C.fill(each.hard ? words.above : words.usually, { part: words.ceilings[each.part], limit: limit }));
    });
  }

  function converted(found, words) {
    if (!found.salt) return [];
    const said = function (each) { return C.amountSaid(each.value, each.unit, constants.numbers, words); };
    const salt = said(found.salt), mmol = said(found.magnesium);
    const formula = C.fill(found.fromSalt ? words.salt_formula : words.magnesium_formula, { salt: salt, mmol: mmol, mass: C.signed(String(constants.numbers.salt), words) });
    const lines = [
      { label: begun(words.salt_name), value: salt, formula: found.fromSalt ? "" : formula },
      { label: words.labels.magnesium, value: mmol, formula: found.fromSalt ? formula : "" },
      { label: words.labels.meq, value: said(found.meq) }, { label: words.labels.mg, value: said(found.mg) },
    ];
    found.volumes.forEach(function (each) {
      const number = C.signed(String(each.percent), words);
      lines.push({ label: C.fill(words.solution, { percent: C.withUnit(number, "%", words) }), value: said(each), formula: C.fill(words.volume_formula, { volume: said(each), salt: salt, percent: number }) });
    });
    const alerts = ceilings(found.above, words);
    if (found.tooStrong) {
      const typed = found.volumes[0].percent;
      alerts.push(paragraph("card-box tone-warning calc-alert", "\u25b2 " + C.fill(words.too_strong, { percent: C.withUnit(C.signed(String(typed), words), "%", words), limit: C.withUnit(C.signed(String(constants.numbers.strengths[1]), words), "%", words) })));
    }
    if (!found.above.length) alerts.push(paragraph("card-box tone-info calc-alert", "\u25cf " + words.not_above));
    return alerts.concat([list(lines)]);
  }

  function products(found, words) {
    if (!found.rows) return [];
    const t = constants.numbers, m = t.substances.magnesium;
    const said = function (value, unit) { return C.amountSaid(value, unit, t, words); };
    const wanted = found.rows[0].exactly !== undefined;
    const rows = found.rows.map(function (each) {
      const holds = [said(each.mmol, "mmol"), said(each.mmol * m.valence, "mEq"), said(each.mmol * m.mass, "mg")].join("\u00a0= ");
      const row = [each.own ? words.own : words.products[each.place], holds];
      if (wanted) {
        const whole = Array.from(new Set([each.fewer, each.more])).filter(Boolean).map(function (n) { return C.fill(words.a_day, { number: String(n), mmol: said(each.mmol * n, "mmol") }); });
        row.push(C.said(each.exactly, "ratio", 2, false, words), whole.join("; "));
      }
      return row;
    });
    return ceilings(found.above, words).concat([paragraph("card-box tone-info calc-alert", "\u25cf " + words.no_salt), table(wanted ? words.head : words.head.slice(0, 2), rows)]);
  }

  // --- small parts of a page ------------------------------------------------------------------------------------------

  function element(name, className, text) {
    const made = document.createElement(name);
    if (className) made.className = className;
    if (text) made.textContent = text;
    return made;
  }

  function paragraph(className, text) {
    return element("p", className, text);
  }

  function begun(text) {
    return text.charAt(0).toUpperCase() + text.slice(1);
  }

  function word(name) {
    return constants ? constants.words[language][name] : about.dataset[name === "failed" ? "failed" : "notOffline"];
  }

  function list(lines) {
    const made = element("dl", "calc-lines", "");
    lines.forEach(function (line) {
      const row = element("div", "", ""), value = element("dd", "", "");
      value.append(element("span", "calc-value", line.value));
      if (line.formula) value.append(" ", element("span", "formula", line.formula));
      if (line.notes && line.notes.length) {
        const notes = element("ul", "library-rows", "");
        line.notes.forEach(function (note) { notes.append(element("li", "", note)); });
        value.append(notes);
      }
      row.append(element("dt", "", line.label), value);
      made.append(row);
    });
    return made;
  }

  function table(head, rows) {
    const around = element("div", "calc-table", ""), made = element("table", "table", ""), top = element("thead", "", ""), body = element("tbody", "", ""), first = element("tr", "", "");
    around.tabIndex = 0;
    around.setAttribute("role", "region");
    around.setAttribute("aria-label", head[0]);
    head.forEach(function (text) { const cell = element("th", "", text); cell.scope = "col"; first.append(cell); });
    top.append(first);
    rows.forEach(function (texts) {
      const row = element("tr", "", "");
      texts.forEach(function (text, place) { const cell = element(place ? "td" : "th", "", text); if (!place) cell.scope = "row"; row.append(cell); });
      body.append(row);
    });
    made.append(top, body);
    around.append(made);
    return around;
  }

  // --- begin ---------------------------------------------------------------------------------------------------------

  learn().then(function () {
    if (navigator.onLine === false) setOffline(true);
    const state = document.getElementById("offline-state");
    const old = constants && (navigator.onLine === false || Date.now() - Date.parse(constants.made) > 3600000);
    if (state && old) state.textContent = C.fill(constants.words[language].confirmed, { age: C.ageSaid(constants, Date.now(), constants.words[language]) });
    if (state) state.dataset.ready = constants ? "yes" : "no";
  });
  keep();
})();
