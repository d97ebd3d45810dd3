/** How the page looks, in light, in dark and on paper. */
export const styles = `
:root {
  color-scheme: light dark;
  --ground: #ffffff; --ink: #1c2430; --muted: #566173; --line: #d9dee6; --holiday: #eceff4; --open: #dce3ee; --run: #8aa9d6;
  --late: #c22f2f; --late-ground: #f6d4d0; --due: #1c2430;
  --complainant: #1f4e9c; --insurer: #6b3fa0; --mediator: #0b6b5d; --staff: #5c6675; --decision: #a35a00; --refused: #8c8c8c; --file: #1c2430;
  --reminder: #f1e4b8; --on-dark: #ffffff; --on-light: #3d3200;
}
@media (prefers-color-scheme: dark) { :root {
  --ground: #12161d; --ink: #e7ebf1; --muted: #a2adbd; --line: #2e3744; --holiday: #1e2530; --open: #2a3443; --run: #4a6fa8;
  --late: #ff8a80; --late-ground: #4a1f1f; --due: #e7ebf1;
  --complainant: #8db5ff; --insurer: #c9a6f5; --mediator: #63d0bd; --staff: #b2bdcb; --decision: #f0b056; --refused: #8a8f98; --file: #e7ebf1;
  --reminder: #5a4d1c; --on-dark: #10141a; --on-light: #fff3c4;
} }
@media print { :root {
  color-scheme: light;
  --ground: #ffffff; --ink: #000000; --muted: #444444; --line: #cccccc; --holiday: #eeeeee; --open: #e6e6e6; --run: #a9bcd8;
  --late: #b00000; --late-ground: #ffffff; --due: #000000;
  --complainant: #1f4e9c; --insurer: #6b3fa0; --mediator: #0b6b5d; --staff: #5c6675; --decision: #a35a00; --refused: #777777; --file: #000000;
  --reminder: #f1e4b8; --on-dark: #ffffff; --on-light: #3d3200;
} * { -webkit-print-color-adjust: exact; print-color-adjust: exact; } }
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 1.5rem 1rem 3rem; max-width: 70rem; background: var(--ground); color: var(--ink);
  font: 15px/1.5 system-ui, -apple-system, "Segoe UI", sans-serif; }
h1 { margin: 0 0 .25rem; font-size: 1.5rem; line-height: 1.25; text-wrap: balance; }
header p { margin: 0; color: var(--muted); }
header .over { font-weight: 600; }
header .note { margin-top: .25rem; }
figure { margin: 1.25rem 0 2rem; }
svg.picture { display: block; width: 100%; height: auto; }
.narrow { display: none; }
.hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
.picture text { font-family: system-ui, -apple-system, "Segoe UI", sans-serif; fill: var(--ink);
  paint-order: stroke; stroke: var(--ground); stroke-width: 3px; stroke-linejoin: round; }
.picture .tick { font-size: 11px; fill: var(--muted); }
.picture .lane { font-size: 12.5px; font-weight: 600; }
.picture .limit { font-size: 11.5px; fill: var(--muted); }
.grid { stroke: var(--line); stroke-width: 1; }
.holiday { fill: var(--holiday); }
.bar.open { fill: var(--open); } .bar.run { fill: var(--run); } .bar.late { fill: url(#late); stroke: var(--late); }
.late-ground { fill: var(--late-ground); } .late-line { stroke: var(--late); stroke-width: 3; }
.due { stroke: var(--due); stroke-width: 2; }
.m { stroke: var(--ground); stroke-width: 1.5; }
.m.complainant { fill: var(--complainant); } .m.insurer { fill: var(--insurer); } .m.mediator { fill: var(--mediator); }
.m.staff { fill: var(--staff); } .m.decision { fill: var(--decision); } .m.refused { fill: var(--ground); stroke: var(--refused); }
.m.file { fill: var(--file); } .m.breach { fill: var(--late); } .m.reminder { fill: var(--reminder); stroke: var(--muted); stroke-width: 1; }
.picture .n { font-size: 10px; font-weight: 600; text-anchor: middle; fill: var(--on-dark); stroke: none; pointer-events: none; }
.picture .n.reminder { fill: var(--on-light); } .picture .n.refused { fill: var(--ink); }
.picture a:hover .m, .picture a:focus .m { stroke: var(--ink); stroke-width: 2; }
.legend { display: flex; flex-wrap: wrap; gap: .25rem 1.1rem; margin: 1rem 0 0; padding: 0; list-style: none; color: var(--muted); font-size: .85rem; }
.legend li { display: flex; align-items: center; gap: .35rem; }
table { width: 100%; border-collapse: collapse; margin: 0 0 2rem; font-size: .92rem; }
caption { padding: 0 0 .4rem; text-align: left; font-weight: 600; font-size: 1.1rem; }
th, td { padding: .4rem .6rem .4rem 0; border-bottom: 1px solid var(--line); text-align: left; vertical-align: top; font-weight: 400;
  font-variant-numeric: tabular-nums; }
thead th { color: var(--muted); font-size: .85rem; }
tbody th { font-weight: 600; }
a { color: var(--complainant); }
tr:target { background: var(--holiday); }
tr.breach td, td.late { color: var(--late); }
td:nth-child(2), td:nth-child(4) { white-space: nowrap; }
q { quotes: none; }
@media (max-width: 40rem) {
  body { padding: 1rem 1rem 2rem; } .wide { display: none; } .narrow { display: block; }
  thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  tr { display: block; padding: .5rem 0; border-bottom: 1px solid var(--line); }
  th, td { display: block; padding: .1rem 0; border: 0; } td:empty { display: none; } tbody th:empty { display: none; }
  td:nth-child(n) { white-space: normal; }
  td[data-label]::before { content: attr(data-label) " · "; color: var(--muted); }
}
@media print {
  body { padding: 0; max-width: none; font-size: 10pt; } .wide { display: block; } .narrow { display: none; }
  table { font-size: 9pt; } tr, figure { break-inside: avoid; } a { color: inherit; text-decoration: none; }
}
`;
