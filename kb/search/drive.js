// Runs the search of the browser under node: `node drive.js ENGINE FOLDER`. A line of JSON in (a text), a line of JSON out (an answer).
"use strict";
const { readFileSync } = require("node:fs"), { createInterface } = require("node:readline"), { runInThisContext } = require("node:vm");
const [engine, folder] = process.argv.slice(2), chunks = {};
globalThis.searchChunk = (name, content) => { chunks[name] = content; };
const run = (path) => runInThisContext(readFileSync(path, "utf8"), path);
run(engine);
(async () => {
  const search = await runInThisContext("Search").open(async (name) => { run(`${folder}/${name}.js`); return chunks[name]; });
  for await (const line of createInterface({ input: process.stdin })) {
    const answer = await search.search(JSON.parse(line)), excerpts = [];
    for (const document of answer.documents.slice(0, 3)) {
      const values = search.valuesIn(answer, document);
      excerpts.push(search.makeExcerpt(await search.findTexts(document), values));
    }
    process.stdout.write(JSON.stringify({
      documents: answer.documents, scores: answer.documents.map((it) => answer.scores?.[it] ?? 0), nothing: answer.nothing, suggestion: answer.suggestion,
      corrections: [...answer.corrections], lacking: [...answer.lacking], problems: answer.problems.map((it) => it.message), excerpts,
    }) + "\n");
  }
})();
