import assert from 'node:assert/strict';
import { resourceKey } from '../src/estate/resources';
import { CommandStage } from './double/commands';
import type { Answer } from './double/scripted-dialogs';

const orders = {
  path: 'src/main/java/com/shop/Orders.java',
  text: 'package com.shop;\n@SpringBootApplication\nclass Orders {\n  public static void main(String[] args) {}\n}\n',
};
const tool = {
  path: 'src/main/kotlin/com/shop/Aid.kt',
  text: 'package com.shop\n\nfun main() {\n}\n',
};
const attach = '{ "configurations": [{ "type": "java", "name": "Attach", "request": "attach" }] }';
const asApp: readonly Answer[] = [{ confirm: 'yes' }, { pickOne: 'No client ID' }];
const create: Answer = { press: 'Create Launch Configuration...' };
const whole: Answer = { pickOne: 'the whole workspace folder' };
const agree: Answer = { pickOne: 'Write and start it' };

describe('debugging as an app without a launch configuration', () => {
  let stage: CommandStage;

  beforeEach(async () => {
    stage = await CommandStage.start();
    await stage.load();
  });
  afterEach(() => stage.stop());

  const debug = async (...answers: readonly Answer[]) => {
    const target = { kind: 'app', key: resourceKey(stage.app('catalog').app) } as const;
    return (await stage.run('debugAsApp', target, ...answers)).said;
  };
  const launchFile = () => stage.projects.files.find(({ path }) => path === '.vscode/launch.json')?.text;

  it('writes one for the one class that starts a program, once it was seen, and starts it as the app', async () => {
    stage.projects.files = [orders];
    const said = await debug(create, whole, agree, ...asApp);
    assert.match(said[0] ?? '', /^warning: There is nothing to debug/);
    assert.deepEqual(stage.projects.news, [
      ...['shown: Debug as This App | .vscode/launch.json', 'closed', 'made'],
      'stored: .vscode/launch.json',
    ]);
    const launch = {
      type: 'java',
      name: 'Debug Orders',
      request: 'launch',
      mainClass: 'com.shop.Orders',
    };
    assert.deepEqual(JSON.parse(launchFile() ?? ''), { version: '0.2.0', configurations: [launch] });
    assert.deepEqual(stage.written, [launch]);
    const [session] = stage.debugged;
    assert.deepEqual([session?.name, session?.place], ['Debug Orders', 'shop']);
    assert.match(session?.env['IDENTITY_ENDPOINT'] ?? '', /^http:\/\/127\.0\.0\.1:/);
  });

  it('asks which class where there are several, Spring Boot first, and adds to the file there is', async () => {
    stage.projects.files = [tool, orders, { path: '.vscode/launch.json', text: attach }];
    const said = await debug(create, whole, { pickOne: 'com.shop.AidKt' }, agree, ...asApp);
    assert.ok(
      said.some((line) => line.endsWith('| com.shop.Orders, com.shop.AidKt')),
      said.join('\n'),
    );
    assert.match(launchFile() ?? '', /"Attach"[^]*"mainClass": "com\.shop\.AidKt"/);
    assert.equal(stage.debugged.length, 1);
  });

  it('leaves the class to the debugger where the files hold none', async () => {
    await debug(create, whole, agree, ...asApp);
    assert.deepEqual(stage.written, [{ type: 'java', name: 'Debug Java Program', request: 'launch' }]);
  });

  it('writes and starts nothing when it is turned down, nor over a file that is broken', async () => {
    stage.projects.files = [orders];
    await debug(create, whole, { pickOne: 'Change nothing' });
    assert.equal(launchFile(), undefined);
    stage.projects.files = [orders, { path: '.vscode/launch.json', text: '{' }];
    const said = await debug(create, whole);
    assert.match(said.at(-1) ?? '', /No launch configuration was written.*Mend the file first/);
    assert.deepEqual([launchFile(), stage.debugged, stage.forwards.all], ['{', [], []]);
  });

  it('says that no extension debugs Java, leads to one, and offers the terminal', async () => {
    stage.debuggers = ['node'];
    const target = { kind: 'app', key: resourceKey(stage.app('catalog').app) } as const;
    const { said, opened } = await stage.run('debugAsApp', target, { press: 'Find Debugger for Java' });
    assert.match(said[0] ?? '', /no extension for debugging Java is installed/);
    assert.doesNotMatch(said[0] ?? '', /Create Launch Configuration/);
    assert.deepEqual(opened, ['java-debugger']);
    await debug({ press: 'Open Terminal as This App' }, ...asApp);
    assert.equal(stage.terminals.length, 1);
  });
});
