import assert from 'node:assert/strict';
import type { ManifestFile } from '../../source/manifest/manifest-file';
import { computedMs } from '../../../test/cpu-time';
import { ManifestFolders } from './manifest-folders';

const silent: ManifestFile = { kind: 'manifest', variables: [], secrets: [], workloadIdentities: [] };
const composed = (image: string): ManifestFile => ({ ...silent, images: [image] });
const kustomization = (...taken: readonly string[]): ManifestFile => ({ ...silent, filled: ['X'], taken });

describe('what manifests tell one another', () => {
  it('is images of compose files to the others of the folder, once for each change', () => {
    const folders = new ManifestFolders();
    folders.take('a/compose.yml', composed('postgres'));
    folders.take('b/compose.yml', composed('mysql'));

    assert.deepEqual(folders.take('a/override.yml', composed('redis')), ['a/compose.yml']);
    assert.deepEqual(folders.take('a/override.yml', composed('redis')), []);
    assert.deepEqual(folders.around('a/compose.yml').images, ['redis']);
    assert.deepEqual(folders.take('a/override.yml', undefined), ['a/compose.yml']);
    assert.deepEqual(folders.around('a/compose.yml').images, []);
  });

  it('is what a kustomization fills in, to all that it takes, at any remove, also in a circle', () => {
    const folders = new ManifestFolders();
    folders.take('base/deploy.yml', silent);
    folders.take('base/kustomization.yml', kustomization('deploy.yml', '../over'));
    folders.take('other/deploy.yml', silent);

    assert.deepEqual(folders.take('over/kustomization.yml', kustomization('../base')), [
      'base/deploy.yml',
      'base/kustomization.yml',
    ]);
    assert.deepEqual(folders.around('base/deploy.yml').filled, ['X', 'X']);
    assert.deepEqual(folders.around('other/deploy.yml').filled, []);
  });

  it('costs nothing for the many that tell nothing', () => {
    const folders = new ManifestFolders();
    const paths = Array.from({ length: 20_000 }, (_, i) => `k8s/team-${i % 50}/deploy-${i}.yaml`);
    folders.take('k8s/kustomization.yaml', kustomization('team-1'));

    const before = computedMs();
    for (const path of paths) folders.take(path, silent);
    for (const path of paths) folders.around(path);
    const ms = computedMs() - before;
    assert.ok(ms < 2_000, `${ms} ms`);
  });
});
