/** How a picture looks, in colours that whoever shows it sets: see `standAloneColours` for their names. */
export const pictureStyle = `
.drawing { font: 13px var(--report-font); }
.drawing .ground { fill: var(--report-ground); }
.drawing .box rect { fill: var(--report-box); stroke: var(--report-line); stroke-width: 1; }
.drawing .box.warning rect { stroke: var(--report-warning); stroke-width: 2; }
.drawing .box.error rect { stroke: var(--report-error); stroke-width: 2; }
.drawing .box.unknown rect { stroke-dasharray: 5 3; }
.drawing .label { fill: var(--report-ink); }
.drawing .detail { fill: var(--report-dim); font-size: 11px; }
.drawing .lines path { fill: none; stroke: var(--report-line); stroke-width: 1.2; }
@media (forced-colors: active) {
  .drawing .ground, .drawing .box rect { fill: Canvas; }
  .drawing .box rect, .drawing .lines path { stroke: CanvasText; }
  .drawing .label, .drawing .detail { fill: CanvasText; }
}
`;

/** The colours of a file of its own, light and dark; contrasts are at least 4.5 for words and 3 for lines. */
export const standAloneColours = `
:root {
  --report-font: system-ui, "Segoe UI", Ubuntu, sans-serif;
  --report-code-font: ui-monospace, Consolas, "Liberation Mono", monospace;
  --report-ground: #ffffff; --report-ink: #1f1f1f; --report-dim: #595959; --report-line: #767676;
  --report-box: #f3f5f8; --report-button: #0b5cad; --report-button-ink: #ffffff; --report-link: #0b5cad;
  --report-good: #1a6e2e; --report-info: #0b5cad; --report-warning: #8a5a00; --report-error: #b3261e;
  --report-focus: #0b5cad;
}
@media (prefers-color-scheme: dark) {
  :root {
    --report-ground: #1f1f1f; --report-ink: #e4e4e4; --report-dim: #b0b0b0; --report-line: #8a8a8a;
    --report-box: #2b2f36; --report-button: #2f6fb3; --report-button-ink: #ffffff; --report-link: #6cb6ff;
    --report-good: #7ed491; --report-info: #6cb6ff; --report-warning: #e5b45c; --report-error: #ff9c94;
    --report-focus: #6cb6ff;
  }
}
`;
