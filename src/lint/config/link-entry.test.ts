import assert from 'node:assert/strict';
import { linkEntry } from './link-entry';

const text = `{
  // "links": [{ "folder": "b", "app": "/x/apps/two" }]
  "rules": { "MI101": "off" },
  "links": [
    { "folder": "a", "app": "/x/apps/one" },
    null, "b",
    { "app": "/x/apps/one", /* of the team */ "folder": "b" },
    { "folder": "b", "app": "/x/apps/two" },
  ],
}
`;

describe('the entry of a link in the configuration', () => {
  const entry = (folder: string, app: string) => {
    const span = linkEntry(text, { folder, app });
    return span && text.slice(span.start, span.end);
  };

  it('is found by folder and app, whatever stands before it', () => {
    assert.equal(entry('b', '/x/apps/two'), '{ "folder": "b", "app": "/x/apps/two" }');
    assert.equal(
      linkEntry(text, { folder: 'b', app: '/x/apps/two' })?.start,
      text.lastIndexOf('{ "folder": "b"'),
    );
    assert.equal(entry('b', '/x/apps/one'), '{ "app": "/x/apps/one", /* of the team */ "folder": "b" }');
  });

  it('is nowhere when it was taken out, or the file says something else by now', () => {
    assert.equal(entry('c', '/x/apps/one'), undefined);
    for (const other of ['', '[]', '{ "links": 1 }', '{ "links": {} }', '{ "links": [{ "folder"'])
      assert.equal(linkEntry(other, { folder: 'a', app: '/x/apps/one' }), undefined);
  });
});
