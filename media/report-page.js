// The script of a report's page: passes on what is pressed, turned or searched, and zooms pictures. Everything shown was made and
// escaped by the extension (src/report/html/as-html.ts).
/* global acquireVsCodeApi, document, window */
(() => {
  const host = acquireVsCodeApi();
  const main = document.querySelector('main');
  const said = document.querySelector('.said');
  const steps = [0.25, 0.4, 0.55, 0.75, 1, 1.25, 1.6, 2, 2.8, 4];
  /** What the page goes on with when its tab was hidden meanwhile. */
  const state = { open: [], zoom: {}, top: 0, ...host.getState() };
  const keep = () => {
    host.setState(state);
  };

  const partOf = (element) => Number(element.closest('[data-part]')?.dataset.part);
  const findIn = (part) => part.querySelector('[data-find]')?.value ?? '';

  const send = {
    press: (button) => ({ do: 'press', id: button.dataset.press }),
    turn: (button) => ({
      do: 'turn',
      part: partOf(button),
      page: Number(button.dataset.turn),
      find: findIn(button.closest('[data-part]')),
    }),
    copy: (button) => ({ do: 'copy', part: Number(button.dataset.copy) }),
    markdown: () => ({ do: 'markdown' }),
    export: () => ({ do: 'export' }),
    learn: () => ({ do: 'learn' }),
  };

  document.addEventListener('click', (event) => {
    const button = event.target.closest('button');
    if (button === null) return;
    if (button.dataset.zoom !== undefined) return zoom(button.closest('[data-part]'), button.dataset.zoom);
    const kind = Object.keys(send).find((name) => button.dataset[name] !== undefined);
    // A double click means one press: a change would be asked about twice.
    if (kind === 'press' && event.detail > 1) return;
    if (kind !== undefined) host.postMessage(send[kind](button));
  });

  document.addEventListener('keydown', (event) => {
    const region = event.target.closest?.('.scroll.picture');
    const kind = { '+': 'in', '=': 'in', '-': 'out', 0: 'fit' }[event.key];
    if (!region || kind === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    zoom(region.closest('[data-part]'), kind);
  });

  let typing;
  document.addEventListener('input', (event) => {
    if (event.target.dataset.find === undefined) return;
    clearTimeout(typing);
    const part = event.target.closest('[data-part]');
    typing = setTimeout(() => {
      host.postMessage({ do: 'turn', part: partOf(part), page: 0, find: findIn(part) });
    }, 200);
  });

  function zoom(part, kind) {
    const now = zoomOf(part);
    const wider = steps.find((step) => step > now + 0.001) ?? now;
    const narrower = [...steps].reverse().find((step) => step < now - 0.001) ?? now;
    state.zoom[part.dataset.part] = { in: wider, out: narrower, fit: fitting(part) }[kind];
    keep();
    applyZoom(part);
  }

  function zoomOf(part) {
    return state.zoom[part.dataset.part] ?? Math.max(0.55, fitting(part));
  }

  /** As wide as the page, never larger than drawn. */
  function fitting(part) {
    const region = part.querySelector('.scroll.picture');
    const drawing = region?.querySelector('svg');
    if (!drawing) return 1;
    return Math.min(1, (region.clientWidth - 2) / drawing.viewBox.baseVal.width);
  }

  function applyZoom(part) {
    for (const drawing of part.querySelectorAll('.scroll.picture svg')) {
      const { width, height } = drawing.viewBox.baseVal;
      const factor = zoomOf(part);
      drawing.setAttribute('width', String(width * factor));
      drawing.setAttribute('height', String(height * factor));
    }
  }

  document.addEventListener(
    'toggle',
    () => {
      state.open = [...document.querySelectorAll('details')].flatMap(({ open }, i) => (open ? [i] : []));
      keep();
    },
    true,
  );
  document.addEventListener('scroll', () => {
    state.top = window.scrollY;
    keep();
  });

  /** The same element after its surroundings were made anew. */
  function again(element) {
    if (element === null || !main.contains(element)) return undefined;
    const name = ['press', 'turn', 'copy', 'zoom', 'find'].find((one) => element.dataset[one] !== undefined);
    if (name === undefined) return undefined;
    const part = element.closest('[data-part]')?.dataset.part;
    const within = part === undefined ? '' : `[data-part="${part}"] `;
    const value = name === 'find' || name === 'turn' ? '' : `="${CSS.escape(element.dataset[name])}"`;
    const place = [...main.querySelectorAll(`${within}[data-${name}${value}]`)].indexOf(element);
    return () => {
      const all = [...main.querySelectorAll(`${within}[data-${name}${value}]`)];
      const next = all[place] ?? all[0];
      (next?.disabled ? all.find(({ disabled }) => !disabled) : next)?.focus();
      if (name === 'find' && next !== undefined) next.setSelectionRange(next.value.length, next.value.length);
    };
  }

  function replace(element, html) {
    const focused = again(document.activeElement);
    const kept = [...state.open];
    element.innerHTML = html;
    arrange(kept);
    focused?.();
  }

  function arrange(open) {
    [...document.querySelectorAll('details')].forEach((one, i) => {
      if (open.includes(i)) one.open = true;
    });
    for (const part of document.querySelectorAll('[data-part]')) applyZoom(part);
  }

  window.addEventListener('message', ({ data }) => {
    if (data.show === 'part') replace(main.querySelector(`[data-part="${data.part}"]`), data.html);
    if (data.show === 'all') replace(main, data.html);
    if (data.said !== undefined) said.textContent = data.said;
  });

  arrange(state.open);
  window.scrollTo(0, state.top);
})();
