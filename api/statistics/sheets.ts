import exceljs from 'exceljs';
import type { Response } from 'express';
import type { Language } from '../../register/complaint-content.ts';
import { csvLine, separatorFor } from '../../register/export-columns.ts';

/** A table of an export: the first row has its headings. */
export interface Sheet {
  name: string;
  rows: (string | number | null)[][];
}

/**
 * One file of separated values, as spreadsheets of the language read them; several tables follow each other, with an empty line and their
 * names between them.
 */
export function sendCsv(response: Response, file: string, sheets: readonly Sheet[], language: Language): void {
  const separator = separatorFor(language);
  const text = sheets
    .map(({ name, rows }, index) => {
      const heading = sheets.length === 1 ? '' : `${index === 0 ? '' : '\r\n'}${csvLine([name], separator)}`;
      return heading + rows.map((cells) => csvLine(cells, separator)).join('');
    })
    .join('');
  // The mark at the beginning tells spreadsheets that it is UTF-8.
  response.attachment(`${file}.csv`).type('text/csv; charset=utf-8').send(`\uFEFF${text}`);
}

/** A workbook with a sheet for each table; numbers stay numbers, and nothing is a formula. */
export async function sendXlsx(response: Response, file: string, sheets: readonly Sheet[]): Promise<void> {
  const workbook = new exceljs.Workbook();
  for (const { name, rows } of sheets) {
    const sheet = workbook.addWorksheet(name.replace(/[*?:\\/[\]]/g, ' ').slice(0, 31));
    sheet.addRows(rows);
    sheet.getRow(1).font = { bold: true };
    sheet.views = [{ state: 'frozen', ySplit: 1 }];
    widen(sheet, rows);
  }
  const bytes = await workbook.xlsx.writeBuffer();
  response
    .attachment(`${file}.xlsx`)
    .type('application/vnd.openxmlformats-officedocument.spreadsheetml.sheet')
    .send(Buffer.from(bytes));
}

/** Columns as wide as what stands in their first rows, within reason. */
function widen(sheet: exceljs.Worksheet, rows: Sheet['rows']): void {
  const columns = Math.max(...rows.map((row) => row.length), 0);
  for (let column = 0; column < columns; column += 1) {
    const longest = Math.max(...rows.slice(0, 200).map((row) => String(row[column] ?? '').length));
    sheet.getColumn(column + 1).width = Math.min(60, Math.max(8, longest + 2));
  }
}
