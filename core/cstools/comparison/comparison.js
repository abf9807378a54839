"use strict";

// The table of rules: filters, and everything unfolded on paper.
(() => {
  const $ = (id) => document.getElementById(id);
  const rules = [...document.querySelectorAll("tbody.rule")].map((body) => ({
    body,
    outcome: body.dataset.outcome,
    found: body.dataset.found === "yes",
    // Children stand in the example rows, and those are not searched.
    text: [...body.querySelectorAll("th[scope=row], .wording, .reasons")]
      .map((part) => part.textContent.toLowerCase()).join(" "),
  }));

  function refresh() {
    const words = $("filter-text").value.trim().toLowerCase().split(/\s+/).filter(Boolean);
    const outcome = $("filter-outcome").value;
    const found = $("filter-found").checked;
    let shown = 0;
    for (const rule of rules) {
      const fits = (!outcome || rule.outcome === outcome) && (!found || rule.found) &&
        words.every((word) => rule.text.includes(word));
      rule.body.hidden = !fits;
      shown += fits ? 1 : 0;
    }
    const text = `${shown} of ${rules.length} ${rules.length === 1 ? "rule" : "rules"}`;
    $("status").textContent = shown ? text : `${text}. Nothing fits these filters.`;
  }

  function beforePrint() {
    for (const part of document.querySelectorAll("details:not([open])")) {
      part.open = true;
      part.dataset.closed = "";
    }
  }

  function afterPrint() {
    for (const part of document.querySelectorAll("details[data-closed]")) {
      part.open = false;
      delete part.dataset.closed;
    }
  }

  let waiting;
  $("filter-outcome").addEventListener("change", refresh);
  $("filter-found").addEventListener("change", refresh);
  $("filter-text").addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(refresh, 150);
  });
  $("filters").addEventListener("submit", (event) => event.preventDefault());
  $("filters").addEventListener("reset", () => setTimeout(refresh));
  addEventListener("beforeprint", beforePrint);
  addEventListener("afterprint", afterPrint);
  $("filters").hidden = false;
  refresh();
})();
