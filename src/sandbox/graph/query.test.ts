import assert from 'node:assert/strict';

import { Failure } from '../../lifecycle/failure';
import type { Row } from './expression';
import { parseQuery } from './query';

const rows: readonly Row[] = [
  {
    id: 'b',
    name: 'Beta',
    type: 'x/one',
    location: 'north',
    tags: { team: 'shop' },
    properties: { n: 2, state: 'Running' },
  },
  {
    id: 'a',
    name: 'alpha',
    type: 'x/two',
    location: 'south',
    tags: {},
    properties: { n: 10, state: 'Stopped' },
  },
  {
    id: 'c',
    name: 'gamma',
    type: 'X/One',
    location: 'north',
    tags: {},
    properties: { n: null, state: "it's" },
  },
];

function run(query: string): readonly Row[] {
  return parseQuery(query, ['resources']).run(rows);
}

function ids(where: string): unknown[] {
  return run(`resources | where ${where}`).map((row) => row['id']);
}

function refusal(query: string): string {
  try {
    parseQuery(query, ['resources']);
  } catch (error) {
    assert.ok(Failure.is(error, 'invalid'));
    return error.why;
  }
  assert.fail(`'${query}' was taken`);
}

describe('the part of KQL the sandbox runs', () => {
  for (const [where, expected] of [
    ["type =~ 'x/one'", ['b', 'c']],
    ["type == 'x/one'", ['b']],
    ["type !~ 'x/one'", ['a']],
    ['name in~ (\'ALPHA\', "beta")', ['b', 'a']],
    ["name in ('alpha')", ['a']],
    ["name !in~ ('alpha')", ['b', 'c']],
    ["location == 'north' and name contains 'AM'", ['c']],
    ["id == 'a' or location == 'north' and name == 'Beta'", ['b', 'a']],
    ["(id == 'a' or location == 'north') and name == 'Beta'", ['b']],
    ["not(location == 'north')", ['a']],
    ["name startswith 'AL'", ['a']],
    ['isempty(properties.n)', ['c']],
    ["isnotempty(tags['team'])", ['b']],
    ["tostring(properties.n) == '10'", ['a']],
    ['properties.n > 2', ['a']],
    ["tolower(name) == 'beta'", ['b']],
    ["properties.state == 'it\\'s'", ['c']],
    ["properties.missing.deeper == 'x'", []],
  ] as const)
    it(`where ${where}`, () => {
      assert.deepEqual(ids(where), expected);
    });

  it('projects columns, with names of its own and those Kusto gives', () => {
    const [row] = run('resources | project id, state=tostring(properties.state), properties.n');
    assert.deepEqual(row, { id: 'b', state: 'Running', properties_n: 2 });
  });

  it('extends rows, and sees the new column afterwards only', () => {
    const result = run('resources | extend big = properties.n > 5 | where big == true | project id');
    assert.deepEqual(result, [{ id: 'a' }]);
    assert.match(refusal('resources | where big == true'), /column 'big' does not exist/);
  });

  it('orders ascending when told to, and descending otherwise, numbers by size', () => {
    const order = (by: string) => run(`resources | order by ${by}`).map((row) => row['id']);
    assert.deepEqual(order('id asc'), ['a', 'b', 'c']);
    assert.deepEqual(order('id'), ['c', 'b', 'a']);
    assert.deepEqual(order('properties.n desc').slice(0, 1), ['a']);
    assert.deepEqual(order('location asc, id desc'), ['c', 'b', 'a']);
  });

  it('limits and counts', () => {
    assert.equal(run('resources | take 2').length, 2);
    assert.deepEqual(run('resources | where location == "north" | count'), [{ Count: 2 }]);
  });

  it('begins with an operator when it is about resources', () => {
    assert.deepEqual(run("where id == 'a' | project id"), [{ id: 'a' }]);
    assert.equal(parseQuery('count', ['resources']).table, 'resources');
  });

  it('summarizes rows, in all and by group, with names of its own and those Kusto gives', () => {
    assert.deepEqual(run('resources | summarize count()'), [{ count_: 3 }]);
    assert.deepEqual(run('resources | summarize count(), n=dcount(type) by location'), [
      { location: 'north', count_: 2, n: 2 },
      { location: 'south', count_: 1, n: 1 },
    ]);
    assert.deepEqual(run('resources | summarize by kind=tolower(type)'), [
      { kind: 'x/one' },
      { kind: 'x/two' },
    ]);
    const numbers =
      'resources | summarize sum(properties.n), a=avg(properties.n), b=min(properties.n), c=max(properties.n), d=countif(location == "north")';
    assert.deepEqual(run(numbers), [{ sum_properties: 12, a: 6, b: 2, c: 10, d: 2 }]);
    assert.deepEqual(run('resources | summarize ids=make_list(id), l=make_set(location)'), [
      { ids: ['b', 'a', 'c'], l: ['north', 'south'] },
    ]);
    assert.deepEqual(
      run("resources | summarize s=make_set(strcat(id, '|', tolower(location)), 2) by kind=tolower(type)"),
      [
        { kind: 'x/one', s: ['b|north', 'c|north'] },
        { kind: 'x/two', s: ['a|south'] },
      ],
    );
    assert.deepEqual(run("resources | where id == 'none' | summarize count(), max(id)"), [
      { count_: 0, max_id: null },
    ]);
  });

  it('may be long and deep within bounds, and is refused at once beyond them', () => {
    const started = process.cpuUsage();
    assert.match(refusal(`resources | where id == '${'x'.repeat(40_000)}'`), /32000 characters/);
    assert.match(refusal(`resources | where ${'('.repeat(15_000)}`), /too much stands within each other/);
    assert.match(refusal(`resources | where ${'not('.repeat(5000)}`), /too much stands within each other/);
    assert.match(refusal(`resources | where ${'tolower('.repeat(3000)}`), /too much stands within/);
    run(`resources | where ${Array.from({ length: 1000 }, () => "id == 'a'").join(' or ')}`);
    assert.match(refusal(`resources | where id == ${"'\\".repeat(10_000)}`), /is not expected/);
    const { user, system } = process.cpuUsage(started);
    assert.ok((user + system) / 1e6 < 3);
  });

  it('reads over comments and line breaks', () => {
    assert.deepEqual(run("resources // all\n| where id == 'a'\n| project id"), [{ id: 'a' }]);
  });

  for (const [query, why] of [
    ['resources | summarize', /an aggregate such as count\(\) is missing at the end/],
    ['resources | summarize id', /an aggregate such as count\(\) is missing before 'id'/],
    ['resources | summarize count() by nmae', /column 'nmae' does not exist/],
    ['resources | constructor id', /operator 'constructor' is not known/],
    ['where type == 1 resources', /'\|' is missing before 'resources'/],
    ['resources | join kind=inner (resources) on id', /operator 'join' is not known/],
    ['resourcez', /table 'resourcez' does not exist/],
    ['resources | project id, nmae', /column 'nmae' does not exist/],
    ["resources | where name has_any ('a')", /'\|' is missing before 'has_any'/],
    ['resources | where name in~ (properties.x)', /a value in quotes is missing before 'properties'/],
    ['resources | where type =~ ', /at the end/],
    ["resources | where type =~ 'x", /''' is not expected/],
    ['resources where', /'\|' is missing before 'where'/],
    ["resources | where replace(name) == 'a'", /column 'replace' does not exist/],
    ['resources | order id', /'by' is missing/],
    ['resources | extend id', /a name and = are missing/],
    ['resources ; resources', /';' is not expected/],
    ['', /a table is missing/],
  ] as const)
    it(`refuses '${query}' and says what it does not know`, () => {
      assert.match(refusal(query), why);
    });
});
