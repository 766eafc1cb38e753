import assert from 'node:assert/strict';
import { launchBrowser } from './browser';

describe('the browser of tests and bench', () => {
  it('is made sure of before it is started, so that a fresh machine gets one', async () => {
    const before = process.env['CHROMIUM'];
    process.env['CHROMIUM'] = '/nowhere/chromium';
    try {
      await assert.rejects(launchBrowser(), /CHROMIUM names "\/nowhere\/chromium", which cannot be started/);
    } finally {
      if (before === undefined) delete process.env['CHROMIUM'];
      else process.env['CHROMIUM'] = before;
    }
  });
});
