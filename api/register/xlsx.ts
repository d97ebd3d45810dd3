import { Readable } from 'node:stream';
import { ZipFile } from 'yazl';
import { escape } from '../../pictures/markup.ts';
import type { Cell, RegisterColumn } from '../../register/export-columns.ts';

/** What a sheet has room for besides its head. */
export const mostRows = 1_048_575;

/** What a cell has room for. */
const mostCharacters = 32_767;

/**
 * A workbook of one sheet as it is written: rows are read only as fast as they are sent, and never stand in memory at once. Texts are
 * kept as texts, whatever they begin with; days are days, and amounts numbers.
 *
 * @param sheet its name, without any of : \ / ? * [ ]
 * @param batches the rows, some at a time
 */
export function workbook(
  sheet: string,
  columns: readonly (RegisterColumn & { heading: string })[],
  batches: AsyncIterable<Cell[][]>,
) {
  const zip = new ZipFile();
  for (const [name, content] of Object.entries(parts(sheet)))
    zip.addBuffer(Buffer.from(xmlHead + content), name, { compress: true });
  const rows = Readable.from(sheetText(columns, batches));
  // What fails while rows are read ends the workbook: a file that was broken off opens nowhere.
  rows.on('error', (fault) => output.destroy(fault));
  zip.addReadStream(rows, 'xl/worksheets/sheet1.xml', { compress: true });
  zip.end();
  const output = zip.outputStream as Readable;
  return output;
}

const xmlHead = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const packages = 'http://schemas.openxmlformats.org/package/2006';
const typeOf = (part: string) => `application/vnd.openxmlformats-officedocument.spreadsheetml.${part}+xml`;

function parts(sheet: string): Record<string, string> {
  return {
    '[Content_Types].xml': `<Types xmlns="${packages}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="${typeOf('sheet.main')}"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="${typeOf('worksheet')}"/><Override PartName="/xl/styles.xml" ContentType="${typeOf('styles')}"/></Types>`,
    '_rels/.rels': `<Relationships xmlns="${packages}/relationships"><Relationship Id="rId1" Type="${office}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    'xl/workbook.xml': `<workbook xmlns="${main}" xmlns:r="${office}"><sheets><sheet name="${escaped(sheet)}" sheetId="1" r:id="rId1"/></sheets><definedNames><definedName name="_xlnm.Print_Titles" localSheetId="0">${escaped(`'${sheet.replaceAll("'", "''")}'!$1:$1`)}</definedName></definedNames></workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships xmlns="${packages}/relationships"><Relationship Id="rId1" Type="${office}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="${office}/styles" Target="styles.xml"/></Relationships>`,
    'xl/styles.xml': `<styleSheet xmlns="${main}"><numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/></numFmts><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="4"><xf/><xf fontId="1" applyFont="1"/><xf numFmtId="164" applyNumberFormat="1"/><xf numFmtId="49" applyNumberFormat="1"/></cellXfs></styleSheet>`,
  };
}

/** Styles by what a cell holds; see `xl/styles.xml`. */
const style: Record<RegisterColumn['holds'] | 'heading', number> = { number: 0, heading: 1, day: 2, text: 3 };

async function* sheetText(
  columns: readonly (RegisterColumn & { heading: string })[],
  batches: AsyncIterable<Cell[][]>,
): AsyncGenerator<string> {
  const widths = columns.map(
    ({ holds, heading }, place) =>
      `<col min="${place + 1}" max="${place + 1}" width="${Math.max(holds === 'text' ? 18 : 12, heading.length + 2)}" customWidth="1"/>`,
  );
  const head = columns.map(({ heading }, place) => textCell(`${columnName(place + 1)}1`, heading, style.heading)).join('');
  yield `${xmlHead}<worksheet xmlns="${main}"><sheetViews><sheetView workbookViewId="0"><pane xSplit="1" ySplit="1" topLeftCell="B2" activePane="bottomRight" state="frozen"/></sheetView></sheetViews><cols>${widths.join('')}</cols><sheetData><row r="1">${head}</row>`;
  const names = columns.map((_column, place) => columnName(place + 1));
  let number = 1;
  for await (const rows of batches) {
    const written: string[] = [];
    for (const cells of rows) {
      number += 1;
      written.push(`<row r="${number}">${rowCells(cells, columns, names, number)}</row>`);
    }
    yield written.join('');
  }
  yield `</sheetData><autoFilter ref="A1:${columnName(columns.length)}${number}"/></worksheet>`;
}

function rowCells(cells: readonly Cell[], columns: readonly RegisterColumn[], names: readonly string[], row: number): string {
  let written = '';
  for (let place = 0; place < cells.length; place += 1) {
    const cell = cells[place];
    const holds = columns[place]?.holds ?? 'text';
    if (cell === null || cell === undefined || cell === '') continue;
    const at = `${names[place]}${row}`;
    if (holds === 'number' && typeof cell === 'number') written += `<c r="${at}"><v>${cell}</v></c>`;
    else if (holds === 'day') written += `<c r="${at}" s="${style.day}"><v>${dayNumber(String(cell))}</v></c>`;
    else written += textCell(at, String(cell), style.text);
  }
  return written;
}

function textCell(at: string, text: string, look: number): string {
  const short = text.length > mostCharacters ? `${text.slice(0, mostCharacters - 1)}…` : text;
  return `<c r="${at}" s="${look}" t="inlineStr"><is><t xml:space="preserve">${escaped(short)}</t></is></c>`;
}

/** Days since the last of 1899, as spreadsheets count them. */
function dayNumber(day: string): number {
  return (Date.parse(`${day}T00:00:00Z`) - Date.UTC(1899, 11, 30)) / 86_400_000;
}

/** `A`, `B`, … `AA` */
function columnName(number: number): string {
  const letter = String.fromCharCode(65 + ((number - 1) % 26));
  return number > 26 ? `${columnName(Math.floor((number - 1) / 26))}${letter}` : letter;
}

/** What XML cannot hold at all, lone halves of characters among it, is left out. */
function escaped(text: string): string {
  return escape(
    text.replace(
      /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g,
      '',
    ),
  );
}
