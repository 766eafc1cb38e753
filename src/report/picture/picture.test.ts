import assert from 'node:assert/strict';
import { say } from '../../lifecycle/text';
import type { Picture } from '../report';
import { english } from '../speech';
import { asSvg } from './as-svg';
import { fitted, layOut } from './layout';
import { outlineOf } from './outline';
import { matching, pagesOf } from './pages';
import { computedMs } from '../../../test/cpu-time';

/** `apps` apps, each with an identity of its own and the one they share, which has `roles` roles. */
function mapOf(apps: number, roles: number): Picture {
  const nodes = [];
  const edges = [];
  for (let i = 0; i < apps; i += 1) {
    nodes.push(
      { id: `app-${i}`, column: 0, label: `app-${i}` },
      { id: `own-${i}`, column: 1, label: `id-${i}` },
    );
    edges.push({ from: `app-${i}`, to: `own-${i}` }, { from: `app-${i}`, to: 'all' });
  }
  nodes.push({ id: 'all', column: 1, label: 'id-shared' });
  for (let i = 0; i < roles; i += 1) {
    nodes.push({ id: `role-${i}`, column: 2, label: `Role ${i}` });
    edges.push({ from: 'all', to: `role-${i}` });
  }
  return { nodes, edges };
}

const words = ({ label }: Picture['nodes'][number]) => ({ label: english.line(label), detail: '' });

describe('a picture', () => {
  it('has columns from left to right, and no box over another', () => {
    const { boxes, width, height } = layOut(mapOf(40, 12), words);
    for (const a of boxes) {
      assert.ok(a.x >= 0 && a.y >= 0 && a.x + a.width <= width && a.y + a.height <= height);
      for (const b of boxes) {
        if (a === b) continue;
        if (a.node.column < b.node.column) assert.ok(a.x + a.width < b.x);
        const apart =
          a.x + a.width <= b.x || b.x + b.width <= a.x || a.y + a.height <= b.y || b.y + b.height <= a.y;
        assert.ok(apart, `${a.node.id} over ${b.node.id}`);
      }
    }
  });

  it('is cut into pages that miss nothing and have no loose ends', () => {
    const picture = mapOf(3_000, 5);
    const pages = pagesOf(picture);
    assert.ok(pages.count > 10);
    const nodes = new Set<string>();
    const edges = new Set<string>();
    for (let i = 0; i < pages.count; i += 1) {
      const page = pages.page(i);
      assert.ok(page.nodes.length <= 120, `${page.nodes.length} boxes`);
      const here = new Set(page.nodes.map(({ id }) => id));
      for (const { from, to } of page.edges) {
        assert.ok(here.has(from) && here.has(to));
        edges.add(`${from} ${to}`);
      }
      for (const id of here) nodes.add(id);
    }
    assert.equal(nodes.size, picture.nodes.length);
    assert.equal(edges.size, picture.edges.length);
    assert.deepEqual(pages.page(pages.count), { nodes: [], edges: [] });
  });

  it('counts what a single node leads to beyond a page', () => {
    const { nodes, edges } = pagesOf(mapOf(1, 1_000)).page(0);
    assert.ok(nodes.length <= 121);
    const more = nodes.at(-1) ?? assert.fail('an empty page');
    assert.deepEqual(more.label, say('{0} more, in the tables', 1_003 - (nodes.length - 1)));
    assert.ok(edges.some(({ to }) => to === more.id));
  });

  it('keeps to what matches, with all around it', () => {
    const found = matching(mapOf(100, 2), ({ label }) => label === 'app-7');
    assert.deepEqual(found.nodes.map(({ id }) => id).sort(), ['all', 'app-7', 'own-7', 'role-0', 'role-1']);
    const shared = matching(mapOf(100, 2), ({ label }) => label === 'Role 1');
    assert.equal(shared.nodes.length, 102);
  });

  it('is told in words, each branch once', () => {
    const told = outlineOf(mapOf(2, 1)).lines.map(
      ({ depth, node, again }) => `${'  '.repeat(depth)}${node.id}${again === true ? ' again' : ''}`,
    );
    assert.deepEqual(told, ['app-0', '  own-0', '  all', '    role-0', 'app-1', '  own-1', '  all again']);
    const bounded = outlineOf(mapOf(1_000, 1));
    assert.deepEqual([bounded.lines.length, bounded.complete], [200, false]);
  });

  it('survives lines to nowhere, in circles, backwards and to itself', () => {
    const picture: Picture = {
      nodes: [
        { id: 'a', column: 0, label: 'a' },
        { id: 'b', column: 1, label: 'b' },
        { id: 'c', column: 1, label: 'c' },
      ],
      edges: [
        { from: 'a', to: 'b' },
        { from: 'b', to: 'a' },
        { from: 'c', to: 'c' },
        { from: 'a', to: 'nobody' },
      ],
    };
    const pages = pagesOf(picture);
    const drawn = [...Array(pages.count).keys()].flatMap((i) => pages.page(i).nodes.map(({ id }) => id));
    assert.deepEqual(drawn.sort(), ['a', 'b', 'c']);
    assert.deepEqual(
      outlineOf(picture)
        .lines.map(({ node }) => node.id)
        .sort(),
      ['a', 'a', 'b', 'c', 'c'],
    );
    assert.equal(layOut(picture, words).boxes.length, 3);
  });

  it('as a file of its own has its colours, and refers to nothing', () => {
    const svg = asSvg(mapOf(3, 2), { title: say('Map'), speech: english, id: 'p', alone: true });
    assert.match(svg, /^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg"[^>]*role="img"/);
    assert.match(svg, /<title id="p-title">Map<\/title>\n<desc id="p-text">9 boxes and 8 lines/);
    assert.match(svg, /prefers-color-scheme: dark/);
    assert.doesNotMatch(svg.replace('http://www.w3.org/2000/svg', ''), /https?:|href|url\(|<script|@import/);
  });

  it('shortens words to their box, and tells them in full beside it', () => {
    const label = 'x'.repeat(300);
    const svg = asSvg(
      { nodes: [{ id: 'a', column: 0, label }], edges: [] },
      { title: say('Map'), speech: english, id: 'p' },
    );
    assert.ok(svg.includes(`<title>${label}</title>`));
    assert.ok(!svg.includes(`>${label}</text>`));
    assert.equal(fitted('short', 200), 'short');
  });

  it('is laid out in time that fits into a look, however large it is', () => {
    const picture = mapOf(20_000, 50);
    const begun = computedMs();
    const pages = pagesOf(picture);
    asSvg(pages.page(0), { title: say('Map'), speech: english, id: 'p' });
    assert.ok(computedMs() - begun < 3_000);
  });
});
