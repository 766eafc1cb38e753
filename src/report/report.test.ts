import assert from 'node:assert/strict';
import MarkdownIt from 'markdown-it';
import { parseFragment, type DefaultTreeAdapterTypes } from 'parse5';
import { say } from '../lifecycle/text';
import { asCsv } from './as-csv';
import { asDocument, asFragment, asPart } from './html/as-html';
import { asJson } from './as-json';
import { asMarkdown } from './as-markdown';
import { asText } from './as-text';
import { buttonsOf, partsOf } from './parts';
import { pageMessageOf } from './html/page-message';
import type { Block, Report } from './report';
import { speechOf } from './speech';

/** What anybody may call an app, a role or a claim. */
const hostile = [
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  "' onload='x",
  '</title></style><b>',
  '<!-- --><svg/onload=x>',
  '&lt;b&gt; &amp; &#60;i&#62;',
  '[a](https://evil.example) ![p](https://evil.example/p.png)',
  '[Run](command:workbench.x)',
  'https://evil.example www.evil.example me@evil.example',
  '<https://evil.example>',
  '| a | b |\n| --- | --- |\n| c | d |',
  '# heading\n\n- item\n\n> quote\n\n1. one\n2) two\n\n***\n\n```sh\nrm\n```',
  '~~~\nx',
  '`code` **bold** _it_ ~~s~~ $x$',
  'a\\|b\\',
  '    indented',
  '\tx',
  'x\n===\ny\n---',
  '[ref]: https://evil.example',
  '[^1]: note',
  ':::note\n@user #1',
  'a\u202eb\u200bc\u0000d\u001b[31me',
  '=1+1',
  '+49 "quoted", comma',
  '-2',
  '',
];

function reportOf(value: string): Report {
  const blocks: readonly Block[] = [
    {
      kind: 'verdicts',
      verdicts: [
        {
          mark: 'error',
          text: say('The endpoint says {0}', value),
          evidence: [value],
          buttons: [{ id: value, title: say('Grant {0}', value) }],
        },
        { mark: 'good', text: value },
      ],
    },
    { kind: 'paragraph', text: value },
    { kind: 'facts', title: say('Facts of {0}', value), facts: [{ name: say('Client ID'), value }] },
    {
      kind: 'table',
      title: say('Roles of {0}', value),
      head: [say('Role'), say('Target')],
      rows: [[value, value]],
      missing: [value],
    },
    { kind: 'list', items: [value, value], ordered: true },
    {
      kind: 'picture',
      title: say('Map of {0}', value),
      picture: {
        nodes: [
          { id: value, column: 0, label: value, detail: value },
          { id: 'b', column: 1, label: value, mark: 'warning' },
        ],
        edges: [{ from: value, to: 'b', label: value }],
      },
    },
    { kind: 'folded', title: say('Claims of {0}', value), blocks: [{ kind: 'paragraph', text: value }] },
    { kind: 'section', title: say('More of {0}', value), blocks: [{ kind: 'list', items: [value] }] },
    { kind: 'code', language: `sh ${value}`, code: value },
  ];
  return {
    title: say('Report of {0}', value),
    blocks,
    sheet: { columns: [{ key: 'role', title: say('Role') }], rows: [[value]] },
  };
}

type Node = DefaultTreeAdapterTypes.Node;

/** The elements of HTML by their tag, with attributes and the text they hold. */
function elements(
  html: string,
): readonly { tag: string; attributes: Readonly<Record<string, string>>; text: string }[] {
  const found: { tag: string; attributes: Readonly<Record<string, string>>; text: string }[] = [];
  const visit = (node: Node): string => {
    if ('value' in node) return node.value;
    const text = 'childNodes' in node ? node.childNodes.map(visit).join('') : '';
    if ('tagName' in node)
      found.push({
        tag: node.tagName,
        attributes: Object.fromEntries(node.attrs.map(({ name, value }) => [name, value])),
        text,
      });
    return text;
  };
  visit(parseFragment(html));
  return found;
}

const shape = (html: string): readonly string[] => elements(html).map(({ tag }) => tag);
const unspaced = (text: string): string => text.replace(/\s+/g, ' ').trim();

