import assert from 'node:assert/strict';
import { linksIn, withLink, type RootFolder, type StoredLink } from './folder-link';

const shop: RootFolder = { uri: 'file:///w/shop', name: 'shop' };
const orders: RootFolder = { uri: 'file:///w/orders', name: 'orders' };
const other: RootFolder = { uri: 'file:///x/shop', name: 'shop' };

describe('links of folders', () => {
  it('are relative to the only workspace folder, whatever its name', () => {
    const links = [{ folder: './shop/', app: 'a' }];
    assert.deepEqual(linksIn(shop, [shop], links), [{ folder: 'shop', app: 'a' }]);
  });

  it('are meant in the workspace folder they name, and in each when they name none', () => {
    const links: readonly StoredLink[] = [
      { folder: '.', app: 'all' },
      { folder: 'orders', app: 'a' },
      { folder: 'shop/orders/', app: 'b' },
    ];
    assert.deepEqual(linksIn(shop, [shop, orders], links), [
      { folder: 'orders', app: 'b' },
      { folder: '.', app: 'all' },
    ]);
    assert.deepEqual(linksIn(orders, [shop, orders], links), [
      { folder: '.', app: 'a' },
      { folder: '.', app: 'all' },
    ]);
  });

  it('of a workspace folder’s own settings are meant in that one', () => {
    const links: readonly StoredLink[] = [{ folder: '.', app: 'a', root: shop.uri }];
    assert.deepEqual(linksIn(shop, [shop, orders], links), [{ folder: '.', app: 'a' }]);
    assert.deepEqual(linksIn(orders, [shop, orders], links), []);
  });

  it('are written so that they are meant in one workspace folder', () => {
    assert.deepEqual(withLink([{ folder: 'api/', app: 'old' }], { root: shop, path: 'api' }, [shop], 'new'), [
      { folder: 'api', app: 'new' },
    ]);
    const roots = [shop, orders];
    const everywhere = { folder: 'api', app: 'old' };
    const own = { folder: 'api', app: 'older', root: shop.uri };
    assert.deepEqual(withLink([everywhere, own], { root: shop, path: 'api' }, roots, 'new'), [
      everywhere,
      { folder: 'shop/api', app: 'new' },
    ]);
    assert.deepEqual(withLink([], { root: orders, path: '.' }, roots, 'new'), [
      { folder: 'orders', app: 'new' },
    ]);
    assert.deepEqual(withLink([], { root: shop, path: '.' }, [shop, other], 'new'), [
      { folder: '.', app: 'new', root: shop.uri },
    ]);
  });
});
