// The list of findings: filters, search, pages, sorting, printing and saving.
(() => {
  const SHORT = 12; // rules shown before the reader asks for all
  const $ = (id) => document.getElementById(id);
  const data = JSON.parse($("data").textContent);
  const findings = new Findings(data);
  const filters = {
    rule: $("filter-rule"), table: $("filter-table"), severity: $("filter-severity"),
  };
  const state = { sort: "", descending: false, page: 1 };
  let places = [];

  const counted = (count, one, many) => `${count.toLocaleString("en-GB")} ${count === 1 ? one : many}`;
  const pages = () => Math.max(1, Math.ceil(places.length / data.pageSize));

  function chosen() {
    return { rule: filters.rule.value, table: filters.table.value, severity: filters.severity.value };
  }

  // Find and sort what the filters ask for, then show its first or current page.
  function refresh() {
    places = findings.select({ ...chosen(), text: $("filter-text").value });
    places = findings.sort(places, state.sort, state.descending);
    state.page = Math.min(Math.max(1, state.page), pages());
    show();
  }

  function show() {
    const first = (state.page - 1) * data.pageSize;
    draw(places.slice(first, first + data.pageSize));
    tell();
    for (const pager of document.querySelectorAll(".pager")) {
      pager.hidden = pages() === 1;
      pager.querySelector(".place").textContent =
        `Page ${state.page.toLocaleString("en-GB")} of ${pages().toLocaleString("en-GB")}`;
      for (const button of pager.querySelectorAll("button")) {
        const to = state.page + Number(button.dataset.step);
        button.setAttribute("aria-disabled", String(to < 1 || to > pages()));
      }
    }
    for (const button of document.querySelectorAll("[data-sort]")) {
      const way = state.descending ? "descending" : "ascending";
      button.parentElement.setAttribute("aria-sort", button.dataset.sort === state.sort ? way : "none");
    }
  }

  function tell() {
    const held = data.row.length;
    const all = held < data.total ? `findings on this page, out of ${data.total.toLocaleString("en-GB")} in all`
      : held === 1 ? "finding" : "findings";
    const text = `${places.length.toLocaleString("en-GB")} of ${held.toLocaleString("en-GB")} ${all}`;
    $("status").textContent = places.length ? text : `${text}. Nothing fits these filters.`;
    $("save").setAttribute("aria-disabled", String(!places.length));
  }

  function draw(shown) {
    $("rows").replaceChildren(...shown.map(line));
  }

  function line(place) {
    const row = document.createElement("tr");
    for (const column of ["rule", "title", "severity", "table", "row", "child", "fields"]) {
      const cell = document.createElement("td");
      const text = findings.cell(place, column);
      if (column === "severity") {
        const tag = document.createElement("span");
        tag.className = `tag ${text}`;
        tag.textContent = data.severities[text];
        cell.append(tag);
      } else {
        cell.textContent = text || "–";
      }
      cell.className = { row: "number", title: "wording", child: "exact" }[column] || "";
      row.append(cell);
    }
    return row;
  }

  // The address keeps the filters but never what is searched for: that may name a child.
  function remember() {
    const kept = new URLSearchParams();
    for (const [name, value] of Object.entries(chosen())) if (value) kept.set(name, value);
    if (state.sort) kept.set("sort", (state.descending ? "-" : "") + state.sort);
    if (state.page > 1) kept.set("page", state.page);
    history.replaceState(null, "", "#" + (kept.toString() || "findings"));
  }

  // Take the filters from the address; false when it only names a place on the page.
  function recall() {
    if (!location.hash.includes("=")) return false;
    const kept = new URLSearchParams(location.hash.slice(1));
    for (const [name, control] of Object.entries(filters)) {
      control.value = kept.get(name) || "";
      if (control.selectedIndex < 0) control.value = "";
    }
    const sort = kept.get("sort") || "";
    const column = sort.replace(/^-/, "");
    state.sort = findings.columns.includes(column) ? column : "";
    state.descending = Boolean(state.sort) && sort.startsWith("-");
    state.page = Math.trunc(Number(kept.get("page"))) || 1;
    return true;
  }

  function change() {
    state.page = 1;
    refresh();
    remember();
  }

  function turn(step) {
    const to = state.page + step;
    if (to < 1 || to > pages()) return false;
    state.page = to;
    show();
    remember();
    return true;
  }

  function sortBy(column) {
    state.descending = state.sort === column && !state.descending;
    state.sort = column;
    change();
  }

  function save() {
    if (!places.length) return;
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([findings.csv(places)], { type: "text/csv;charset=utf-8" }));
    link.download = "findings-selected.csv";
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  }

  // On paper there are no pages to turn: print the first rows of the filter and say how many.
  function beforePrint() {
    const printed = places.slice(0, data.printedRows);
    draw(printed);
    const filter = Object.entries(chosen()).filter(([, value]) => value)
      .map(([name, value]) => `${name} ${name === "severity" ? data.severities[value] : value}`);
    if ($("filter-text").value.trim()) filter.push("a search");
    $("printed").textContent =
      `The first ${printed.length.toLocaleString("en-GB")} of ${counted(places.length, "finding", "findings")}` +
      (filter.length ? ` chosen by ${filter.join(", ")}` : "") + " are printed.";
    for (const part of document.querySelectorAll("details:not([open], .not-printed)")) {
      part.open = true;
      part.dataset.closed = "";
    }
  }

  function afterPrint() {
    for (const part of document.querySelectorAll("details[data-closed]")) {
      part.open = false;
      delete part.dataset.closed;
    }
    show();
  }

  function foldRules() {
    const rest = [...document.querySelectorAll("#rule-table tbody tr")].slice(SHORT);
    const button = $("all-rules");
    if (rest.length < 4) return;
    const label = button.textContent;
    const fold = (folded) => {
      for (const row of rest) row.classList.toggle("folded", folded);
      button.setAttribute("aria-expanded", String(!folded));
      button.textContent = folded ? label : `Show the first ${SHORT} only`;
    };
    button.addEventListener("click", () => fold(button.getAttribute("aria-expanded") === "true"));
    button.parentElement.hidden = false;
    fold(true);
  }

  function listen() {
    let waiting;
    for (const control of Object.values(filters)) control.addEventListener("change", change);
    $("filter-text").addEventListener("input", () => {
      clearTimeout(waiting);
      waiting = setTimeout(change, 150);
    });
    $("filters").addEventListener("submit", (event) => event.preventDefault());
    $("filters").addEventListener("reset", () => setTimeout(() => {
      Object.assign(state, { sort: "", descending: false });
      change();
    }));
    $("save").addEventListener("click", save);
    for (const button of document.querySelectorAll("[data-sort]")) {
      button.addEventListener("click", () => sortBy(button.dataset.sort));
    }
    const pagers = [...document.querySelectorAll(".pager")];
    pagers.forEach((pager, place) => {
      for (const button of pager.querySelectorAll("button")) {
        button.addEventListener("click", () => {
          // From below the list, go back to its top: that is where the new page begins.
          if (turn(Number(button.dataset.step)) && place > 0) $("list").focus();
        });
      }
    });
    addEventListener("hashchange", arrive);
    addEventListener("beforeprint", beforePrint);
    addEventListener("afterprint", afterPrint);
  }

  function arrive() {
    if (!recall()) return;
    $("filter-text").value = "";
    refresh();
    $("findings-heading").focus({ preventScroll: true });
    $("findings").scrollIntoView();
  }

  foldRules();
  listen();
  $("explorer").hidden = false;
  refresh();
  arrive();
})();
