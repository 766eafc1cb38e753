import assert from 'node:assert/strict';
import { checkRule, findingsIn, fixed } from '../../../test/rules/check-rule';

const java = 'src/main/java/App.java';
const kotlin = 'src/main/kotlin/App.kt';

describe('MI102 conflicting-identity-ids', () => {
  it('reports the second of two ways to name an identity', async () => {
    await checkRule(
      java,
      `import com.azure.identity.*;
class App {
  Object a = new ManagedIdentityCredentialBuilder().clientId(ID).objectId("y").build();
                                                                 ^^^^^^^^^^^^^ MI102 error
  Object b() { var b = new DefaultAzureCredentialBuilder(); b.managedIdentityClientId(x); b.managedIdentityResourceId(y); return b.build(); }
                                                                                            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ MI102
}`,
    );
    await checkRule(
      kotlin,
      `import com.azure.identity.*
val a = ManagedIdentityCredentialBuilder().resourceId(x).clientId(y).build()
                                                         ^^^^^^^^^^^ MI102`,
    );
  });

  const method = (body: string) => `import com.azure.identity.*;
class App {
  Object make(String c, String r, Optional<String> o) {
${body}
  }
}`;

  for (const [name, body] of Object.entries({
    'the second call is in a branch': `    var b = new ManagedIdentityCredentialBuilder().clientId(c);
    if (r != null) { b.resourceId(r); }
                       ^^^^^^^^^^^^^ MI102 warning
    return b.build();`,
    'a branch adds to what a branch around it has set': `    var b = new ManagedIdentityCredentialBuilder();
    if (r != null) { b.resourceId(r); if (c != null) b.clientId(c); }
                                                       ^^^^^^^^^^^ MI102 warning
    return b.build();`,
    'a callback names the second': `    var b = new ManagedIdentityCredentialBuilder().clientId(c);
    o.ifPresent(b::resourceId);
                   ^^^^^^^^^^ MI102 warning
    return b.build();`,
    'a loop names the second': `    var b = new ManagedIdentityCredentialBuilder().objectId(c);
    for (String id : ids) b.resourceId(id);
                            ^^^^^^^^^^^^^^ MI102 warning
    return b.build();`,
  }))
    it(`warns where ${name}`, () => checkRule(java, method(body)));

  for (const [one, other] of [
    ['q ? c : null', 'q ? null : r'],
    ['c.orElse(null)', 'r.orElse(null)'],
    ['StringUtils.trimToNull(c)', 'StringUtils.trimToNull(r)'],
  ] as const)
    it(`is silent where one or the other is given: ${one}`, async () => {
      const text = method(
        `    return new ManagedIdentityCredentialBuilder().clientId(${one}).resourceId(${other}).build();`,
      );
      assert.deepEqual(await findingsIn(java, text), []);
    });

  it('is not sure of what is computed: it may be nothing', async () => {
    const text = method(
      '    return new ManagedIdentityCredentialBuilder().clientId(g.clientId()).resourceId(g.resourceId()).build();',
    );
    assert.deepEqual(
      (await findingsIn(java, text)).map(({ rule, severity }) => [rule.id, severity]),
      [['MI102', 'warning']],
    );
  });

  for (const [name, body] of Object.entries({
    'a variable that is given the same builder again': `    var b = new ManagedIdentityCredentialBuilder();
    b = b.clientId(ORDERS);
    b = b.resourceId(SHOP);
          ^^^^^^^^^^^^^^^^ MI102 error
    return b.build();`,
    'a variable in a branch of which both calls run': `    var b = new ManagedIdentityCredentialBuilder();
    if (c != null) { b = b.clientId(ID); b = b.resourceId("r"); }
                                               ^^^^^^^^^^^^^^^ MI102 error
    return b.build();`,
    'a branch that is only sometimes left before': `    var b = new ManagedIdentityCredentialBuilder().clientId(c);
    if (o.isPresent()) return b.build();
    b = b.resourceId(r);
          ^^^^^^^^^^^^^ MI102 warning
    return b.build();`,
    'another builder in a branch with the first call only': `    ManagedIdentityCredentialBuilder b;
    if (c != null) { b = new ManagedIdentityCredentialBuilder().clientId(c); } else { b = new ManagedIdentityCredentialBuilder(); }
    b = b.resourceId(r);
          ^^^^^^^^^^^^^ MI102 warning
    return b.build();`,
    'another builder in a branch that returns it': `    var b = new ManagedIdentityCredentialBuilder().clientId(c);
    if (o.isPresent()) { b = new ManagedIdentityCredentialBuilder().clientId(c); return b.build(); }
    b.resourceId(r);
      ^^^^^^^^^^^^^ MI102 warning
    return b.build();`,
    'a break that ends no more than the switch': `    var b = new ManagedIdentityCredentialBuilder();
    for (String id : ids) {
      switch (id) { case "c": b = b.clientId(c); break; default: log(id); }
      b = b.resourceId(r);
            ^^^^^^^^^^^^^ MI102 warning
    }
    return b.build();`,
  }))
    it(`reports ${name}`, () => checkRule(java, method(body)));

  for (const [name, body] of Object.entries({
    'two branches':
      'var b = new ManagedIdentityCredentialBuilder(); if (x) b.clientId(c); else b.resourceId(r); return b.build();',
    'one way, used twice': 'return new ManagedIdentityCredentialBuilder().clientId(c).clientId(r).build();',
    'two conditions, which may be opposites':
      'var b = new ManagedIdentityCredentialBuilder(); if (r == null) b.clientId(c); if (r != null) b.resourceId(r); return b.build();',
    'a branch that returns':
      'var b = new ManagedIdentityCredentialBuilder(); if (r != null) { b.resourceId(r); return b.build(); } b.clientId(c); return b.build();',
    'a branch that throws':
      'var b = new ManagedIdentityCredentialBuilder(); if (r != null) { b.resourceId(r); throw new Problem(b); } b.clientId(c); return b.build();',
    'an ID that is null': 'return new ManagedIdentityCredentialBuilder().clientId(null).objectId(r).build();',
    'what catches':
      'var b = new ManagedIdentityCredentialBuilder(); try { b.clientId(c); } catch (Problem p) { b.resourceId(r); } return b.build();',
    'the cases of a switch':
      'var b = new ManagedIdentityCredentialBuilder(); switch (c) { case "a": b.clientId(c); break; default: b.resourceId(r); } return b.build();',
    'the only call, in a branch or a loop that sets the variable anew':
      'var b = new ManagedIdentityCredentialBuilder(); if (c != null) { b = b.clientId(c); } for (String id : ids) { b = b.clientId(id); } return b.build();',
    'another builder that a branch may put in its place':
      'var b = new ManagedIdentityCredentialBuilder().clientId(c); if (r != null) { b = new ManagedIdentityCredentialBuilder(); } b.resourceId(r); return b.build();',
    'another builder for sure':
      'var b = new ManagedIdentityCredentialBuilder().clientId(c); var old = b.build(); b = new ManagedIdentityCredentialBuilder(); b.resourceId(r); return or(old, b.build());',
    'another builder that a loop makes each time':
      'var b = new ManagedIdentityCredentialBuilder().resourceId(r); for (String id : ids) { b = new ManagedIdentityCredentialBuilder(); b = b.clientId(id); attempt(b.build()); } return b.build();',
    'another builder that a condition may choose':
      'var b = new ManagedIdentityCredentialBuilder().clientId(c); b = o.isPresent() ? new ManagedIdentityCredentialBuilder() : b; b = b.resourceId(r); return b.build();',
    'the other way where the first ID is missing':
      'var b = new ManagedIdentityCredentialBuilder().clientId(c); if (c == null) { b = b.resourceId(r); } return b.build();',
    'a return where the first ID is there':
      'var b = new ManagedIdentityCredentialBuilder().clientId(c); if (c != null) { return b.build(); } b = b.resourceId(r); return b.build();',
    'a branch that goes on with the next turn':
      'for (String id : ids) { var b = new ManagedIdentityCredentialBuilder(); if (id.startsWith("/")) { b = b.resourceId(id); add(b.build()); continue; } b = b.clientId(id); add(b.build()); }',
    'a branch that leaves the loop':
      'var b = new ManagedIdentityCredentialBuilder(); do { if (c != null) { b = b.clientId(c); break; } b = b.resourceId(r); } while (false); return b.build();',
    'an ID that is taken back':
      'var b = new ManagedIdentityCredentialBuilder().clientId(c); if (r != null) { b = b.clientId(null).resourceId(r); } return b.build();',
    'two builders':
      'use(new ManagedIdentityCredentialBuilder().clientId(c).build()); return new ManagedIdentityCredentialBuilder().resourceId(r).build();',
    'a conditional expression':
      'var b = new ManagedIdentityCredentialBuilder(); b = r == null ? b.clientId(c) : b.resourceId(r); return b.build();',
    'a comment':
      'return new ManagedIdentityCredentialBuilder().clientId(c) /* .resourceId(r) */ .build(); // or .objectId(o)',
    'a text':
      'log.info(".resourceId(x) and .clientId(y)"); return new ManagedIdentityCredentialBuilder().clientId(c).build();',
    'a class of the same name elsewhere':
      'return new shop.ManagedIdentityCredentialBuilder().clientId(c).resourceId(r).build();',
    'a builder that is not built': 'return new ManagedIdentityCredentialBuilder().clientId(c).resourceId(r);',
  }))
    it(`is silent about ${name}`, () => checkRule(java, method(`    ${body}`)));

  it('is silent about half-typed code, test sources and the lambdas of a choice', async () => {
    await checkRule(java, method('    return new ManagedIdentityCredentialBuilder().clientId(c).resou'));
    await checkRule(
      'src/test/java/AppTest.java',
      method('    return new ManagedIdentityCredentialBuilder().clientId(c).resourceId(r).build();'),
    );
    await checkRule(
      kotlin,
      `import com.azure.identity.*
val a = ManagedIdentityCredentialBuilder().apply { if (x) clientId(y) else resourceId(z) }.build()`,
    );
  });

  for (const [name, body] of Object.entries({
    'when that sets the variable':
      'var b = ManagedIdentityCredentialBuilder()\n  when { c != null -> b = b.clientId(c); r != null -> b = b.resourceId(r) }\n  return b.build()',
    'when that asks for the first ID':
      'var b = ManagedIdentityCredentialBuilder().clientId(c)\n  when { c == null -> b = b.resourceId(r) }\n  return b.build()',
    'if as an expression':
      'var b = ManagedIdentityCredentialBuilder()\n  b = if (c != null) b.clientId(c) else b.resourceId(r)\n  return b.build()',
    'another builder in a branch':
      'var b = ManagedIdentityCredentialBuilder().clientId(c)\n  if (r != null) b = ManagedIdentityCredentialBuilder()\n  b = b.resourceId(r)\n  return b.build()',
    'another builder in a lambda':
      'var b = ManagedIdentityCredentialBuilder().resourceId(r)\n  repeat(2) {\n    b = ManagedIdentityCredentialBuilder()\n    b = b.clientId(c)\n    attempt(b.build())\n  }\n  return b.build()',
    'a turn of a loop that ends early':
      'for (id in ids) {\n    var b = ManagedIdentityCredentialBuilder()\n    if (id.startsWith("/")) {\n      b = b.resourceId(id)\n      out += b.build()\n      continue\n    }\n    b = b.clientId(id)\n    out += b.build()\n  }',
  }))
    it(`is silent about Kotlin's ${name}`, () =>
      checkRule(
        kotlin,
        `import com.azure.identity.*\nfun make(c: String?, r: String?, ids: List<String>): Any {\n  ${body}\n}`,
      ));

  it('looks into the lambdas of Kotlin', async () => {
    await checkRule(
      kotlin,
      `import com.azure.identity.*
val a = ManagedIdentityCredentialBuilder().apply { clientId("y"); resourceId("z") }.build()
                                                                  ^^^^^^^^^^^^^^^ MI102 error
val b = ManagedIdentityCredentialBuilder().also { it.clientId(y) }.objectId(z).build()
                                                                   ^^^^^^^^^^^ MI102
val c = ManagedIdentityCredentialBuilder().apply { clientId(y); if (z != null) resourceId(z) }.build()
                                                                               ^^^^^^^^^^^^^ MI102 warning`,
    );
  });

  it('removes either', async () => {
    const text =
      'import com.azure.identity.*\nval a = ManagedIdentityCredentialBuilder()\n  .clientId(x)\n  .resourceId(y)\n  .build()\n';
    const without = (call: string) => text.replace(`\n  .${call}`, '');
    for (const [title, call] of [
      [/resourceId/, 'resourceId(y)'],
      [/clientId/, 'clientId(x)'],
    ] as const) {
      const result = await fixed(kotlin, text, { title });
      assert.equal(result, without(call));
      assert.deepEqual(await findingsIn(kotlin, result), []);
    }
  });

  it('removes a call between comments and tabs, and keeps both', async () => {
    const text =
      'import com.azure.identity.*;\r\nclass A {\r\n\tObject a = new ManagedIdentityCredentialBuilder()\r\n\t\t.clientId(x) // ours\r\n\t\t.objectId(y) // theirs\r\n\t\t.build();\r\n}';
    const result = await fixed(java, text, { title: /objectId/ });
    assert.match(result, /\.clientId\(x\)/);
    assert.doesNotMatch(result, /objectId/);
    assert.deepEqual(await findingsIn(java, result), []);
  });
});
