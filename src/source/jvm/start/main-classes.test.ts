import assert from 'node:assert/strict';
import { packageGrammars } from '../../../../test/rules/package-grammars';
import { sourceFile } from '../../source-file';
import { mainClassesIn } from './main-classes';

describe('classes a program is started with', () => {
  const grammars = packageGrammars();
  before(() => grammars.load(['java', 'kotlin']));

  function namesIn(path: string, text: string): readonly string[] {
    const file = sourceFile(path, text);
    assert.ok(file !== undefined);
    return mainClassesIn(file, grammars).map(
      ({ name, isSpringBoot }) => `${name}${isSpringBoot ? ' boot' : ''}`,
    );
  }

  it('are those of Java with a static main, nested ones by the name the launcher takes', () => {
    const text = `package com.shop;
@SpringBootApplication
public class Orders {
  public static void main(String[] args) { SpringApplication.run(Orders.class, args); }
  static class Tool { public static void main(final String... args) {} }
  static class Other { void main(String[] args) {} void start() { class In { static void main(String[] a) {} } } }
}`;
    assert.deepEqual(namesIn('src/main/java/Orders.java', text), [
      'com.shop.Orders boot',
      'com.shop.Orders$Tool boot',
    ]);
    assert.deepEqual(namesIn('A.java', 'class A { public static void main(String[] args) {} }'), ['A']);
    assert.deepEqual(namesIn('A.java', 'class A { // void main(\n }'), []);
  });

  it('are those of Kotlin: of the file, of the name it gives itself, of objects', () => {
    const main = 'fun main(args: Array<String>) {\n  runApplication<Orders>(*args)\n}\n';
    assert.deepEqual(
      namesIn('orders-app.kt', `package com.shop\n\n@SpringBootApplication\nclass Orders\n\n${main}`),
      ['com.shop.Orders_appKt boot'],
    );
    assert.deepEqual(namesIn('a.kt', `@file:JvmName("Start")\npackage a\n\n${main}fun main() {\n}\n`), [
      'a.Start',
    ]);
    assert.deepEqual(
      namesIn(
        'b.kt',
        `class B {\n  companion object {\n    @JvmStatic\n    ${main}  }\n}\nobject C {\n  ${main}}\n`,
      ),
      ['B'],
    );
  });

  it('are none of other languages', () => {
    assert.deepEqual(namesIn('main.bicep', 'var x = "void main("'), []);
  });
});
