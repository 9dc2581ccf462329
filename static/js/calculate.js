/* The sums of the calculators, for a device without a connection. Every number and every word comes from the table that
   the server writes from the clinical core (calculators/constants.json); none is typed here. */
(function () {
  "use strict";

  const ALMOST = 1e-12; // what binary numbers may lack at the half of a rounding
  const NUMBER = /^(-?)(\d{0,9})(?:([.,])(\d{1,8}))?$/;
  const TWO_WAYS = /^-?0*[1-9]\d*(?:[.,]\d{3})+$/;
  const WITH_UNIT = /^([<>]?\s*-?[\d.,]+)\s*([^\d\s.,<>-].*)?$/;

  // --- units: as Quantity.to of the core --------------------------------------------------------------------

  function convert(quantity, symbol, table) {
    if (quantity.unit === symbol) return quantity.value;
    const from = table.units[quantity.unit];
    const to = table.units[symbol];
    if (from.dimension !== to.dimension) throw new Error(quantity.unit + " is no " + symbol);
    let base = quantity.value * from.factor;
    if (from.basis !== to.basis) {
      const substance = table.substances[quantity.substance];
      const perMole = { mmol: 1, mg: substance && substance.mass, mEq: substance && substance.valence };
      if (!perMole[from.basis] || !perMole[to.basis] || from.dimension === "ratio") throw new Error("no way from " + quantity.unit + " to " + symbol);
      base = base / perMole[from.basis] * perMole[to.basis];
    }
    return base / to.factor;
  }

  function dimension(quantity, table) {
    return table.units[quantity.unit].dimension;
  }

  // --- formulas: as formulas.py, doses.py and convert.py of the core -----------------------------------------

  function fractionalExcretion(v, serum, ionised, t) {
    const top = convert(v.urine_magnesium, "mmol/L", t) * convert(v.serum_creatinine, "mmol/L", t);
    const bottom = (ionised ? 1 : t.share) * convert(serum, "mmol/L", t) * convert(v.urine_creatinine, "mmol/L", t);
    return { value: 100 * top / bottom, unit: "%" };
  }

  function egfr(creatinine, age, female, t) {
    const own = female ? t.ckd_epi.female : t.ckd_epi.male;
    const relative = convert(creatinine, "mg/dL", t) / own.kappa;
    const value = t.ckd_epi.scale * Math.pow(Math.min(relative, 1), own.alpha) * Math.pow(Math.max(relative, 1), t.ckd_epi.above) * Math.pow(t.ckd_epi.age, age);
    return { value: value * own.factor, unit: "mL/min/1.73m2" };
  }

  function perDay(analyte, volume, hours, t) {
    if (dimension(analyte, t) === "amount per day") return analyte;
    if (!volume) return null;
    const mass = t.units[analyte.unit].basis === "mg";
    const perLitre = mass ? convert(analyte, "mg/dL", t) * 10 : convert(analyte, "mmol/L", t);
    return { value: perLitre * convert(volume, "mL", t) / 1000 * 24 / hours, unit: mass ? "mg/24h" : "mmol/24h", substance: analyte.substance };
  }

  function usedWeight(weight, height, female, t) {
    if (!height) return { value: weight.value, note: "height_unknown" };
    const w = t.weight;
    if (weight.value / Math.pow(height.value / 100, 2) <= w.bmi || height.value < w.from_cm) return { value: weight.value, note: "" };
    const ideal = (female ? w.female : w.male) + w.per_inch * (height.value / w.inch - w.from_inches);
    return { value: ideal + w.share * (weight.value - ideal), note: "adjusted" };
  }

  function adequacy(measured, v, t) {
    if (!measured || !v.weight || v.age === undefined || !(v.sex === "female" || v.sex === "male")) return null;
    const female = v.sex === "female";
    const weight = usedWeight(v.weight, v.height, female, t);
    const c = t.creatinine;
    const predicted = (c.per_kg - c.per_year * v.age) * weight.value * (female ? c.female : 1);
    const found = convert(measured, "mg/24h", t);
    const ratio = rounded(found / predicted, 2);
    const grade = ratio < c.usable[0] || ratio > c.usable[1] ? "invalid" : ratio < c.adequate[0] ? "likely_under" : ratio > c.adequate[1] ? "likely_over" : "adequate";
    return { value: found / predicted, unit: "ratio", measured: found, predicted: predicted, grade: grade, weight: weight };
  }

  function retention(dose, excreted, baseline, t) {
    const net = convert(excreted, "mmol/24h", t) - (baseline === null ? 0 : baseline);
    return { value: 100 * (1 - net / convert(dose, "mmol", t)), unit: "%", baseline: baseline };
  }

  function baselineOf(ratio, creatinine, t) {
    const c = t.substances.creatinine, m = t.substances.magnesium;
    const molar = ratio.unit === "mmol/mmol" ? ratio.value : ratio.value * c.mass / m.mass;
    return molar * convert(creatinine, "mmol/24h", t);
  }

  function amount(written, percent, t) {
    const ofSalt = function (grams) { return { salt: grams, mmol: grams * 1000 / t.salt, fromSalt: true }; };
    if (written.unit === "mL") return percent === undefined ? null : ofSalt(written.value * percent / 100);
    if (written.unit === "g") return ofSalt(written.value);
    const mmol = convert({ value: written.value, unit: written.unit, substance: "magnesium" }, "mmol", t);
    return { salt: mmol * t.salt / 1000, mmol: mmol, fromSalt: false };
  }

  function more(value, limit) {
    return value > limit * (1 + ALMOST);
  }

  // The limits passed; a usual one is not named where the hard one is passed as well.
  function passed(ceilings, held) {
    const over = ceilings.filter(function (c) { return held(c) !== undefined && more(held(c), c.limit); });
    return over.filter(function (c) { return c.hard || !over.some(function (other) { return other.hard && other.part === c.part; }); });
  }

  // --- one calculator: values by key of the fact → results by name --------------------------------------------

  const COMPUTE = {
    "femg": function (v, t) {
      const all = v["serum.creatinine"] && v["urine_spot.magnesium"] && v["urine_spot.creatinine"];
      const spot = { urine_magnesium: v["urine_spot.magnesium"], urine_creatinine: v["urine_spot.creatinine"], serum_creatinine: v["serum.creatinine"] };
      const found = {};
      if (all && v["serum.magnesium"]) found.femg = fractionalExcretion(spot, v["serum.magnesium"], false, t);
      if (all && v["serum.ionised_magnesium"]) found.femg_ionised = fractionalExcretion(spot, v["serum.ionised_magnesium"], true, t);
      return Object.assign(found, COMPUTE.egfr(v, t));
    },
    "egfr": function (v, t) {
      const age = v["patient.age_years"], creatinine = v["serum.creatinine"], sex = v["patient.sex"];
      if (!creatinine || !age || age.value < 18) return {};
      const sexes = sex === "female" || sex === "male" ? [sex === "female"] : [true, false];
      const all = sexes.map(function (female) { return egfr(creatinine, age.value, female, t); });
      return { egfr: all.reduce(function (low, each) { return each.value < low.value ? each : low; }) };
    },
    "urine-24h": function (v, t) {
      const hours = v["urine_24h.duration"] ? v["urine_24h.duration"].value : 24;
      const found = {};
      const magnesium = v["urine_24h.magnesium"] && perDay(v["urine_24h.magnesium"], v["urine_24h.volume"], hours, t);
      const creatinine = v["urine_24h.creatinine"] && perDay(v["urine_24h.creatinine"], v["urine_24h.volume"], hours, t);
      if (magnesium) {
        const mass = t.units[magnesium.unit].basis === "mg" && magnesium.unit === "mg/24h";
        found.urine_magnesium_24h = mass ? magnesium : { value: convert(magnesium, "mmol/24h", t), unit: "mmol/24h" };
      }
      const judged = adequacy(creatinine, who(v), t);
      if (judged) found.collection_adequacy = judged;
      return Object.assign(found, COMPUTE.egfr(v, t));
    },
    "loading-test": function (v, t) {
      const protocol = v["loading_test.protocol"];
      const fixed = protocol === "30mmol_8h" || protocol === "30mmol_12h";
      const dose = v["loading_test.dose"] || (fixed ? { value: t.fixed_load, unit: "mmol", substance: "magnesium" } : null);
      const excreted = v["loading_test.urine_magnesium_24h"], creatinine = v["loading_test.urine_creatinine_24h"];
      const ratio = v["loading_test.baseline_magnesium_per_creatinine"];
      const found = {};
      if (dose && excreted) {
        const baseline = protocol === "0.1mmol_per_kg_4h" && ratio && creatinine ? baselineOf(ratio, creatinine, t) : null;
        found.loading_test_retention = retention(dose, excreted, baseline, t);
        found.loading_test_retention.dose = dose;
      }
      const judged = adequacy(creatinine, who(v), t);
      if (judged) found.loading_collection_adequacy = judged;
      return Object.assign(found, COMPUTE.egfr(v, t));
    },
    "dose-converter": function (v, t) {
      const percent = v["calculator.concentration"] && v["calculator.concentration"].value;
      const found = v["calculator.amount"] && amount(v["calculator.amount"], percent, t);
      if (!found) return {};
      const m = t.substances.magnesium;
      const strengths = (percent === undefined ? [] : [percent]).concat(t.strengths.filter(function (each) { return each !== percent; }));
      return {
        salt: { value: found.salt, unit: "g" }, magnesium: { value: found.mmol, unit: "mmol" },
        meq: { value: found.mmol * m.valence, unit: "mEq" }, mg: { value: found.mmol * m.mass, unit: "mg" },
        volumes: strengths.map(function (each) { return { percent: each, value: found.salt * 100 / each, unit: "mL" }; }),
        fromSalt: found.fromSalt,
        above: passed(t.ceilings, function (c) { return c.unit === "g" ? found.salt : found.mmol; }),
        tooStrong: percent !== undefined && percent > t.strengths[1],
      };
    },
    "oral-products": function (v, t) {
      const own = v["calculator.content"] && convert(v["calculator.content"], "mmol", t);
      const wanted = v["calculator.wanted"] && convert(v["calculator.wanted"], "mmol/day", t);
      if (own === undefined && wanted === undefined) return {};
      const all = (own === undefined ? [] : [{ own: true, mmol: own }]).concat(t.products.map(function (mmol, place) { return { place: place, mmol: mmol }; }));
      if (wanted !== undefined) all.forEach(function (each) {
        each.exactly = wanted / each.mmol;
        const near = Math.round(each.exactly);
        const whole = Math.abs(each.exactly - near) < ALMOST * Math.max(1, near);
        each.fewer = whole ? near : Math.floor(each.exactly);
        each.more = whole ? near : Math.ceil(each.exactly);
      });
      const held = { oral_dose: own, oral_day: wanted };
      return { rows: all, above: passed(t.ceilings, function (c) { return held[c.part]; }) };
    },
  };

  function who(v) {
    return { age: v["patient.age_years"] && v["patient.age_years"].value, sex: v["patient.sex"], weight: v["patient.weight"], height: v["patient.height"] };
  }

  // --- numbers as people read them -----------------------------------------------------------------------------

  function rounded(value, places) {
    const power = Math.pow(10, places);
    const scaled = Math.abs(value) * power;
    const whole = Math.floor(scaled + 0.5 + scaled * ALMOST + ALMOST);
    return (value < 0 ? -whole : whole) / power || 0;
  }

  function signed(text, words) {
    return text.replace("-", "\u2212").replace(".", words.decimal);
  }

  function withUnit(text, unit, words) {
    const sign = words.units[unit];
    return sign === "" ? text : sign.startsWith("/") ? text + sign : text + "\u00a0" + sign;
  }

  // A computed value of the laboratory keeps its zeros; an amount has none.
  function said(value, unit, places, zeros, words) {
    const fixed = rounded(value, places).toFixed(places);
    return withUnit(signed(zeros || !fixed.includes(".") ? fixed : fixed.replace(/\.?0+$/, ""), words), unit, words);
  }

  function amountSaid(value, unit, table, words) {
    const usual = table.places[unit] === undefined ? table.other_places : table.places[unit];
    const size = value ? Math.floor(Math.log10(Math.abs(value)) + ALMOST) : 0;
    return said(value, unit, value ? Math.max(usual, 2 - size) : usual, false, words);
  }

  function fill(template, values) {
    return template.replace(/\{(\w+)\}/g, function (whole, name) { return name in values ? values[name] : whole; });
  }

  // --- reading: as reading.py and Measurement.read of the core ---------------------------------------------------

  function spelling(text) {
    return text.trim().replace("\u03bc", "\u00b5").replace("\u00b2", "2").replace(/ /g, "").toLowerCase().replace(/\.$/, "").replace("umol", "\u00b5mol").replace("mval", "meq").replace("iu/l", "u/l").replace("/d'", "/d").replace(/\/d$/, "/day");
  }

  // What was typed → {value, unit, text, doubts}, or {problem}; null where nothing was typed.
  function read(fact, label, typed, chosen, words) {
    const shown = typed.trim().replace("\u2212", "-");
    if (!shown) return null;
    const refuse = function (template, values) { return { problem: fill(template, Object.assign({ fact: label }, values)) }; };
    const unreadable = function (template, values) { return refuse(words.problem, { problem: fill(template, values) }); };
    const units = fact.units.map(function (each) { return each; }).join(", ");
    const whole = WITH_UNIT.exec(shown);
    if (!whole) return unreadable(words.no_number, { text: shown.slice(0, 40) });
    let digits = whole[1].trim();
    if (/^[<>]/.test(digits)) return refuse(words.bound, {});
    if (TWO_WAYS.test(digits)) {
      const parts = digits.split(/[.,]/);
      return parts.length > 2 ? unreadable(words.thousands, { text: digits }) : unreadable(words.two_ways, { text: digits, small: parts[0] + "." + parts[1], large: parts.join("") });
    }
    const number = NUMBER.exec(digits);
    if (!number || !(number[2] || number[4]) || number[1]) return unreadable(words.no_number, { text: shown.slice(0, 40) });
    const plain = (number[2] || "0") + (number[4] ? "." + number[4] : "");
    const pasted = (whole[2] || "").trim();
    const find = function (text) { return fact.units.find(function (each) { return spelling(each) === spelling(text); }); };
    if (pasted && !find(pasted)) return refuse(words.not_its_unit, { unit: pasted.slice(0, 40), units: units });
    if (pasted && chosen && find(pasted) !== chosen) return refuse(words.other_unit, { pasted: pasted.slice(0, 20), chosen: chosen });
    const unit = pasted ? find(pasted) : chosen || (fact.units.length === 1 ? fact.units[0] : "");
    if (!unit) return refuse(words.no_unit, { units: units });
    return { value: Number(plain), unit: unit, substance: fact.substance, text: withUnit(signed(String(number[2] ? String(Number(number[2])) : "0") + (number[4] ? "." + number[4] : ""), words), unit, words) };
  }

  function bounds(limits, unit) {
    return limits.find(function (each) { return each[0] === unit; }) || limits[0];
  }

  function outside(quantity, limits, table) {
    if (!limits.length) return null;
    const own = bounds(limits, quantity.unit);
    const value = convert(quantity, own[0], table);
    return (own[1] !== null && value < own[1] * (1 - ALMOST)) || (own[2] !== null && more(value, own[2])) ? own : null;
  }

  // Refuses what no value can be; doubts what is unusual or likelier in another unit.
  function judge(fact, label, quantity, table, words) {
    const hard = outside(quantity, fact.hard, table);
    const limit = function (value) { return value === null ? "\u2026" : signed(String(value), words); };
    if (hard) return { problem: fill(words.outside, { fact: label, value: quantity.text, low: limit(hard[1]), high: hard[2] === null ? "\u2026" : withUnit(limit(hard[2]), hard[0], words) }) };
    const doubts = outside(quantity, fact.usual, table) ? [fill(words.unusual, { fact: label, value: quantity.text })] : [];
    if (outside(quantity, fact.most, table)) doubts.push(fill(words.too_much, { fact: label, value: quantity.text }));
    fact.likelier.forEach(function (each) {
      if (each[0] === quantity.unit && quantity.value >= each[1] && quantity.value <= each[2]) doubts.push(fill(words.likelier, { fact: label, value: quantity.text, other: each[3] }));
    });
    return { doubts: doubts };
  }

  // --- may it be used? -------------------------------------------------------------------------------------------

  // "" when it may, else the name of the sentence that says why not.
  function refusal(constants, now) {
    const age = (now - Date.parse(constants.made)) / 1000;
    if (age < -86400) return "wrong_clock";
    return age > constants.days * 86400 || !constants.days ? "too_old" : "";
  }

  function ageSaid(constants, now, words) {
    const hours = Math.max(0, (now - Date.parse(constants.made)) / 3600000);
    return hours < 48 ? fill(words.hour, { number: hours < 1 ? "<1" : Math.floor(hours) }) : fill(words.day, { number: Math.floor(hours / 24) });
  }

  window.MgCalculate = {
    compute: function (key, values, table) { return COMPUTE[key](values, table); },
    convert: convert, read: read, judge: judge, fill: fill, said: said, amountSaid: amountSaid, withUnit: withUnit, signed: signed, rounded: rounded,
    refusal: refusal, ageSaid: ageSaid,
  };
})();
