import { setImmediate } from "node:timers/promises";
import PDFDocument from "pdfkit";
import type { CapitalGainsReport } from "../domain/reports/capitalGainsReport.js";
import { PAGE_NOTE, type ReportPage, reportPages } from "../domain/reports/reportPages.js";

type Document = InstanceType<typeof PDFDocument>;

const MARGIN = 36;
const LINE = 13;
const TITLE_SIZE = 13;
const TEXT_SIZE = 8;

/** What stands on a printed report beside its figures. */
export interface PdfOptions {
  readonly createdAt: Date;
  /** Asked before each page; throws to end the work. */
  readonly beforePage?: (page: number, pages: number) => Promise<void>;
}

/**
 * The report as PDF (letter, landscape): a page at a time, other work goes between. The fonts are
 * the reader's own (Helvetica), so that text stays text and nothing is embedded.
 */
export async function* reportPdf(
  report: CapitalGainsReport,
  options: PdfOptions,
): AsyncGenerator<Uint8Array> {
  const pages = [...reportPages(report)];
  const document = new PDFDocument({
    size: "LETTER",
    layout: "landscape",
    margin: MARGIN,
    autoFirstPage: false,
    info: {
      Title: `Capital gains ${report.year}`,
      Author: "Wealthgraph",
      CreationDate: options.createdAt,
    },
  });
  for (const [index, page] of pages.entries()) {
    await options.beforePage?.(index + 1, pages.length);
    document.addPage();
    drawPage(document, page, `Page ${index + 1} of ${pages.length}`);
    await setImmediate();
    yield* written(document);
  }
  document.end();
  for await (const piece of document) yield piece as Uint8Array;
}

/** What the document has written so far. */
function* written(document: Document): Generator<Uint8Array> {
  for (let piece = document.read() as Uint8Array | null; piece;) {
    yield piece;
    piece = document.read() as Uint8Array | null;
  }
}

function drawPage(document: Document, page: ReportPage, number: string): void {
  const width = document.page.width - 2 * MARGIN;
  text(document.font("Helvetica-Bold").fontSize(TITLE_SIZE), page.title, MARGIN, MARGIN);
  text(document.font("Helvetica").fontSize(TEXT_SIZE), page.subtitle, MARGIN, MARGIN + 18);
  let y = MARGIN + 36;
  if (page.columns.length === 1) {
    for (const [note = ""] of page.rows) {
      document.text(printable(note), MARGIN, y, { width });
      y = document.y + 4;
    }
  } else {
    document.font("Helvetica-Bold");
    drawRow(
      document,
      page,
      page.columns.map(({ title }) => title),
      y,
    );
    y += LINE;
    rule(document, y, width);
    page.rows.forEach((cells, index) => {
      const isTotal = page.hasTotal && index === page.rows.length - 1;
      if (isTotal) rule(document, y, width);
      document.font(isTotal ? "Helvetica-Bold" : "Helvetica");
      drawRow(document, page, cells, y + 3);
      y += LINE;
    });
  }
  const bottom = document.page.height - MARGIN - 10;
  text(document.font("Helvetica").fontSize(TEXT_SIZE - 1), PAGE_NOTE, MARGIN, bottom);
  document.text(number, MARGIN, bottom, { width, align: "right", lineBreak: false });
}

function drawRow(
  document: Document,
  { columns }: ReportPage,
  cells: readonly string[],
  y: number,
): void {
  const whole = document.page.width - 2 * MARGIN;
  let x = MARGIN;
  columns.forEach(({ width, isAmount }, index) => {
    const options = {
      width: width * whole - 6,
      height: LINE,
      ellipsis: true,
      lineBreak: false,
      align: isAmount ? ("right" as const) : ("left" as const),
    };
    const cell = printable(cells[index] ?? "");
    if (cell !== "") document.text(cell, x, y, options);
    x += width * whole;
  });
}

function text(document: Document, words: string, x: number, y: number): void {
  document.text(printable(words), x, y, { lineBreak: false });
}

function rule(document: Document, y: number, width: number): void {
  document
    .moveTo(MARGIN, y)
    .lineTo(MARGIN + width, y)
    .lineWidth(0.5)
    .stroke();
}

/** The standard fonts write Latin letters only: what they cannot write is shown as such. */
const printable = (words: string): string => words.replace(/[^\u0020-\u007e\u00a0-\u00ff]/gu, "?");
