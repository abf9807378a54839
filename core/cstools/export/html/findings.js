"use strict";

// The findings as columns of whole numbers, with the questions the page asks of them.
class Findings {
  constructor(data) {
    this.data = data;
    this.size = data.row.length;
    this.columns = ["rule", "severity", "table", "row", "child", "fields", "title"];
  }

  // The text of one cell.
  cell(place, column) {
    const data = this.data;
    switch (column) {
      case "rule": return data.kinds[data.kind[place]][0];
      case "severity": return data.kinds[data.kind[place]][1];
      case "title": return data.kinds[data.kind[place]][2];
      case "table": return data.tables[data.table[place]];
      case "fields": return data.fields[data.field[place]];
      case "child": return data.child[place] < 0 ? "" : data.children[data.child[place]];
      default: return String(data.row[place]);
    }
  }

  // Places of the findings that fit every filter given; an empty filter fits all.
  select({ rule = "", table = "", severity = "", text = "" }) {
    const data = this.data;
    const kinds = data.kinds.map((kind) =>
      (!rule || kind[0] === rule) && (!severity || kind[1] === severity));
    const tables = data.tables.map((name) => !table || name === table);
    const words = text.trim().toLowerCase().split(/\s+/).filter(Boolean);
    const tests = words.map((word) => this.test(word));
    const found = [];
    for (let place = 0; place < this.size; place += 1) {
      if (kinds[data.kind[place]] && tables[data.table[place]] &&
          tests.every((test) => test(place))) {
        found.push(place);
      }
    }
    return found;
  }

  // Whether a word stands in a finding: anywhere in its texts, or as the whole row number.
  test(word) {
    const data = this.data;
    const holds = (text) => text.toLowerCase().includes(word);
    const kinds = data.kinds.map((kind) => holds(kind[0]) || holds(kind[2]));
    const fields = data.fields.map(holds);
    const children = data.children.map(holds);
    const row = /^\d+$/.test(word) ? Number(word) : -1;
    return (place) => data.row[place] === row || kinds[data.kind[place]] ||
      fields[data.field[place]] || (data.child[place] >= 0 && children[data.child[place]]);
  }

  // The same places in the order of one column; without a column, in the order of the data.
  sort(places, column, descending) {
    if (!column) return places;
    const keys = this.keys(column);
    const sign = descending ? -1 : 1;
    return places.sort((a, b) => sign * (keys(a) - keys(b)) || a - b);
  }

  keys(column) {
    const data = this.data;
    if (column === "row") return (place) => data.row[place];
    const [texts, places] = {
      rule: [data.kinds.map((kind) => kind[0]), data.kind],
      severity: [data.kinds.map((kind) => Object.keys(data.severities).indexOf(kind[1])), data.kind],
      title: [data.kinds.map((kind) => kind[2]), data.kind],
      table: [data.tables, data.table],
      fields: [data.fields, data.field],
      child: [data.children, data.child],
    }[column];
    const ranks = rank(texts);
    return (place) => (places[place] < 0 ? -1 : ranks[places[place]]);
  }

  // CSV as Excel reads it. A cell that Excel would take for a formula gets an apostrophe.
  csv(places) {
    const lines = [this.columns.join(",")];
    for (const place of places) {
      lines.push(this.columns.map((column) => quoted(this.cell(place, column))).join(","));
    }
    return "\ufeff" + lines.join("\r\n") + "\r\n";
  }
}

const collator = new Intl.Collator("en-GB", { numeric: true });

// The rank of each text in alphabetical order; equal texts share one.
function rank(texts) {
  const sorted = [...new Set(texts)].sort((a, b) =>
    typeof a === "number" ? a - b : collator.compare(a, b));
  const ranks = new Map(sorted.map((text, place) => [text, place]));
  return texts.map((text) => ranks.get(text));
}

function quoted(text) {
  const formula = /^[=+\-@\t\r\n＝＋－＠]/.test(text) && !/^-(\d+(\.\d*)?|\.\d+)$/.test(text);
  const safe = formula ? "'" + text : text;
  return /[",\r\n]/.test(safe) ? '"' + safe.replaceAll('"', '""') + '"' : safe;
}
