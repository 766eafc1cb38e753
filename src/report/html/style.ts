import { pictureStyle } from '../picture/style';

/** How a report looks on a page, in colours that whoever shows it sets (`standAloneColours`, or those of the window). */
export const reportStyle = `
body { margin: 0; background: var(--report-ground); color: var(--report-ink); font: 14px/1.5 var(--report-font); }
main { max-width: 72rem; margin: 0 auto; padding: 1rem 1.5rem 3rem; overflow-wrap: anywhere; }
h1 { font-size: 1.5rem; line-height: 1.25; margin: 0.5rem 0 1rem; }
h2 { font-size: 1.15rem; margin: 1.5rem 0 0.5rem; }
h3, h4, h5, h6 { font-size: 1rem; margin: 1.25rem 0 0.5rem; }
ul, ol { padding-inline-start: 1.5rem; margin: 0.5rem 0; }
.verdicts { list-style: none; padding: 0; }
.verdict { border-inline-start: 4px solid var(--report-line); background: var(--report-box); padding: 0.5rem 0.75rem; margin: 0.5rem 0; }
.verdict p { margin: 0; }
.verdict.good { border-color: var(--report-good); }
.verdict.info { border-color: var(--report-info); }
.verdict.warning { border-color: var(--report-warning); }
.verdict.error { border-color: var(--report-error); }
.buttons { display: flex; flex-wrap: wrap; gap: 0.5rem; margin: 0.5rem 0; }
button { font: inherit; color: var(--report-button-ink); background: var(--report-button); border: 1px solid var(--report-button-edge, transparent); border-radius: 2px; padding: 0.2rem 0.75rem; cursor: pointer; }
button:disabled { opacity: 0.6; cursor: default; }
:focus-visible { outline: 2px solid var(--report-focus); outline-offset: 2px; }
summary { cursor: pointer; padding: 0.2rem 0; }
summary h2, summary h3, summary h4, summary h5, summary h6 { display: inline; }
.scroll { overflow: auto; }
.scroll.picture { border: 1px solid var(--report-line); max-height: 80vh; }
table { border-collapse: collapse; margin: 0.25rem 0; }
caption { text-align: start; font-weight: 600; padding: 0.25rem 0; }
th, td { text-align: start; vertical-align: top; padding: 0.3rem 0.75rem 0.3rem 0; border-bottom: 1px solid var(--report-line); overflow-wrap: normal; }
td { min-width: 6rem; overflow-wrap: anywhere; }
tbody th { font-weight: 600; }
dl { display: grid; grid-template-columns: minmax(8rem, max-content) 1fr; gap: 0.2rem 1rem; margin: 0.5rem 0; }
dt { color: var(--report-dim); } dd { margin: 0; }
figure { margin: 1rem 0; } figcaption { font-weight: 600; }
.tools { display: flex; flex-wrap: wrap; align-items: center; gap: 0.5rem; margin: 0.25rem 0; }
input { font: inherit; color: var(--report-ink); background: var(--report-ground); border: 1px solid var(--report-line); padding: 0.15rem 0.4rem; max-width: 100%; }
pre { background: var(--report-box); padding: 0.6rem 0.75rem; margin: 0.25rem 0; overflow: auto; font-family: var(--report-code-font); }
.missing { color: var(--report-ink); }
.said { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
@media (max-width: 40rem) { main { padding: 0.5rem; } dl { grid-template-columns: 1fr; } dd { margin-bottom: 0.4rem; } }
@media (prefers-reduced-motion: no-preference) { button { transition: opacity 0.15s; } }
@media (forced-colors: active) { .verdict, button, .scroll.picture { border: 1px solid CanvasText; } }
@media print { .buttons, .tools { display: none; } }
${pictureStyle}`;
