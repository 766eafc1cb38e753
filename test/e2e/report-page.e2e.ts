import assert from 'node:assert/strict';
import fs from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import type { AxeResults, RunOptions } from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import { asDocument, asFragment, asPart } from '../../src/report/html/as-html';
import { asSvg } from '../../src/report/picture/as-svg';
import type { Report } from '../../src/report/report';
import { english } from '../../src/report/speech';
import { resourceKey } from '../../src/estate/resources';
import { pageMarkup } from '../../src/ui/report/page-markup';
import type { Target } from '../../src/ui/target';
import { CommandStage } from '../double/commands';
import type { Answer } from '../double/scripted-dialogs';
import { say as inEnglish } from '../double/estate';
import { until } from '../rig/until';
import { launchBrowser, openPage } from '../rig/window/browser';
import { everything } from './report-page/everything';
import { themes, type Theme } from './report-page/themes';

const root = path.resolve(__dirname, '../..');
const axe = fs.readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

interface Turn {
  readonly do: string;
  readonly part: number;
  readonly page: number;
  readonly find: string;
}

describe('pages of reports in a browser', function () {
  this.timeout(120_000);
  let browser: Browser;
  let server: Server;
  let stage: CommandStage;
  let shown = '';
  const reports = new Map<string, Report>();

  before(async () => {
    stage = await CommandStage.start();
    await stage.load();
    await collect();
    server = createServer(({ url }, response) => {
      response.setHeader('content-type', url === '/script.js' ? 'text/javascript' : 'text/html');
      response.end(url === '/script.js' ? fs.readFileSync(path.join(root, 'media/report-page.js')) : shown);
    }).listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    browser = await launchBrowser();
  });
  after(async () => {
    await browser.close();
    server.close();
    await stage.stop();
  });

  /** One report of each kind that commands show. */
  async function collect(): Promise<void> {
    const key = resourceKey(stage.app('orders').app);
    const app: Target = { kind: 'app', key };
    const of = async (
      name: string,
      command: Parameters<CommandStage['run']>[0],
      ...answers: readonly Answer[]
    ) => {
      const target = name === 'map of all' || name === 'decoded' || name === 'explained' ? undefined : app;
      await stage.run(command, target, ...answers);
      const report = stage.pages.at(-1)?.report;
      assert.ok(report !== undefined && ![...reports.values()].includes(report), name);
      reports.set(name, report);
    };
    const token = [{ alg: 'RS256' }, { aud: 'https://vault.azure.net', exp: 1 }]
      .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
      .concat('c2lnbmF0dXJl')
      .join('.');
    const error = `Status code 403, "{"error":{"code":"Forbidden","message":"Caller is not authorized to perform action on resource.\\r\\nCaller: appid=x;oid=y;iss=z\\r\\nVault: kv-shop;location=x","innererror":{"code":"ForbiddenByRbac"}}}"`;
    await of('map of all', 'showIdentityMap', { pickOne: 'All Apps' });
    await of('map of an app', 'showIdentityMap');
    await of('token', 'fetchTestToken', { pickOne: 'Key Vault' }, { pickOne: 'No client ID' });
    await of('comparison', 'compareIdentities', { pickOne: 'Key Vault' });
    await of('decoded', 'decodeToken', { text: token });
    await of('explained', 'explainError', { select: error });
    await of('diagnosis', 'diagnoseApp');
    reports.set('everything', everything());
  }

  async function open(report: Report, theme: Theme, size = { width: 1000, height: 800 }): Promise<Page> {
    shown = pageMarkup(report, {
      speech: english,
      t: inEnglish,
      language: 'en',
      script: '/script.js',
      nonce: 'n0nce',
      learnMore: true,
    });
    const page = await openPage(browser, size);
    // As text: what tsx makes of a function asks for names that a page does not have.
    const colours = JSON.stringify(themes[theme]);
    await page.addInitScript({
      content: `
        let state;
        const told = (globalThis.told = []);
        globalThis.acquireVsCodeApi = () => ({
          postMessage: (message) => told.push(message),
          getState: () => state,
          setState: (now) => (state = now),
        });
        document.addEventListener('DOMContentLoaded', () => {
          for (const [name, value] of Object.entries(${colours}))
            document.documentElement.style.setProperty('--vscode-' + name, value);
        });`,
    });
    const { port } = server.address() as AddressInfo;
    const troubles: string[] = [];
    page.on('console', (message) => {
      if (message.type() === 'error') troubles.push(message.text());
    });
    page.on('pageerror', (error) => troubles.push(error.message));
    await page.goto(`http://127.0.0.1:${port}/`);
    assert.deepEqual(
      troubles.filter((text) => !text.includes('favicon')),
      [],
      'nothing is refused by the policy of the page',
    );
    return page;
  }

  const told = (page: Page): Promise<unknown[]> =>
    page.evaluate(() => (globalThis as unknown as { told: unknown[] }).told);

  /** What axe finds, told in a way that leads to the element. */
  async function violations(page: Page): Promise<readonly string[]> {
    await page.evaluate(axe);
    const { violations: found } = await page.evaluate(async () => {
      const { axe: run } = globalThis as unknown as {
        axe: { run(options: RunOptions): Promise<AxeResults> };
      };
      return run.run({ resultTypes: ['violations'] });
    });
    return found.flatMap(({ id, nodes }) =>
      nodes.map(({ html, failureSummary }) => `${id}: ${html.slice(0, 120)} ${failureSummary ?? ''}`),
    );
  }

  for (const theme of Object.keys(themes) as Theme[])
    it(`have no violation that axe finds, ${theme}`, async () => {
      for (const [name, report] of reports) {
        const page = await open(report, theme);
        for (const folded of await page.locator('details > summary').all()) await folded.click();
        assert.deepEqual(await violations(page), [], name);
        await page.context().close();
      }
    });

  it('have none as a file of their own either, light and dark', async () => {
    for (const colorScheme of ['light', 'dark'] as const)
      for (const [name, report] of reports) {
        shown = asDocument(report);
        const context = await browser.newContext({ colorScheme });
        const page = await context.newPage();
        await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
        assert.deepEqual(await violations(page), [], `${name}, ${colorScheme}`);
        await context.close();
      }
  });

  it('fit a window of 320 pixels, which is 400 % of 1280, without scrolling sideways', async () => {
    for (const [name, report] of reports) {
      const page = await open(report, 'light', { width: 320, height: 256 });
      const over = await page.evaluate(() => {
        const { document } = globalThis as unknown as {
          document: { documentElement: { scrollWidth: number; clientWidth: number } };
        };
        return document.documentElement.scrollWidth - document.documentElement.clientWidth;
      });
      assert.ok(over <= 0, `${name}: ${over} pixels over`);
      await page.context().close();
    }
  });

  it('are used by keyboard: the remedy of the verdict first, folds, and the zoom of the picture', async () => {
    const page = await open(everything(), 'dark');
    const focused = (): Promise<string> => page.locator(':focus').innerText();
    await page.keyboard.press('Tab');
    assert.equal(await focused(), 'Learn More');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    assert.equal(await focused(), 'Copy as Markdown');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    assert.equal(await focused(), 'Grant It...');
    await page.keyboard.press('Enter');
    assert.deepEqual(await told(page), [{ do: 'learn' }, { do: 'markdown' }, { do: 'press', id: 'grant' }]);
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    assert.equal(await page.getByText('read a minute ago').isVisible(), true);
    const drawing = page.locator('.scroll.picture svg');
    const width = async (): Promise<number> => (await drawing.boundingBox())?.width ?? 0;
    await page.locator('.scroll.picture').focus();
    const before = await width();
    await page.keyboard.press('+');
    assert.ok((await width()) > before);
    await page.keyboard.press('-');
    await page.keyboard.press('-');
    assert.ok((await width()) < before);
    await page.context().close();
  });

  it('take a double click for one press, and two clicks apart for two', async () => {
    const page = await open(everything(), 'dark');
    const button = page.getByRole('button', { name: 'Grant It...' });
    await button.dblclick();
    assert.deepEqual(await told(page), [{ do: 'press', id: 'grant' }]);
    await button.click();
    assert.equal((await told(page)).length, 2);
    await page.context().close();
  });

  it('search and turn one part, and keep the place where somebody types', async () => {
    const report = reports.get('map of all') ?? everything();
    const page = await open(report, 'light');
    const find = page.locator('[data-find]').first();
    await find.fill('orders');
    const message = await until(page, async () => {
      const last = (await told(page)).at(-1) as Turn | undefined;
      return last === undefined ? { instead: 'nothing was asked for' } : { found: last };
    });
    assert.deepEqual([message.do, message.page, message.find], ['turn', 0, 'orders']);
    const html = asPart(report, message.part, message);
    await page.evaluate(
      (data) => {
        (globalThis as unknown as { postMessage(data: unknown, origin: string): void }).postMessage(
          data,
          '*',
        );
      },
      { show: 'part', part: message.part, html },
    );
    const boxes = page.locator(`[data-part="${message.part}"] .box`);
    const expected = html?.match(/class="box/g)?.length;
    await until(page, async () => {
      const count = await boxes.count();
      return count === expected ? { found: count } : { instead: `${count} boxes, not ${expected}` };
    });
    assert.equal(await page.locator(':focus').inputValue(), 'orders');
    await page.context().close();
  });

  it('show what is new in the same tab, with what was folded open still open', async () => {
    const page = await open(everything(), 'light');
    const evidence = page.locator('.verdict details').first();
    await evidence.locator('summary').click();
    const html = asFragment({ ...everything(), title: 'Everything, later' }, { live: true });
    await page.evaluate(
      (data) => {
        (globalThis as unknown as { postMessage(data: unknown, origin: string): void }).postMessage(
          data,
          '*',
        );
      },
      { show: 'all', html },
    );
    await page.getByRole('heading', { name: 'Everything, later' }).waitFor();
    assert.equal(await page.getByText('read a minute ago').isVisible(), true);
    await page.context().close();
  });

  it('keep words apart from ground where the system chooses the colours', async () => {
    const page = await open(everything(), 'light');
    await page.emulateMedia({ forcedColors: 'active', reducedMotion: 'reduce' });
    assert.deepEqual(await violations(page), []);
    await page.context().close();
  });

  it('draw pictures that are files of their own', async () => {
    const block = everything().blocks.find(({ kind }) => kind === 'picture');
    assert.ok(block?.kind === 'picture');
    const page = await openPage(browser);
    const svg = asSvg(block.picture, { title: block.title, speech: english, id: 'p', alone: true });
    await page.goto(`data:image/svg+xml;base64,${Buffer.from(svg).toString('base64')}`);
    assert.equal(await page.locator('svg .box').count(), 3);
    await page.context().close();
  });
});
