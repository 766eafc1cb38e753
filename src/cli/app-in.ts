import path from 'node:path';
import { readAppFile, variablesIn } from '../azure/hosts/app-file';
import { nameIn } from '../disk/project-folder';
import { nameOf } from '../estate/ids/arm-id';
import type { KnownApp } from '../lint/links/run-links';
import { LineIndex } from '../source/span';
import { needFile } from './choices';
import { UsageError } from './usage-error';

/** The app in a file that "az spring app show" printed, or one called as the file with the identity in it. */
export function appIn(file: string, root: string): KnownApp {
  const text = needFile(file);
  const read = readAppFile(text, path.basename(file, '.json'));
  if ('unreadable' in read)
    throw new UsageError(`${file} is neither an app nor its identity: ${read.unreadable}.`);
  const { id: resourceId, name, serviceId, identity } = read;
  return {
    app: { name, service: nameOf(serviceId), resourceId, plan: 'Unknown', identity, ...variablesIn(text) },
    document: { path: nameIn(root, path.resolve(file)), text, lines: new LineIndex(text) },
  };
}
