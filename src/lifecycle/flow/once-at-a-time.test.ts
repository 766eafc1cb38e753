import assert from 'node:assert/strict';
import { OnceAtATime } from './once-at-a-time';

describe('once at a time', () => {
  it('does not begin what still runs, and begins it again when it is over, whatever came of it', async () => {
    const once = new OnceAtATime();
    const begun: string[] = [];
    const asking = (name: string, said: Promise<string>) =>
      once.run(name, () => {
        begun.push(name);
        return said;
      });
    let answer: (text: string) => void = () => undefined;
    const open = new Promise<string>((resolve) => (answer = resolve));
    const first = asking('Remove?', open);
    assert.equal(await asking('Remove?', Promise.resolve('never')), undefined);
    assert.equal(await asking('Grant?', Promise.resolve('other')), 'other');
    answer('yes');
    assert.equal(await first, 'yes');
    await assert.rejects(asking('Remove?', Promise.reject(new Error('closed'))), /closed/);
    assert.equal(await asking('Remove?', Promise.resolve('again')), 'again');
    assert.deepEqual(begun, ['Remove?', 'Grant?', 'Remove?', 'Remove?']);
  });
});
