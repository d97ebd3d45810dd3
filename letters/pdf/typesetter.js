import { readFileSync } from 'node:fs';
import { parentPort, workerData } from 'node:worker_threads';
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler';

// Typesets in a thread of its own, so that a batch of letters keeps nobody waiting. Plain JavaScript: it needs no loader wherever it runs.

const { folder, fonts } = workerData;
const compiler = NodeCompiler.create({ workspace: folder, fontArgs: [{ fontBlobs: fonts.map((file) => readFileSync(file)) }] });
compiler.addSource(`${folder}/letter.typ`, readFileSync(`${folder}/letter.typ`, 'utf8'));

parentPort.on('message', ({ id, document, standard }) => {
  try {
    const bytes = typeset(document, standard);
    parentPort.postMessage({ id, bytes }, [bytes.buffer]);
  } catch (error) {
    parentPort.postMessage({ id, fault: withoutTexts(error) });
  }
});

function typeset(document, standard) {
  compiler.mapShadow(`${folder}/document.json`, Buffer.from(document));
  const compiled = compiler.compile({ mainFilePath: `${folder}/letter.typ` });
  if (compiled.result === null) {
    const diagnostics = compiled.takeDiagnostics();
    throw new Error(diagnostics === null ? 'no document' : JSON.stringify(diagnostics.shortDiagnostics));
  }
  const pdf = compiler.pdf(compiled.result, { pdfStandard: standard });
  // What is remembered of earlier letters helps the next ones little, and must not pile up.
  compiler.evictCache(5);
  return new Uint8Array(pdf);
}

/** Typst quotes what it stumbles over; a letter's text belongs in no log. */
function withoutTexts(error) {
  return String(error instanceof Error ? error.message : error)
    .replace(/\\?`[^`]*`/g, '`…`')
    .replace(/\\"(?:[^"\\])*\\"/g, '"…"')
    .slice(0, 500);
}