describe('a report', () => {
  const calm = reportOf('orders');
  const markdown = new MarkdownIt({ html: true, linkify: true });

  describe('whatever stands in its values', () => {
    for (const value of hostile) {
      const report = reportOf(value);
      const name = JSON.stringify(value).slice(0, 60);

      it(`has the same elements as HTML: ${name}`, () => {
        const html = asFragment(report, { live: true });
        const empty = value === '';
        if (!empty) assert.deepEqual(shape(html), shape(asFragment(calm, { live: true })));
        for (const { attributes } of elements(html))
          for (const attribute of Object.keys(attributes)) assert.doesNotMatch(attribute, /^on|^style$/);
        assert.ok(elements(html).every(({ tag }) => !['script', 'img', 'a', 'iframe', 'b'].includes(tag)));
      });

      it(`has the same elements as Markdown: ${name}`, () => {
        if (value === '') return;
        const text = markdown.render(asMarkdown(report));
        const expected = shape(markdown.render(asMarkdown(calm)));
        assert.deepEqual(shape(text), expected);
        const shown = speechOf((template) => template).line(value);
        const cells = elements(text).filter(({ tag }) => tag === 'td');
        assert.equal(unspaced(cells.at(-1)?.text ?? ''), unspaced(shown));
      });

      it(`has the same lines as text: ${name}`, () => {
        if (value === '') return;
        const lines = (of: Report): number =>
          asText({ ...of, blocks: of.blocks.filter(({ kind }) => kind !== 'code') }).split('\n').length;
        assert.equal(lines(report), lines(calm));
      });
    }
  });

  it('keeps code as it stands, behind a fence that nothing in it ends', () => {
    const code = 'echo "a" | b[0](c)\n```\n````\nend\n';
    const report: Report = { title: say('x'), blocks: [{ kind: 'code', language: 'sh', code }] };
    const text = markdown.render(asMarkdown(report));
    assert.deepEqual(
      elements(text)
        .filter(({ tag }) => tag === 'code')
        .map((one) => one.text),
      [`${code}\n`],
    );
    assert.ok(elements(asFragment(report)).some((one) => one.tag === 'code' && one.text === code));
  });

  it('shows no token that stands in a value', () => {
    const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
    const token = `${part({ alg: 'RS256', typ: 'JWT' })}.${part({ aud: 'https://vault.azure.net' })}.c2lnbmF0dXJl`;
    const report = reportOf(token);
    for (const text of [
      asText(report),
      asMarkdown(report),
      asDocument(report),
      asJson(report),
      asCsv(report),
    ])
      assert.ok(text !== undefined && !text.includes(token));
  });

  it('as CSV has one record a row, and no formula', () => {
    const csv = asCsv({
      sheet: {
        columns: [
          { key: 'a', title: say('App') },
          { key: 'b', title: say('Role') },
        ],
        rows: [
          ['=cmd|x', 'say "hi", you'],
          ['@x', '-1'],
        ],
      },
    });
    assert.equal(csv, 'App,Role\r\n\'=cmd|x,"say ""hi"", you"\r\n\'@x,\'-1\r\n');
    assert.equal(asCsv({}), undefined);
  });

  it('as JSON has its blocks in English, and the sheet by the keys of its columns', () => {
    const parsed = JSON.parse(asJson(calm)) as {
      title: string;
      blocks: { kind: string; title?: string; verdicts?: { text: string }[] }[];
      rows: unknown;
    };
    assert.equal(parsed.title, 'Report of orders');
    assert.equal(parsed.blocks[0]?.verdicts?.[0]?.text, 'The endpoint says orders');
    assert.equal(parsed.blocks[3]?.title, 'Roles of orders');
    assert.deepEqual(parsed.rows, [{ role: 'orders' }]);
  });

  it('says of an empty table that there is none, of one that was not read only that', () => {
    const table = { kind: 'table', head: [say('Role')], rows: [] } as const;
    const read: Report = { title: say('x'), blocks: [table] };
    const unread: Report = { title: say('x'), blocks: [{ ...table, missing: [say('Not permitted.')] }] };
    for (const text of [asText, asMarkdown, asFragment]) {
      assert.match(text(read), /None/);
      assert.match(text(unread), /Not permitted/);
      assert.doesNotMatch(text(unread), /None/);
    }
  });

  it('is translated at every depth; values never', () => {
    const shout = speechOf((template) => template.toUpperCase());
    const text = asText(calm, shout);
    assert.match(text, /THE ENDPOINT SAYS orders/);
    assert.match(text, /ROLES OF orders/);
    assert.doesNotMatch(text, /Role|Facts/);
  });

  it('says in words what a picture says by its marks', () => {
    const nodes = [
      { id: 'a', column: 0, label: 'system-assigned', detail: 'all it holds', mark: 'unknown' as const },
    ];
    const marked: Report = {
      title: say('Map'),
      blocks: [{ kind: 'picture', title: say('Map'), picture: { nodes, edges: [] } }],
    };
    const words = 'system-assigned (Not known · all it holds)';

    assert.ok(asText(marked).includes(`- ${words}`), asText(marked));
    assert.ok(asMarkdown(marked).includes(`- ${words}`), asMarkdown(marked));
    assert.ok(asDocument(marked).includes(`<li>${words}</li>`));
  });

  describe('as a page', () => {
    const rows = Array.from({ length: 250 }, (_, i) => [`app-${i}`, i % 2 === 0 ? 'even' : 'odd']);
    const long: Report = {
      title: say('Long'),
      blocks: [
        {
          kind: 'section',
          title: say('All'),
          blocks: [{ kind: 'table', title: say('Apps'), head: [say('App'), say('Is')], rows }],
        },
      ],
    };
    const rowsIn = (html: string | undefined): number =>
      shape(html ?? '').filter((tag) => tag === 'tr').length - 1;

    it('shows a long table page by page, and all of it as a file', () => {
      assert.equal(rowsIn(asFragment(long, { live: true })), 100);
      assert.equal(rowsIn(asPart(long, 0, { page: 2 })), 50);
      assert.equal(rowsIn(asPart(long, 0, { page: 99 })), 50);
      assert.equal(rowsIn(asPart(long, 0, { find: 'ODD' })), 100);
      assert.equal(rowsIn(asPart(long, 0, { find: 'app-24' })), 11);
      assert.equal(asPart(long, 1, {}), undefined);
      assert.equal(rowsIn(asFragment(long)), 250);
    });

    it('has buttons only where somebody answers them', () => {
      const buttons = (html: string): number => shape(html).filter((tag) => tag === 'button').length;
      assert.ok(buttons(asFragment(calm, { live: true })) > 3);
      assert.equal(buttons(asDocument(calm)), 0);
      assert.deepEqual([...buttonsOf(calm)], ['orders']);
      assert.deepEqual(
        partsOf(calm).map(({ kind }) => kind),
        ['table', 'picture', 'code'],
      );
    });

    it('names its tables, their heads and the regions that scroll', () => {
      const html = elements(asFragment(calm, { live: true }));
      const one = (tag: string) => html.find((element) => element.tag === tag);
      assert.equal(one('caption')?.text, 'Roles of orders');
      assert.deepEqual(
        html.filter(({ tag }) => tag === 'th').map(({ attributes }) => attributes['scope']),
        ['col', 'col', 'row'],
      );
      const regions = html.filter(({ attributes }) => attributes['class']?.startsWith('scroll') === true);
      assert.equal(regions.length, 2);
      for (const { attributes } of regions)
        assert.ok(attributes['tabindex'] === '0' && attributes['aria-label'] !== '');
    });

    it('takes from its script only messages it knows', () => {
      assert.deepEqual(pageMessageOf({ do: 'press', id: 'x', more: 1 }), { do: 'press', id: 'x' });
      assert.deepEqual(pageMessageOf({ do: 'turn', part: 0, page: 3, find: 'a' }), {
        do: 'turn',
        part: 0,
        page: 3,
        find: 'a',
      });
      const others = [
        null,
        'press',
        {},
        { do: 'press' },
        { do: 'press', id: 1 },
        { do: 'turn', part: -1, page: 0, find: '' },
        { do: 'turn', part: 0, page: 0.5, find: '' },
        { do: 'turn', part: 0, page: 0 },
        { do: 'copy', part: '0' },
        { do: 'constructor' },
      ];
      for (const other of others) assert.equal(pageMessageOf(other), undefined, JSON.stringify(other));
    });
  });
});
